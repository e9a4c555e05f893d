/**
 * The one hot loop of blur, decimation and their adjoints, as four-lane WebAssembly: 6 to 8 times the speed of the same
 * loop in JavaScript, and as reproducible (no relaxed operations, no fused multiply-add). The module is small enough to
 * be assembled here, instruction by instruction, so that no compiler is needed to build the project.
 */
interface Instance {
    readonly memory: {
        readonly buffer: ArrayBuffer;
        grow(pages: number): number;
    };
    /**
     * dst[j] = (accumulate ? dst[j] : 0) + sum_k weights[k] * src[j + k*step], j < width, float32. Addresses, step and
     * width in bytes; width a multiple of BLOCK bytes, count at least 1.
     */
    rows(dst: number, src: number, step: number, weights: number, count: number, width: number, accumulate: number): void;
}
/** Columns done at once: four vectors, held in registers over all taps. */
export declare const BLOCK_LANES = 16;
/** Float32 scratch memory of at least `lanes` samples and the loop over it; valid until the next call. */
export declare function workspace(lanes: number): {
    readonly lanes: Float32Array;
    readonly rows: Instance["rows"];
};
/** Lanes rounded up to whole blocks. */
export declare function padded(lanes: number): number;
export {};
