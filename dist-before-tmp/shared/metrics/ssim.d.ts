import type { Tensor } from "../tensor/tensor.js";
import { type ComparisonOptions } from "./psnr.js";
/**
 * Structural similarity (Wang et al. 2004, equation 13) with K1 = 0.01, K2 = 0.03 and population covariances, averaged over
 * channels and items: scikit-image's structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False).
 * Only windows that lie inside the image, and hold valid pixels alone, count; NaN where there is none.
 */
export declare function ssim(x: Tensor, truth: Tensor, options: ComparisonOptions): number;
/** The same, one figure a channel. */
export declare function ssimPerChannel(x: Tensor, truth: Tensor, { range, valid }: ComparisonOptions): number[];
