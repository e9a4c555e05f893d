import type { Tensor } from "../tensor/tensor.js";
/** Gradient magnitude similarity deviation (Xue et al. 2014), 0 for equal images, larger is worse; averaged over channels. */
export declare function gmsd(x: Tensor, truth: Tensor, { range }: {
    range: number;
}): number;
