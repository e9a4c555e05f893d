import type { Tensor } from "../../../shared/tensor/tensor.js";

type Compute<T> = (face: Tensor, signal?: AbortSignal) => Promise<T>;

/** Keeps the answer for the last face: samples of one face share what does not depend on the seed. A failure is not kept. */
export function perFace<T>(compute: Compute<T>): Compute<T> {
  let last: { readonly face: Tensor; readonly answer: Promise<T> } | undefined;
  return async (face, signal) => {
    if (last?.face !== face) last = { face, answer: compute(face, signal) };
    const asked = last;
    try {
      return await asked.answer;
    } catch (error) {
      if (last === asked) last = undefined;
      throw error;
    }
  };
}
