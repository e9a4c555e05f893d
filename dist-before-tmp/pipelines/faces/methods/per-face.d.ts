import type { Tensor } from "../../../shared/tensor/tensor.js";
type Compute<T> = (face: Tensor, signal?: AbortSignal) => Promise<T>;
/** Keeps the answer for the last face: samples of one face share what does not depend on the seed. A failure is not kept. */
export declare function perFace<T>(compute: Compute<T>): Compute<T>;
export {};
