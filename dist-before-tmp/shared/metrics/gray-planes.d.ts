import type { Tensor } from "../tensor/tensor.js";
/** One channel at double precision, row-major. */
export interface Plane {
    readonly data: Float64Array;
    readonly height: number;
    readonly width: number;
}
/** Every plane of x, times `factor`. */
export declare function planes({ data, dims: [n, c, height, width] }: Tensor, factor: number): Generator<Plane>;
/** The mean of each 2x2 cell; past an odd edge zeros are averaged in, as in MATLAB's conv2(..., "same"). */
export declare function halved({ data, height, width }: Plane): Plane;
/** Convolution with an outer product, the size kept, zeros outside, even kernels centred as MATLAB's conv2(..., "same") does. */
export declare function convolve({ data, height, width }: Plane, column: readonly number[], row: readonly number[]): Plane;
