import { type Tensor } from "../tensor/tensor.js";
export interface SolveOptions {
    /** Added to A A': at least 0. */
    readonly lambda: number;
    /** At most this many steps, one product each. */
    readonly iterations: number;
    /** A plane stops early once no sample of its residual is larger: the discrepancy principle. 0 never stops. */
    readonly tolerance: number;
}
export interface Solution {
    readonly z: Tensor;
    /** Largest |y - (A A' + lambda I) z| of any sample, from the recurrence. */
    readonly residual: number;
    /** Most steps that any plane took. */
    readonly iterations: number;
}
/**
 * Conjugate residuals (Stiefel 1955) for (A A' + lambda I) z = y: of the conjugate-gradient family the one whose residual
 * |y - A A' z| falls at every step, which is what consistency is judged by; plain conjugate gradients let it grow tenfold
 * under strong blur. Few steps regularise: directions that A nearly loses come last. Every plane is solved on its own,
 * so that what shares a batch cannot matter.
 */
export declare function conjugateResidual(normal: (z: Tensor) => Tensor, y: Tensor, { lambda, iterations, tolerance }: SolveOptions): Solution;
