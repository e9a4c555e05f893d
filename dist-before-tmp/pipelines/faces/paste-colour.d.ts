import { type Tensor } from "../../shared/tensor/tensor.js";
/**
 * `image` with the colours of `crop`, both [1, 3, 256, 256] in 0..1: per channel the mean and deviation of the large forms
 * under the mask, within bounds.
 */
export declare function matchColors(image: Tensor, crop: Tensor): Tensor;
