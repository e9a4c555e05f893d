import { describe, expect, it, vi } from "vitest";
import { estimateNoise } from "../../../pipelines/mri/noise-estimate.js";
import { removeRicianBias, ricianAmplitude, ricianMean, ricianVariance } from "../../../pipelines/mri/rician.js";
import type { Volume } from "../../../pipelines/mri/volume.js";
import { kspaceResize } from "../../../shared/degradation/kspace.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { symmetricEigenvalues } from "../../../shared/tensor/symmetric-eigen.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { seriesGeometry } from "./make-study.js";

vi.setConfig({ testTimeout: 60_000 });
const SIZE = 160;
const SLICES = 2;
const geometry = seriesGeometry({ slices: SLICES, rows: SIZE, columns: SIZE });
const options = { floor: 0.005, high: 1 };

/** Ellipses of several brightnesses with a slow texture, as in a Shepp-Logan head. */
function phantom(): Float32Array {
  const ellipses = [[0.4, 0, 0, 0.7, 0.9], [0.25, 0, 0, 0.62, 0.82], [-0.2, 0.22, 0, 0.11, 0.31], [-0.2, -0.22, 0, 0.16, 0.41], [0.15, 0, 0.35, 0.21, 0.25], [0.25, -0.08, -0.6, 0.05, 0.03]] as const;
  return Float32Array.from({ length: SLICES * SIZE * SIZE }, (_, at) => {
    const [x, y] = [((at % SIZE) / SIZE) * 2 - 1, ((Math.floor(at / SIZE) % SIZE) / SIZE) * 2 - 1];
    const tissue = ellipses.reduce((sum, [v, cx, cy, rx, ry]) => sum + (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1 ? v : 0), 0);
    return tissue > 0.1 ? tissue + 0.05 * Math.sin(9 * x + 4 * y * y) * Math.cos(11 * y - 3 * x) + 0.02 * Math.sin(31 * x * y) : 0;
  });
}
const clean = phantom();
const field = (seed: number) => placedNoise(seed).fill([1, 1, SLICES * SIZE, SIZE], 0, { row: 0, col: 0 }).data;
const [one, other] = [field(1), field(2)];
const gaussian = (sigma: number) => clean.map((v, i) => v + sigma * one[i]!);
const rician = (sigma: number) => clean.map((v, i) => Math.hypot(v + sigma * one[i]!, sigma * other[i]!));
const volume = (data: Float32Array): Volume => ({ geometry, data });
const slicewise = (data: Float32Array, change: (x: ReturnType<typeof tensor>) => ReturnType<typeof tensor>) => change(tensor([SLICES, 1, SIZE, SIZE], data)).data;

