import { describe, expect, it } from "vitest";
import { axisTable } from "../../../shared/degradation/axis.js";
import { lowRank, singularValues } from "../../../shared/degradation/low-rank.js";
import { normalSum } from "../../../shared/degradation/normal.js";
import { applySum, transposeSum, type SeparableSum } from "../../../shared/degradation/separable-sum.js";
import { entry } from "../../../shared/tensor/banded.js";
import { largestDifference, uniform } from "../../golden/golden.js";

const identity = (size: number) => Float64Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 1 : 0));

describe("singularValues", () => {
  it("takes a matrix apart and puts it together", () => {
    const size = 7;
    const matrix = Float64Array.from(uniform(49, 1), (v) => v - 0.5);
    const { values, left, right } = singularValues(matrix, size);
    const again = matrix.map((_, k) => {
      let sum = 0;
      for (let r = 0; r < size; r++) sum += left[Math.floor(k / size) * size + r]! * values[r]! * right[(k % size) * size + r]!;
      return sum;
    });
    expect(largestDifference(again, matrix)).toBeLessThan(1e-14);
    const norm = (v: Float64Array) => v.reduce((sum, x) => sum + x * x, 0);
    expect(norm(values)).toBeCloseTo(norm(matrix), 12);
  });
});

describe("lowRank", () => {
  const size = 5;
  const column = [1, 2, 3, 2, 1];
  const row = [0, 1, 4, 1, 0];
  const outer = Float64Array.from({ length: 25 }, (_, k) => column[Math.floor(k / 5)]! * row[k % 5]!);
  const total = (terms: ReturnType<typeof lowRank>) =>
    outer.map((_, k) => terms.reduce((sum, { left, right }) => sum + left[Math.floor(k / 5)]! * right[k % 5]!, 0));

  it("finds that an outer product is one term", () => {
    const terms = lowRank({ kernel: outer, gramLeft: identity(size), gramRight: identity(size), size, tolerance: 1e-9 });
    expect(terms.length).toBe(1);
    expect(largestDifference(total(terms), outer)).toBeLessThan(1e-12);
  });
  it("spends no term on what the operators do not see", () => {
    const kernel = outer.map((v, k) => v + (k === 24 ? 5 : 0));
    const blind = identity(size);
    blind[24] = 0;
    const all = { kernel, gramRight: identity(size), size, tolerance: 1e-9 };
    expect(lowRank({ ...all, gramLeft: identity(size) }).length).toBe(2);
    expect(lowRank({ ...all, gramLeft: blind }).length).toBe(1);
  });
});

describe("axisTable", () => {
  it("has rows that sum to the sum of the taps, edges included", () => {
    const table = axisTable(12, Float64Array.of(0.25, 0.5, 1, 0, 0.25), 3);
    for (let i = 0; i < 4; i++) {
      let sum = 0;
      for (let j = 0; j < 12; j++) sum += entry(table, i, j);
      expect(sum).toBeCloseTo(2, 12);
    }
  });
});

describe("normalSum", () => {
  const taps = (seed: number, gain: number) => Float64Array.from(uniform(9, seed), (v) => gain * v);
  const sum: SeparableSum = {
    vertical: [1, 2, 3].map((seed) => axisTable(56, taps(seed, 1), 4)),
    horizontal: [4, 5, 6].map((seed, r) => axisTable(64, taps(seed, 0.3 ** r), 4)),
  };
  it("is A A', edges included", () => {
    const z = uniform(14 * 16, 7).map((v) => v - 0.5);
    const high = new Float32Array(56 * 64);
    const direct = new Float32Array(14 * 16);
    applySum(transposeSum(sum), z, 0, high, 0);
    applySum(sum, high, 0, direct, 0);
    const short = new Float32Array(14 * 16);
    const normal = normalSum(sum, 1e-7);
    applySum(normal, z, 0, short, 0);
    const most = Math.max(...direct.map(Math.abs));
    expect(largestDifference(short, direct) / most).toBeLessThan(1e-5);
    expect(normal.vertical.length).toBeLessThanOrEqual(9);
  });
});
