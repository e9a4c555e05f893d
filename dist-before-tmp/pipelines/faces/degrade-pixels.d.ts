import { type Tensor } from "../../shared/tensor/tensor.js";
import type { Photo } from "./photo.js";
/** [1, 3, h, w] in 0..1; a gray photograph is [1, 1, h, w]. */
export declare function photoTensor({ width, height, data, bits, source: { gray } }: Photo): Tensor;
/** The nearest sample values of x [1, c, h, w] in 0..1, interleaved; one channel is repeated to `channels` where that is more. */
export declare function tensorPixels(x: Tensor, bits: 8 | 16, channels?: number): Uint8Array | Uint16Array;
