import { type Tensor } from "../tensor/tensor.js";
import { type Solution } from "./conjugate-residual.js";
import { type Kernel } from "./kernel.js";
import { type LinearOperator } from "./operator.js";
export interface CorrectionOptions {
    /** Added to A A'; at least 0. @default 0 */
    readonly lambda?: number;
    /** At most this many conjugate-residual steps. @default 10 */
    readonly iterations?: number;
    /** Stop once max |y - A x| is at or below it. @default 0, never */
    readonly tolerance?: number;
}
export interface Correction {
    /** The least-norm x with A x close to y. */
    readonly x: Tensor;
    /** Largest |y - (A A' + lambda I) z| left, for x = A' z; with lambda = 0 that is max |y - A x|. */
    readonly residual: number;
    readonly iterations: number;
}
/** Blur and antialiased bicubic decimation. `correct` is `pseudoInverse` with a say in its effort, and tells what it reached. */
export interface Decimation extends LinearOperator {
    correct(y: Tensor, options?: CorrectionOptions): Correction;
    /** `correct` before its last step: z of the size of y with x = A' z, so that several corrections share one adjoint. */
    solve(y: Tensor, options?: CorrectionOptions): Solution;
    /** A A' z, without the way over the HR grid where that pays. */
    normal(z: Tensor): Tensor;
}
export interface DecimationOptions {
    /** Terms of the kernel below this share of the largest are dropped; the work goes with their count. @default 1e-6, far under a 16-bit step */
    readonly tolerance?: number;
}
/** Antialiased bicubic decimation (a = -0.5), as Pillow and PyTorch do it. */
export declare function bicubicDecimate(scale: number): Decimation;
/**
 * The blind chain's known part: correlation with `kernel` on the HR grid over replicated edges, then bicubicDecimate.
 * A A' is far from singular only for mild blur; elsewhere give lambda > 0, or let the fixed iteration count regularise.
 */
export declare function blurDecimate(kernel: Kernel, scale: number, { tolerance }?: DecimationOptions): Decimation;
