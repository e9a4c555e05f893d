/** Dense float32 samples, row-major NCHW. The one array type that crosses modules in shared/. */
export interface Tensor {
    readonly data: Float32Array;
    readonly dims: Dims;
}
export type Dims = readonly [n: number, c: number, h: number, w: number];
export declare function size([n, c, h, w]: Dims): number;
/** A tensor over `data`, or of zeros. Throws a plain Error where the length does not match: that is a bug of the caller. */
export declare function tensor(dims: Dims, data?: Float32Array): Tensor;
