import type { Tensor } from "../../shared/tensor/tensor.js";
/** Widths beyond this, in pixels of the aligned face, are not told apart from it. */
export declare const WIDEST = 8;
/**
 * Gaussian blur of deviation `sigma` pixels, the image mirrored about its edges: symmetric, so that it is its own adjoint, and with
 * the mean kept.
 */
export declare function gaussianBlur(sigma: number, { height, width }: {
    readonly height: number;
    readonly width: number;
}): (x: Tensor) => Tensor;
