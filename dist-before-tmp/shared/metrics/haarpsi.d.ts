import type { Tensor } from "../tensor/tensor.js";
/**
 * Haar wavelet perceptual similarity (Reisenhofer et al. 2018), 0..1, 1 for equal images. Each channel is taken as a gray
 * image and the figures are averaged; the paper's weighting of chroma is not done, since bands need not be colours.
 */
export declare function haarPsi(x: Tensor, truth: Tensor, { range }: {
    range: number;
}): number;
