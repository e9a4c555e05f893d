import { type Banded } from "./banded.js";
import { type Tensor } from "./tensor.js";
/**
 * The one resampler. Pixel centres: output i samples the input at (i + 0.5)*in/out - 0.5. When shrinking, every kernel
 * but nearest is stretched by in/out (antialiasing). Weights are normalised where the edge cuts them. Equal to Pillow's
 * Image.resize and to PyTorch's F.interpolate(antialias=True); area differs from Pillow's BOX only at factors that are
 * not whole: it weighs by exact overlap.
 */
export type ResampleKernel = "nearest" | "bilinear" | "bicubic" | "lanczos" | "area";
export interface ResizeOptions {
    readonly height: number;
    readonly width: number;
    readonly kernel: ResampleKernel;
}
/** [n, c, h, w] to [n, c, height, width]. */
export declare function resize(x: Tensor, { height, width, kernel }: ResizeOptions): Tensor;
/** The exact transpose of `resize`: y, the size of its output, back to height x width, the size of its input. */
export declare function resizeAdjoint(y: Tensor, { height, width, kernel }: ResizeOptions): Tensor;
/** One axis of `resize` as a matrix [to, from]. */
export declare function resampleTable(from: number, to: number, kernel: ResampleKernel): Banded;
/** `vertical` along the height and `horizontal` along the width of every plane; the cheaper axis first. */
export declare function separable(vertical: Banded, horizontal: Banded, x: Tensor): Tensor;
