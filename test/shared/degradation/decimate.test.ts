import { describe, expect, it } from "vitest";
import { bicubicDecimate, blurDecimate } from "../../../shared/degradation/decimate.js";
import { deltaKernel, gaussianKernel, normalizeKernel } from "../../../shared/degradation/kernel.js";
import { areaAverage, type LinearOperator } from "../../../shared/degradation/operator.js";
import { add, dot, maxAbs, subtract } from "../../../shared/tensor/loops.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

interface Case {
  readonly scale: number;
  readonly size: number;
  readonly sigma1?: number;
  readonly sigma2?: number;
  readonly angle?: number;
  readonly kernel: Packed;
  readonly x: Packed;
  readonly y: Packed;
}

const { cases } = golden<{ cases: readonly Case[] }>("degradation");
const dims = ({ shape }: Packed) => shape as unknown as Dims;
const random = (d: Dims, seed: number) => tensor(d, uniform(d[0] * d[1] * d[2] * d[3], seed));
const asymmetric = normalizeKernel(uniform(81, 9).map((v) => v ** 4));
const mild = gaussianKernel({ sigma1: 1.2, sigma2: 0.6, angle: 0.7 });
const operators: readonly [string, LinearOperator][] = [
  ["areaAverage 3", areaAverage(3)],
  ["bicubicDecimate 2", bicubicDecimate(2)],
  ["bicubicDecimate 4", bicubicDecimate(4)],
  ["blurDecimate mild 4", blurDecimate(mild, 4)],
  ["blurDecimate asymmetric 3", blurDecimate(asymmetric, 3)],
  ["blurDecimate narrow diagonal 2", blurDecimate(gaussianKernel({ sigma1: 0.2, sigma2: 4, angle: 0.78 }), 2)],
];

describe("blurDecimate agrees with torch", () => {
  it.each(cases)("scale $scale, sigmas $sigma1 $sigma2", ({ scale, kernel, x, y }) => {
    const A = blurDecimate(normalizeKernel(samples(kernel)), scale);
    const out = A.apply(tensor(dims(x), Float32Array.from(samples(x))));
    expect(out.dims).toEqual(dims(y));
    expect(largestDifference(out.data, samples(y))).toBeLessThan(3e-6);
  });
});

describe("bicubicDecimate", () => {
  it("is the resampler's own", () => {
    const x = random([1, 2, 24, 36], 1);
    expect(largestDifference(bicubicDecimate(4).apply(x).data, resize(x, { height: 6, width: 9, kernel: "bicubic" }).data)).toBeLessThan(1e-6);
    expect(largestDifference(blurDecimate(deltaKernel(), 4).apply(x).data, bicubicDecimate(4).apply(x).data)).toBe(0);
  });
});

describe("every operator", () => {
  it.each(operators)("%s: the adjoint is exact, edges included", (_, A) => {
    for (const [h, w] of [[1, 1], [2, 5], [11, 8]] as const) {
      const x = random([2, 2, A.scale * h, A.scale * w], 2);
      const y = random([2, 2, h, w], 3);
      const forward = dot(A.apply(x), y);
      expect(Math.abs(forward - dot(x, A.adjoint(y))) / Math.abs(forward)).toBeLessThan(2e-6);
    }
  });

  it.each(operators)("%s: sees no further than its radius", (_, A) => {
    const low = 15;
    const x = tensor([1, 1, A.scale * low, A.scale * low], new Float32Array((A.scale * low) ** 2).fill(1));
    const cell = Math.floor(low / 2) * A.scale;
    const from = cell - A.radius;
    const end = cell + A.scale + A.radius;
    for (let i = from; i < end; i++) for (let j = from; j < end; j++) x.data[i * A.scale * low + j] = 0;
    expect(Math.abs(A.apply(x).data[(low * low - 1) / 2]!)).toBeLessThan(1e-6);
  });

  it.each(operators)("%s: keeps a constant", (_, A) => {
    const x = tensor([1, 1, A.scale * 7, A.scale * 5], new Float32Array(A.scale ** 2 * 35).fill(0.75));
    for (const v of A.apply(x).data) expect(Math.abs(v - 0.75)).toBeLessThan(2e-6);
  });
});

describe("blurDecimate", () => {
  it("sees nothing of pixels that a shift moves out, and its adjoint gives them zero", () => {
    const shift = new Float64Array(25 * 25);
    shift[12 * 25 + 24] = 1;
    const A = blurDecimate({ size: 25, data: shift }, 2);
    const y = random([1, 1, 20, 20], 12);
    const back = A.adjoint(y);
    expect([...back.data.subarray(0, 9)]).toEqual(new Array(9).fill(0));
    const x = random([1, 1, 40, 40], 13);
    expect(dot(A.apply(x), y) / dot(x, back)).toBeCloseTo(1, 6);
  });

  it("does the same to a strip of an image as to the whole, further in than its radius", () => {
    const A = blurDecimate(mild, 2);
    const x = random([1, 1, 700, 40], 14);
    const top = tensor([1, 1, 400, 40], x.data.slice(0, 400 * 40));
    const inside = (400 / 2 - A.radius) * 20;
    expect(largestDifference(A.apply(x).data.subarray(0, inside), A.apply(top).data.subarray(0, inside))).toBe(0);
  });
});

