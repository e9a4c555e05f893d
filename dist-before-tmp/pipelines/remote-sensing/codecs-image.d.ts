import type { BlockShape } from "./codecs-block.js";
export declare function decodeWebp(input: Uint8Array, shape: BlockShape): Promise<Uint8Array>;
/**
 * TIFF Technical Note 2. The colour transform follows the TIFF's photometric tag, not the stream's own guess:
 * `ycbcr` converts to RGB, otherwise the components come out as they are.
 */
export declare function decodeJpeg(input: Uint8Array, shape: BlockShape & {
    readonly tables?: Uint8Array;
    readonly ycbcr: boolean;
}): Promise<Uint8Array>;
