import type { BlockShape } from "./codecs-block.js";
/** One compressed strip or tile to raw samples, never more than the block may hold. */
export interface BlockCodec {
    readonly compression: number;
    /** YCbCr JPEG comes out as RGB. */
    readonly ycbcr: boolean;
    readonly jpegTables?: Uint8Array;
    /** LercParameters: version, additional compression (0 none, 1 deflate, 2 zstd). */
    readonly lerc?: readonly number[];
}
export declare function compressionName(code: number): string;
export declare function canDecode(code: number): boolean;
/** Whether the samples come out in host order whatever the order of the file (they were never plain integers in it). */
export declare function decodesToHostOrder(code: number): boolean;
/** Throws a plain Error with the cause where the stream is damaged; fewer than `size` bytes may come back. */
export declare function decompress(input: Uint8Array, size: number, shape: BlockShape, codec: BlockCodec): Promise<Uint8Array>;
