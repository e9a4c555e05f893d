import { type Tensor } from "../../shared/tensor/tensor.js";
/** Networks take bands in threes: [1, bands, h, w] -> [groups, 3, h, w], the last band repeated to fill the last group. */
export declare function bandGroups(x: Tensor): Tensor;
