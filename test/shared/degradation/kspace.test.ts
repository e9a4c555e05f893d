import { describe, expect, it } from "vitest";
import { idealLowPass, kspaceResize, kspaceTruncate, type Alignment } from "../../../shared/degradation/kspace.js";
import { add, dot, scale as times, subtract } from "../../../shared/tensor/loops.js";
import { tensor, type Dims, type Tensor } from "../../../shared/tensor/tensor.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

interface Golden {
  readonly cases: readonly { alignment: Alignment; scales: [number, number]; height: number; width: number; y: Packed; x: Packed; up: Packed; down: Packed }[];
  readonly crop: { x: Packed; to: [number, number]; y: Packed };
}
const { cases, crop } = golden<Golden>("kspace");
const image = (dims: Dims, seed: number): Tensor => tensor(dims, uniform(dims.reduce((a, b) => a * b), seed).map((v) => v - 0.3));
const packed = (p: Packed): Tensor => tensor([1, 1, p.shape[0]!, p.shape[1]!], Float32Array.from(samples(p)));

describe("kspaceTruncate", () => {
  it.each(cases)("agrees with numpy: $height x $width, $scales, $alignment", ({ alignment, scales, x, y, up, down }) => {
    const A = kspaceTruncate(scales, { alignment });
    expect(largestDifference(A.pseudoInverse(packed(y)).data, samples(up))).toBeLessThan(1e-6);
    expect(largestDifference(A.apply(packed(x)).data, samples(down))).toBeLessThan(1e-6);
  });

  const sizes = [[1, 1, 24, 18], [2, 1, 12, 36], [1, 2, 36, 12], [1, 1, 15, 21]] as const;
  const options = [{}, { alignment: "center" }, { alignment: "center", boundary: "mirror" }] as const;
  const all = [2, 3, 4].flatMap((s) => sizes.flatMap((dims) => options.map((option) => ({ s, low: dims, option }))));

  it.each(all)("has A A^+ = I, an idempotent P and a true adjoint: x$s, $low, $option", ({ s, low: [n, c, h, w], option }) => {
    const A = kspaceTruncate(s, option);
    const y = image([n, c, h, w], 1);
    const x = image([n, c, s * h, s * w], 2);
    const v = image([n, c, s * h, s * w], 3);
    expect(largestDifference(A.apply(A.pseudoInverse(y)).data, y.data)).toBeLessThan(2e-6);
    const P = A.lowPass(x);
    expect(largestDifference(A.lowPass(P).data, P.data)).toBeLessThan(3e-6);
    expect(dot(P, v)).toBeCloseTo(dot(x, A.lowPass(v)), 2); // P is symmetric: an orthogonal projection
    expect(Math.abs(dot(A.apply(x), y) - dot(x, A.adjoint(y)))).toBeLessThan(1e-6 * x.data.length);
    // the regularised inverse: (A A' + lambda) z = y for A^+_lambda y = A' z, here through x = A' z
    const lambda = 0.1;
    const z = times(1 / lambda, subtract(y, A.apply(A.pseudoInverse(y, lambda))));
    expect(largestDifference(A.adjoint(z).data, A.pseudoInverse(y, lambda).data)).toBeLessThan(3e-5);
  });

  it("keeps the corner sample, or the field of view's middle, where it is", () => {
    // one period of a cosine, sampled at the pixels of either grid
    const wave = (count: number, at: (i: number) => number) => tensor([1, 1, 1, count], Float32Array.from({ length: count }, (_, i) => Math.cos(2 * Math.PI * at(i))));
    expect(largestDifference(kspaceTruncate([1, 3]).pseudoInverse(wave(8, (i) => i / 8)).data, wave(24, (i) => i / 24).data)).toBeLessThan(1e-6);
    const center = kspaceTruncate([1, 3], { alignment: "center" });
    expect(largestDifference(center.pseudoInverse(wave(8, (i) => (i + 0.5) / 8)).data, wave(24, (i) => (i + 0.5) / 24).data)).toBeLessThan(1e-6);
  });

  it("does not ring across a mirrored edge", () => {
    const ramp = tensor([1, 1, 12, 1], Float32Array.from({ length: 12 }, (_, i) => i));
    const up = (boundary: "periodic" | "mirror") => kspaceTruncate([2, 1], { alignment: "center", boundary }).pseudoInverse(ramp).data;
    expect(Math.min(...up("mirror"))).toBeGreaterThan(-0.5);
    expect(Math.min(...up("periodic"))).toBeLessThan(-1);
  });

  it("gives the same in parts, and is the identity for a factor of 1", async () => {
    const A = kspaceTruncate(2);
    const y = image([3, 1, 101, 200], 5);
    const x = await A.pseudoInverseInParts(y);
    expect(Buffer.from(x.data.buffer).equals(Buffer.from(A.pseudoInverse(y).data.buffer))).toBe(true);
    expect(largestDifference((await A.applyInParts(x)).data, A.apply(x).data)).toBe(0);
    expect(kspaceTruncate(1).apply(y).data).toEqual(y.data);
  });

  it("treats every plane alone", () => {
    const A = kspaceTruncate(2);
    const y = image([2, 2, 10, 7], 6);
    const part = tensor([1, 1, 10, 7], y.data.subarray(140, 210));
    expect(A.pseudoInverse(y).data.subarray(560, 840)).toEqual(A.pseudoInverse(part).data);
  });

  it("refuses sizes that are no multiple", () => {
    expect(() => kspaceTruncate(3).apply(image([1, 1, 9, 10], 1))).toThrow("multiples of 3 and 3, got 9x10");
    expect(() => kspaceTruncate(1.5)).toThrow("a whole scale of at least 1");
  });
});

describe("kspaceResize", () => {
  it("crops k-space as numpy does", () => {
    const [height, width] = crop.to;
    expect(largestDifference(kspaceResize(packed(crop.x), { height, width }).data, samples(crop.y))).toBeLessThan(1e-6);
  });

  it("is undone by its opposite on what is band-limited", () => {
    const small = image([1, 1, 21, 32], 8);
    const large = kspaceResize(small, { height: 30, width: 45 });
    expect(largestDifference(kspaceResize(large, { height: 21, width: 32 }).data, small.data)).toBeLessThan(1e-6);
  });

  it("gives an ideal low-pass that keeps constants and slow waves and drops fast ones", () => {
    const slow = tensor([1, 1, 32, 32], Float32Array.from({ length: 1024 }, (_, i) => 1 + Math.cos((2 * Math.PI * 2 * (i % 32)) / 32)));
    const fast = tensor([1, 1, 32, 32], Float32Array.from({ length: 1024 }, (_, i) => Math.cos((2 * Math.PI * 5 * (i % 32)) / 32)));
    expect(largestDifference(idealLowPass(add(slow, fast), { rows: 5, columns: 5 }).data, slow.data)).toBeLessThan(2e-6);
  });
});
