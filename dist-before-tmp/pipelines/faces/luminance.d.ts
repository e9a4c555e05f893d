import { type Tensor } from "../../shared/tensor/tensor.js";
/** [1, 3, h, w] to [1, 1, h, w], in the same range. */
export declare function luminance({ data, dims: [n, c, height, width] }: Tensor): Tensor;
/** Whether all three channels are equal in every pixel: a grey picture. */
export declare function isGray({ data, dims: [, , height, width] }: Tensor): boolean;
/** The mean of the channels in each of them. */
export declare function grayed({ data, dims }: Tensor): Tensor;
