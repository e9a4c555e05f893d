import type { Tensor } from "../tensor/tensor.js";
/** y = A x, the known part of what happened to the image. <A x, y> = <x, A' y>. Channels are treated alike. */
export interface LinearOperator {
    /** Whole factor: x is [n, c, s*h, s*w], y is [n, c, h, w]. */
    readonly scale: number;
    /** HR pixels of x, beyond a pixel's own cell, that one y pixel can see. */
    readonly radius: number;
    apply(x: Tensor): Tensor;
    adjoint(y: Tensor): Tensor;
    /** A'(A A' + lambda I)^-1 y; lambda = 0 is the pseudo-inverse. For residual corrections x + pseudoInverse(y - A x). */
    pseudoInverse(y: Tensor, lambda?: number): Tensor;
}
/** The mean of every s x s cell. A A' = I/s^2, so the pseudo-inverse is exact: nearest up-sampling. */
export declare function areaAverage(scale: number): LinearOperator;
export declare function requireScale(subject: string, scale: number): void;
/** Size of y for x. The caller pads: a size that is no multiple is a bug. */
export declare function lowSize(subject: string, { dims: [, , h, w] }: Tensor, scale: number): {
    height: number;
    width: number;
};
export declare function highSize({ dims: [, , h, w] }: Tensor, scale: number): {
    height: number;
    width: number;
};
