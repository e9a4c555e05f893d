import { describe, expect, it } from "vitest";
import { degrade, randomKernel } from "../../../shared/degradation/blind.js";
import type { JpegRoundTrip } from "../../../shared/degradation/jpeg.js";
import { blurDecimate } from "../../../shared/degradation/decimate.js";
import { apertureKernel, convolveKernels, deltaKernel, gaussianKernel, motionKernel } from "../../../shared/degradation/kernel.js";
import { randomStream } from "../../../shared/degradation/random.js";
import { channelMoments, subtract } from "../../../shared/tensor/loops.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";
import { uniform } from "../../golden/golden.js";

const random = (dims: Dims, seed: number) => tensor(dims, uniform(dims[0] * dims[1] * dims[2] * dims[3], seed));
const hr = random([1, 3, 48, 64], 1);

describe("degrade", () => {
  it("does the same for the same seed and something else for another", async () => {
    const once = await degrade(hr, { seed: 7, scale: 4 });
    expect(await degrade(hr, { seed: 7, scale: 4 })).toEqual(once);
    expect(once.lr.dims).toEqual([1, 3, 12, 16]);
    const other = await degrade(hr, { seed: 8, scale: 4 });
    expect(other.lr.data).not.toEqual(once.lr.data);
    expect(other.record).not.toEqual(once.record);
  });

  it("is the operator alone without noise", async () => {
    const { lr, kernel } = await degrade(hr, { seed: 3, scale: 2, noise: 0 });
    expect(lr).toEqual(blurDecimate(kernel, 2).apply(hr));
  });

  it("adds noise of the deviation that it records, in the data's own units", async () => {
    const flat = tensor([1, 1, 400, 400], new Float32Array(160000).fill(100));
    const { lr, record } = await degrade(flat, { seed: 5, scale: 2, noise: 0.02, range: { low: 0, high: 4000 } });
    expect(record.noise).toBe(80);
    const { mean, deviation } = channelMoments(lr);
    expect(Math.abs(mean[0]! - 100)).toBeLessThan((4 * 80) / 200);
    expect(Math.abs(deviation[0]! / 80 - 1)).toBeLessThan(0.02);
  });

  it("draws noise up to 10/255 of the range", async () => {
    const shares = await Promise.all(Array.from({ length: 40 }, async (_, seed) => (await degrade(tensor([1, 1, 4, 4]), { seed, scale: 2 })).record.noise));
    expect(Math.max(...shares)).toBeLessThanOrEqual(10 / 255);
    expect(Math.max(...shares)).toBeGreaterThan(8 / 255);
    expect(Math.min(...shares)).toBeLessThan(2 / 255);
  });

  it("keeps blur and noise apart: giving one does not change the other", async () => {
    const drawn = await degrade(hr, { seed: 11, scale: 4 });
    const given = await degrade(hr, { seed: 11, scale: 4, kernel: drawn.kernel });
    expect(given.lr).toEqual(drawn.lr);
    expect(given.record).toEqual({ ...drawn.record, kernel: { kind: "given" } });
    expect((await degrade(hr, { seed: 11, scale: 4, noise: 0 })).record.kernel).toEqual(drawn.record.kernel);
  });

  it("hands 8-bit interleaved pixels to JPEG and takes them back into the range", async () => {
    const calls: unknown[] = [];
    const roundTrip: JpegRoundTrip = async (pixels, options) => {
      calls.push({ ...options, first: [...pixels.subarray(0, 6)] });
      return pixels.map((v) => v - 1);
    };
    const colors = tensor([1, 3, 4, 4], Float32Array.from({ length: 48 }, (_, i) => [10, 60, 5000][Math.floor(i / 16)]!));
    const range = { low: 0, high: 102 };
    const { lr, record } = await degrade(colors, { seed: 1, scale: 2, noise: 0, kernel: deltaKernel(), jpeg: { roundTrip }, range });
    expect(calls).toEqual([{ width: 2, height: 2, channels: 3, quality: record.jpegQuality, first: [25, 150, 255, 25, 150, 255] }]);
    expect(record.jpegQuality).toBeGreaterThanOrEqual(60);
    expect(record.jpegQuality).toBeLessThanOrEqual(95);
    expect([0, 4, 8].map((i) => lr.data[i]!.toFixed(3))).toEqual(["9.600", "59.600", "101.600"]);
    expect((await degrade(colors, { seed: 1, scale: 2, jpeg: { roundTrip, quality: 40 } })).record.jpegQuality).toBe(40);
  });

  it("refuses what it cannot do", async () => {
    const roundTrip: JpegRoundTrip = async (pixels) => pixels;
    await expect(degrade(tensor([1, 2, 4, 4]), { seed: 1, scale: 2, jpeg: { roundTrip } })).rejects.toThrow("JPEG: expected 1 or 3 channels, got 2");
    await expect(degrade(hr, { seed: 1, scale: 2, noise: -1 })).rejects.toThrow("noise: expected a standard deviation of at least 0, got -1");
    await expect(degrade(hr, { seed: 1, scale: 5 })).rejects.toThrow("multiples of 5, got 48x64");
  });
});

describe("randomKernel", () => {
  it("draws every kind, in range, and its record remakes it", () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const { kernel, record } = randomKernel(randomStream(seed, 1), 4);
      if (record.kind === "given") throw new Error("a drawn kernel is never given");
      kinds.add(record.kind);
      for (const sigma of [record.sigma1, record.sigma2]) {
        expect(sigma).toBeGreaterThanOrEqual(0.2);
        expect(sigma).toBeLessThanOrEqual(4);
      }
      const base = gaussianKernel(record);
      const again =
        record.kind === "gaussian"
          ? base
          : convolveKernels(base, record.kind === "aperture" ? apertureKernel(record) : motionKernel({ length: record.length, angle: record.direction }));
      expect(again).toEqual(kernel);
      expect(kernel.size).toBe(25);
      expect(kernel.data.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 12);
    }
    expect([...kinds].sort()).toEqual(["aperture", "gaussian", "motion"]);
  });
});

describe("randomStream", () => {
  it("has the moments of its distributions and independent streams", () => {
    const a = randomStream(1, 1);
    const b = randomStream(1, 2);
    const u = tensor([1, 2, 1, 20000]);
    const v = tensor([1, 2, 1, 20000]);
    for (let i = 0; i < 20000; i++) {
      u.data[i] = a.uniform();
      u.data[20000 + i] = a.normal();
      v.data[i] = b.uniform();
      v.data[20000 + i] = b.normal();
    }
    const { mean, deviation } = channelMoments(u);
    expect(Math.abs(mean[0]! - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(deviation[0]! - Math.sqrt(1 / 12))).toBeLessThan(0.005);
    expect(Math.abs(mean[1]!)).toBeLessThan(0.03);
    expect(Math.abs(deviation[1]! - 1)).toBeLessThan(0.02);
    // Independent uniforms differ with a deviation of sqrt(1/6), independent normals of sqrt(2).
    const apart = channelMoments(subtract(u, v)).deviation;
    expect(Math.abs(apart[0]! - Math.sqrt(1 / 6))).toBeLessThan(0.01);
    expect(Math.abs(apart[1]! - Math.SQRT2)).toBeLessThan(0.03);
  });
});
