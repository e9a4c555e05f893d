import { type Tensor } from "./tensor.js";
/** Named loops over float32 samples. Each returns a new tensor unless its name says "InPlace". Unequal dims are the caller's bug: a plain Error. */
/** alpha*x + y. */
export declare function axpy(alpha: number, x: Tensor, y: Tensor): Tensor;
/** y += alpha*x. */
export declare function axpyInPlace(alpha: number, x: Tensor, y: Tensor): void;
export declare function add(x: Tensor, y: Tensor): Tensor;
/** x - y. */
export declare function subtract(x: Tensor, y: Tensor): Tensor;
/** factor*x. */
export declare function scale(factor: number, x: Tensor): Tensor;
/** factor[c]*x + offset[c], one pair per channel. */
export declare function affine(x: Tensor, factor: ArrayLike<number>, offset: ArrayLike<number>): Tensor;
/** NaN stays NaN. */
export declare function clamp(x: Tensor, low: number, high: number): Tensor;
/** Sum of x*y in float64. */
export declare function dot(x: Tensor, y: Tensor): number;
/** Largest magnitude; NaN where any sample is NaN. */
export declare function maxAbs(x: Tensor): number;
/** Per item and channel (length n*c): mean and population standard deviation, in float64. */
export declare function channelMoments(x: Tensor): {
    mean: Float64Array;
    deviation: Float64Array;
};
