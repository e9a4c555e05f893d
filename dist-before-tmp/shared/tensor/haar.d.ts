import { type Tensor } from "./tensor.js";
/**
 * One level of the orthonormal Haar transform: [n, c, h, w] to [n, 4c, h/2, w/2]; h and w even. Channel 4i + b holds
 * band b of channel i: 0 the low band (twice the cell's mean), 1 the difference of columns, 2 of rows, 3 of diagonals.
 */
export declare function haar(x: Tensor): Tensor;
/** The inverse, and the transpose, of `haar`: [n, 4c, h, w] to [n, c, 2h, 2w]. */
export declare function inverseHaar(y: Tensor): Tensor;
