import { describe, expect, it } from "vitest";
import { haar, inverseHaar } from "../../../shared/tensor/haar.js";
import { dot } from "../../../shared/tensor/loops.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";
import { largestDifference, uniform } from "../../golden/golden.js";

const random = (dims: Dims, seed: number) => tensor(dims, uniform(dims[0] * dims[1] * dims[2] * dims[3], seed));

describe("haar", () => {
  it("splits a cell into its mean and three differences", () => {
    const { data, dims } = haar(tensor([1, 1, 2, 2], Float32Array.of(1, 2, 4, 8)));
    expect(dims).toEqual([1, 4, 1, 1]);
    expect([...data]).toEqual([7.5, (5 - 10) / 2, (3 - 12) / 2, (-3 + 6) / 2]);
  });
  it("is orthonormal and comes back", () => {
    const x = random([2, 3, 6, 10], 1);
    const y = haar(x);
    expect(y.dims).toEqual([2, 12, 3, 5]);
    expect(dot(y, y) / dot(x, x)).toBeCloseTo(1, 6);
    expect(largestDifference(inverseHaar(y).data, x.data)).toBeLessThan(2e-7);
    const z = random(y.dims, 2);
    expect(dot(y, z) / dot(x, inverseHaar(z))).toBeCloseTo(1, 6);
  });
  it("keeps channels together: band b of channel i is channel 4i + b", () => {
    const x = tensor([1, 2, 2, 2], Float32Array.of(1, 1, 1, 1, 3, 3, 3, 3));
    expect([...haar(x).data]).toEqual([2, 0, 0, 0, 6, 0, 0, 0]);
  });
  it("refuses odd sizes", () => {
    expect(() => haar(tensor([1, 1, 3, 2]))).toThrow("got 3x2");
    expect(() => inverseHaar(tensor([1, 3, 1, 1]))).toThrow("got 3");
  });
});
