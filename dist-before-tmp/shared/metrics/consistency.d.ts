import type { LinearOperator } from "../degradation/operator.js";
import type { Tensor } from "../tensor/tensor.js";
export interface Consistency {
    /** Largest |A x - y|. */
    readonly max: number;
    readonly rms: number;
    /** Share of the counted samples with |A x - y| <= tolerance, 0..1. */
    readonly share: number;
}
/**
 * How well x agrees with its measurement y = A x: y [n, c, h, w], x [n, c, s*h, s*w], in the units of `tolerance` (one
 * number, or one a channel). `valid` [n*h*w] leaves pixels of y out; a NaN that counts makes max and rms NaN.
 */
export declare function consistency(A: LinearOperator, { x, y, tolerance, valid }: {
    x: Tensor;
    y: Tensor;
    tolerance: number | ArrayLike<number>;
    valid?: Uint8Array;
}): Consistency;
/** The same for a residual A x - y at hand. */
export declare function residualConsistency(residual: Tensor, { tolerance, valid }: {
    tolerance: number | ArrayLike<number>;
    valid?: Uint8Array;
}): Consistency;