describe("pseudoInverse", () => {
  it("of the area average is nearest up-sampling, exactly", () => {
    const y = random([1, 2, 3, 4], 4);
    expect(areaAverage(2).pseudoInverse(y)).toEqual(resize(y, { height: 6, width: 8, kernel: "nearest" }));
  });

  it.each([
    ["areaAverage", areaAverage(4), 1e-6],
    ["bicubicDecimate", bicubicDecimate(4), 1e-4],
    ["blurDecimate mild", blurDecimate(mild, 4), 3e-3],
  ] as const)("%s: A pinv y = y", (_, A, tolerance) => {
    const y = random([1, 1, 24, 20], 5);
    expect(maxAbs(subtract(y, A.apply(A.pseudoInverse(y))))).toBeLessThan(tolerance);
  });

  it("corrects a guess onto the measurement and moves nothing that the measurement cannot see", () => {
    const A = bicubicDecimate(2);
    const truth = random([1, 1, 32, 32], 6);
    const y = A.apply(truth);
    const guess = random([1, 1, 32, 32], 7);
    const moved = A.pseudoInverse(subtract(y, A.apply(guess)));
    expect(maxAbs(subtract(y, A.apply(add(guess, moved))))).toBeLessThan(1e-4);
    // A null-space direction: truth minus its own range part.
    const hidden = subtract(truth, A.pseudoInverse(y));
    expect(Math.abs(dot(hidden, moved)) / Math.sqrt(dot(hidden, hidden) * dot(moved, moved))).toBeLessThan(1e-4);
  });

  it.each([["areaAverage", areaAverage(3)], ["bicubicDecimate", bicubicDecimate(3)]] as const)("%s: lambda solves (A A' + lambda) z = y", (_, A) => {
    const y = random([1, 1, 9, 9], 8);
    const lambda = 0.05;
    const x = A.pseudoInverse(y, lambda);
    // A x + lambda z = y with x = A' z, hence A'(y - A x) = lambda x.
    const left = A.adjoint(subtract(y, A.apply(x)));
    expect(largestDifference(left.data, x.data.map((v) => lambda * v))).toBeLessThan(1e-5);
  });

  it("treats every plane on its own", () => {
    const A = blurDecimate(mild, 2);
    const both = random([2, 1, 8, 8], 9);
    const alone = tensor([1, 1, 8, 8], both.data.slice(64));
    expect(A.pseudoInverse(both).data.slice(256)).toEqual(A.pseudoInverse(alone).data);
  });
});

describe("correct", () => {
  it("stops at the tolerance and tells the residual it left", () => {
    const A = blurDecimate(mild, 4);
    const y = random([1, 2, 16, 16], 10);
    const { x, residual, iterations } = A.correct(y, { tolerance: 0.02, iterations: 50 });
    expect(residual).toBeLessThanOrEqual(0.02);
    expect(iterations).toBeLessThan(50);
    expect(Math.abs(maxAbs(subtract(y, A.apply(x))) - residual)).toBeLessThan(1e-5);
    expect(A.correct(y, { tolerance: 0.02, iterations: 1 }).residual).toBeGreaterThan(0.02);
  });

  it("leaves less residual with every step, even under a blur that is nearly singular", () => {
    const A = blurDecimate(gaussianKernel({ sigma1: 4, sigma2: 3, angle: 0.4 }), 2);
    const y = random([1, 1, 24, 24], 11);
    const left = [0, 1, 2, 4, 8, 16].map((iterations) => {
      const rest = subtract(y, A.apply(A.correct(y, { iterations }).x));
      return Math.sqrt(dot(rest, rest));
    });
    left.slice(1).forEach((v, i) => expect(v).toBeLessThan(left[i]!));
  });

  it("gives zeros for zeros", () => {
    expect(A0.correct(tensor([1, 1, 4, 4]))).toEqual({ x: tensor([1, 1, 8, 8]), residual: 0, iterations: 0 });
  });
  const A0 = bicubicDecimate(2);
});

describe("wrong use", () => {
  it("names the scale and the sizes", () => {
    expect(() => bicubicDecimate(2.5)).toThrow("expected a whole scale of at least 1, got 2.5");
    expect(() => bicubicDecimate(4).apply(random([1, 1, 6, 8], 1))).toThrow("multiples of 4, got 6x8");
  });
});
