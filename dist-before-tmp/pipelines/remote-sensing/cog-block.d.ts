import type { CogLayout } from "./cog-layout.js";
import type { Samples } from "./read-blocks.js";
export interface StoredBlock {
    /** Empty where nothing in the block was measured and it need not be written. */
    readonly image: Uint8Array;
    /** One bit per pixel; empty where the file has no mask or the block is sparse. */
    readonly mask: Uint8Array;
}
export interface Pixels {
    readonly width: number;
    readonly height: number;
    readonly bands: readonly (Float64Array | Float32Array)[];
    readonly valid: readonly Uint8Array[];
}
/** Rounds and clamps to the sample type; what was not measured becomes the fill, what was measured never becomes nodata. */
export declare function encodeBlock(layout: CogLayout, pixels: Pixels): Promise<StoredBlock>;
export interface Decoded {
    /** blockSize x blockSize, bands interleaved. */
    readonly values: Samples;
    /** Per pixel, 0 where mask or alpha say that nothing was measured; absent where all may be. */
    readonly present?: Uint8Array;
}
/** The inverse of encodeBlock; undefined for a sparse block. */
export declare function decodeBlock(layout: CogLayout, { image, mask }: StoredBlock): Promise<Decoded | undefined>;