describe("estimateNoise", () => {
  it.each([0.01, 0.02, 0.05, 0.1, 0.2])("is within a tenth on white noise of %d, Gaussian or Rician", async (sigma) => {
    const found = await estimateNoise(volume(gaussian(sigma)), options);
    expect(found).toMatchObject({ verdict: "reliable", distribution: "gaussian", rayleighBackground: false });
    expect(Math.abs(found.sigma / sigma - 1)).toBeLessThan(0.1);
    const magnitude = await estimateNoise(volume(rician(sigma)), options);
    expect(magnitude).toMatchObject({ verdict: "reliable", distribution: "rician", rayleighBackground: true });
    expect(Math.abs(magnitude.sigma / sigma - 1)).toBeLessThan(0.1);
  });

  it("does not depend on the unit", async () => {
    const a = await estimateNoise(volume(rician(0.05)), options);
    const b = await estimateNoise(volume(rician(0.05).map((v) => 4096 * v)), { floor: 0.005, high: 4096 });
    expect(b.sigma / 4096).toBeCloseTo(a.sigma, 5);
  });

  it("says where there is too little to remove, and where there is nothing to measure in", async () => {
    expect(await estimateNoise(volume(gaussian(0.002)), options)).toMatchObject({ verdict: "below-floor" });
    expect(await estimateNoise(volume(clean.slice()), options)).toMatchObject({ verdict: "below-floor" });
    expect(await estimateNoise(volume(new Float32Array(clean.length)), options)).toMatchObject({ verdict: "no-body", sigma: 0 });
  });

  it("finds the part of k-space that was measured under zero-filling, and the noise in it", async () => {
    const width = 105; // of 160
    const filled = slicewise(gaussian(0.1), (x) => kspaceResize(kspaceResize(x, { height: SIZE, width }), { height: SIZE, width: SIZE }));
    const found = await estimateNoise(volume(filled), options);
    expect(found.verdict).toBe("reliable");
    expect(found.native![0]).toBe(SIZE);
    expect(found.native![1]).toBeGreaterThanOrEqual(0.5 * SIZE);
    expect(found.native![1]).toBeLessThan(1.15 * width);
    // zero-filling spreads the kept share of the noise's power over all pixels
    const inside = 0.1 * Math.sqrt(width / SIZE);
    expect(Math.abs(found.sigma / inside - 1)).toBeLessThan(0.15);
  });

  it("does not trust filtered noise", async () => {
    const blurred = slicewise(gaussian(0.1), (x) => {
      const out = tensor(x.dims);
      for (let i = SIZE + 1; i < out.data.length - SIZE - 1; i++) {
        for (const [offset, weight] of [[0, 0.25], [1, 0.125], [-1, 0.125], [SIZE, 0.125], [-SIZE, 0.125], [SIZE + 1, 0.0625], [SIZE - 1, 0.0625], [1 - SIZE, 0.0625], [-1 - SIZE, 0.0625]] as const) out.data[i]! += weight * x.data[i + offset]!;
      }
      return out;
    });
    const found = await estimateNoise(volume(blurred), options);
    expect(found.verdict === "correlated" || (found.native !== undefined && found.native[0] * found.native[1] < 0.5 * SIZE * SIZE)).toBe(true);
  });

  it("leaves voxels out that were not measured", async () => {
    const data = rician(0.05);
    const valid = new Uint8Array(data.length).fill(1);
    for (let i = 0; i < data.length; i++) if (i % SIZE < 20) [data[i], valid[i]] = [-3000, 0];
    const found = await estimateNoise({ ...volume(data), valid }, options);
    expect(Math.abs(found.sigma / 0.05 - 1)).toBeLessThan(0.1);
  });
});

describe("the Rice distribution", () => {
  it("has the mean and variance of drawn magnitudes", () => {
    const draws = placedNoise(3).fill([1, 2, 200, 1000], 0, { row: 0, col: 0 }).data;
    for (const theta of [0, 0.7, 2, 6, 20]) {
      const m = Float64Array.from({ length: 200_000 }, (_, i) => Math.hypot(theta + draws[i]!, draws[200_000 + i]!));
      const mean = m.reduce((s, v) => s + v, 0) / m.length;
      const variance = m.reduce((s, v) => s + (v - mean) ** 2, 0) / m.length;
      expect(Math.abs(ricianMean(theta) - mean)).toBeLessThan(0.01);
      expect(Math.abs(ricianVariance(theta) - variance)).toBeLessThan(0.02);
      expect(Math.abs(ricianAmplitude(ricianMean(theta)) - theta)).toBeLessThan(1e-3);
    }
    expect(ricianMean(12.001) - ricianMean(11.999)).toBeCloseTo(0.002, 4); // the asymptotic form joins on
  });

  it("is undone in place", () => {
    const x = Float32Array.from([0.5, 1, 4].map((theta) => 3 * ricianMean(theta)));
    removeRicianBias(x, 3);
    expect([...x].map((v) => Number(v.toFixed(3)))).toEqual([1.5, 3, 12]);
  });
});

describe("symmetricEigenvalues", () => {
  it("finds those of a matrix made from them", () => {
    const size = 20;
    const wanted = Float64Array.from({ length: size }, (_, i) => (i - 5) ** 3 / 10);
    // A = Q diag(wanted) Q' with Q a product of Householder reflections
    let a = new Float64Array(size * size);
    for (let i = 0; i < size; i++) a[i * size + i] = wanted[i]!;
    for (let round = 0; round < 3; round++) {
      const v = placedNoise(round).fill([1, 1, 1, size], 0, { row: 0, col: 0 }).data;
      const norm = v.reduce((s, x) => s + x * x, 0);
      const q = (i: number, j: number) => (i === j ? 1 : 0) - (2 * v[i]! * v[j]!) / norm;
      const next = new Float64Array(size * size);
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) for (let l = 0; l < size; l++) next[i * size + j]! += q(i, k) * a[k * size + l]! * q(l, j);
      a = next;
    }
    const sorted = wanted.slice().sort();
    symmetricEigenvalues(a, size).forEach((value, i) => expect(value).toBeCloseTo(sorted[i]!, 9));
  });
});
