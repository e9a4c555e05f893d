import { describe, expect, it } from "vitest";
import {
  apertureKernel,
  convolveKernels,
  cropToSupport,
  deltaKernel,
  gaussianKernel,
  kernelCorrelation,
  motionKernel,
  normalizeKernel,
  type Kernel,
} from "../../../shared/degradation/kernel.js";
import { golden, largestDifference, samples, type Packed } from "../../golden/golden.js";

interface Case {
  readonly sigma1?: number;
  readonly sigma2?: number;
  readonly angle?: number;
  readonly size: number;
  readonly kernel: Packed;
}

/** Mass, mean and variance along the columns (x) and rows (y), in pixels. */
function moments({ size, data }: Kernel) {
  const half = (size - 1) / 2;
  let mass = 0;
  const m = { x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
  data.forEach((v, k) => {
    const x = (k % size) - half;
    const y = Math.floor(k / size) - half;
    mass += v;
    m.x += v * x;
    m.y += v * y;
    m.xx += v * x * x;
    m.yy += v * y * y;
    m.xy += v * x * y;
  });
  return { mass, ...m };
}

describe("gaussianKernel", () => {
  const { cases } = golden<{ cases: readonly Case[] }>("degradation");
  it.each(cases.filter((c) => c.sigma1 !== undefined))("agrees with numpy: $sigma1 $sigma2 $angle", ({ sigma1, sigma2, angle, size, kernel }) => {
    const { data } = gaussianKernel({ sigma1: sigma1!, sigma2: sigma2!, angle: angle!, size });
    expect(largestDifference(data, samples(kernel))).toBeLessThan(1e-15);
  });
  it("puts sigma1 along the angle, columns towards rows", () => {
    const { mass, xx, yy, xy } = moments(gaussianKernel({ sigma1: 3, sigma2: 1, angle: Math.PI / 6, size: 41 }));
    expect(mass).toBeCloseTo(1, 12);
    expect(xx).toBeCloseTo(9 * 0.75 + 0.25, 4);
    expect(yy).toBeCloseTo(9 * 0.25 + 0.75, 4);
    expect(xy).toBeCloseTo(8 * Math.cos(Math.PI / 6) * 0.5, 4);
  });
  it("refuses a sigma of 0 and an even size", () => {
    expect(() => gaussianKernel({ sigma1: 0, sigma2: 1, angle: 0 })).toThrow("got 0 and 1");
    expect(() => gaussianKernel({ sigma1: 1, sigma2: 1, angle: 0, size: 24 })).toThrow("got 24");
  });
});

describe("sensor-like kernels", () => {
  it("an aperture of 1 is no blur; 3 is a 3x3 box; 2 has half edges", () => {
    expect(apertureKernel({ width: 1 })).toEqual(deltaKernel());
    expect(apertureKernel({ width: 3, size: 3 }).data.every((v) => Math.abs(v - 1 / 9) < 1e-15)).toBe(true);
    expect([...apertureKernel({ width: 2, size: 3 }).data.subarray(3, 6)].map((v) => v * 16)).toEqual([2, 4, 2]);
  });
  it("motion has the variance of a line and its direction", () => {
    const { mass, x, y, xx, yy, xy } = moments(motionKernel({ length: 8, angle: 0.5 }));
    expect(largestDifference([mass, x, y], [1, 0, 0])).toBeLessThan(1e-9);
    const along = xx * Math.cos(0.5) ** 2 + 2 * xy * Math.cos(0.5) * Math.sin(0.5) + yy * Math.sin(0.5) ** 2;
    const across = xx * Math.sin(0.5) ** 2 - 2 * xy * Math.cos(0.5) * Math.sin(0.5) + yy * Math.cos(0.5) ** 2;
    expect(Math.abs(along - 64 / 12)).toBeLessThan(0.3);
    expect(across).toBeLessThan(0.3);
    expect(motionKernel({ length: 0, angle: 1 }).data[312]).toBeCloseTo(1, 12);
    expect(() => motionKernel({ length: 25, angle: 0 })).toThrow("got 25");
  });
  it("convolution adds variances and keeps directions", () => {
    const a = gaussianKernel({ sigma1: 1.5, sigma2: 1, angle: 0, size: 25 });
    const shifted = normalizeKernel([0, 0, 0, 0, 0, 1, 0, 0, 0]);
    const both = moments(convolveKernels(a, gaussianKernel({ sigma1: 1, sigma2: 2, angle: 0, size: 25 })));
    expect(both.xx).toBeCloseTo(2.25 + 1, 3);
    expect(both.yy).toBeCloseTo(1 + 4, 3);
    expect(moments(convolveKernels(a, shifted)).x).toBeCloseTo(1, 6);
    expect(largestDifference(convolveKernels(a, deltaKernel(5)).data, a.data)).toBeLessThan(1e-15);
  });
});

describe("normalizeKernel", () => {
  it("drops negatives, sums to one, refuses nothing and even squares", () => {
    expect([...normalizeKernel([0, 0, 0, 1, 3, -1, 0, 0, 0]).data]).toEqual([0, 0, 0, 0.25, 0.75, 0, 0, 0, 0]);
    expect(() => normalizeKernel(new Float64Array(9))).toThrow("got 0");
    expect(() => normalizeKernel(new Float64Array(16))).toThrow("got 16");
  });
});

describe("kernelCorrelation", () => {
  it("is 1 for itself, 0 for disjoint kernels, and does not align", () => {
    const k = gaussianKernel({ sigma1: 2, sigma2: 1, angle: 0.3 });
    expect(kernelCorrelation(k, k)).toBeCloseTo(1, 12);
    const left = normalizeKernel([0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(kernelCorrelation(left, deltaKernel(3))).toBe(0);
    const a = gaussianKernel({ sigma1: 1, sigma2: 1, angle: 0 });
    const b = gaussianKernel({ sigma1: 2, sigma2: 2, angle: 0 });
    // For isotropic Gaussians: 2 s t / (s^2 + t^2).
    expect(kernelCorrelation(a, b)).toBeCloseTo(0.8, 3);
  });
});

describe("cropToSupport", () => {
  it("keeps the mass and stays centred", () => {
    const k = gaussianKernel({ sigma1: 1, sigma2: 1, angle: 0 });
    const cropped = cropToSupport(k, 1e-7);
    expect(cropped.size).toBe(11);
    expect(kernelCorrelation(k, embed(cropped))).toBeCloseTo(1, 9);
    expect(cropToSupport(deltaKernel(), 1e-7)).toEqual(deltaKernel(1));
    const corner = normalizeKernel([1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(cropToSupport(corner, 1e-7)).toEqual(corner);
  });
});

function embed({ size, data }: Kernel): Kernel {
  const out = new Float64Array(625);
  const shift = (25 - size) / 2;
  data.forEach((v, k) => (out[(Math.floor(k / size) + shift) * 25 + (k % size) + shift] = v));
  return { size: 25, data: out };
}
