import { describe, expect, it } from "vitest";
import { agreement, consistency, correct, dilated, expectedResidual, residual } from "../../../pipelines/remote-sensing/consistency.js";
import { clampedCells, modelRange, nearest, stored } from "../../../pipelines/remote-sensing/finish.js";
import { meanAndDeviation } from "../../../shared/tensor/moments.js";
import { gaussianKernel } from "../../../shared/degradation/kernel.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";

const statistics = { offset: 100, gain: 50, noise: 0, quantum: 1, minimum: 0, maximum: 255, count: 1 };

describe("numbers of the file", () => {
  it("rounds half away from zero, clamps, and steps aside for nodata", () => {
    const z = Float32Array.from([0, 0.015625, 0.046875, 10, -10, -3.125]);
    const out = new Float32Array(6);
    stored(z, out, { ...statistics, gain: 32 }, { sampleType: "uint8", nodata: 0 });
    expect([...out]).toEqual([100, 101, 102, 255, 1, 1]);
    stored(Float32Array.from([-0.015625, -0.046875, -0.078125]), out.subarray(0, 3), { ...statistics, offset: 0, gain: 32 }, { sampleType: "int16", nodata: undefined });
    expect([...out.subarray(0, 3)]).toEqual([-1, -2, -3]);
    stored(Float32Array.from([3.1]), out.subarray(0, 1), statistics, { sampleType: "uint8", nodata: 255 });
    expect(out[0]).toBe(254);
  });

  it("keeps 32-bit integers and 64-bit floats to their last digit where the model range can", () => {
    const out = new Float64Array(1);
    stored(Float32Array.from([0]), out, { ...statistics, offset: 4000000001 }, { sampleType: "uint32", nodata: undefined });
    expect(out[0]).toBe(4000000001);
    stored(Float32Array.from([0]), out, { ...statistics, offset: Math.PI }, { sampleType: "float64", nodata: NaN });
    expect(out[0]).toBe(Math.PI);
    expect(modelRange(Float64Array.from([150]), statistics)[0]).toBe(1);
  });

  it("marks the input pixels under clamped output pixels", () => {
    const values = new Float32Array(6 * 4).fill(7);
    values[3 * 4 + 2] = 255;
    expect([...clampedCells(values, { width: 4, scale: 2, sampleType: "uint8" })]).toEqual([0, 0, 0, 1, 0, 0]);
    expect(clampedCells(values, { width: 4, scale: 2, sampleType: "float32" }).includes(1)).toBe(false);
  });

  it("takes the mean and the calibrated sample deviation", () => {
    const { mean, deviation } = meanAndDeviation([Float32Array.of(1), Float32Array.of(2), Float32Array.of(6)], 2);
    expect(mean[0]).toBe(3);
    expect(deviation[0]).toBeCloseTo(2 * Math.sqrt(7), 5);
  });

  it("repeats masks to the nearest input pixel, wherever the region begins", () => {
    const out = nearest(Uint8Array.of(1, 2, 3, 4), new Uint8Array(6), { region: { row: 5, col: 4, height: 2, width: 3 }, source: { row: 1, col: 1, width: 2 }, scale: 3 });
    expect([...out]).toEqual([1, 1, 2, 3, 3, 4]);
  });
});

/** Smooth structure and noise, [1, 1, h, w], model range. */
function truth(height: number, width: number): Tensor {
  const noise = placedNoise(5).fill([1, 1, height, width], 0, { row: 0, col: 0 }).data;
  return tensor([1, 1, height, width], Float32Array.from(noise, (n, i) => 0.5 + 0.3 * Math.sin(i / 40) * Math.cos(Math.floor(i / width) / 9) + 0.05 * n));
}

const exactly = { bound: 1e-6, limit: 1e-6, tolerance: 1e-7 };
const everywhere = (y: Tensor) => new Uint8Array(y.data.length).fill(1);

describe("consistency", () => {
  const cases = [["bicubic", undefined], ["an oblique blur", gaussianKernel({ sigma1: 2, sigma2: 0.8, angle: 0.6 })]] as const;
  for (const [name, kernel] of cases) {
    for (const scale of [2, 4]) {
      it(`brings any image to agree with the measurement: ${name}, x${scale}`, async () => {
        const known = consistency(kernel, scale);
        const y = known.operator.apply(truth(64 * scale, 60 * scale));
        const wrong = resize(y, { height: 64 * scale, width: 60 * scale, kernel: "nearest" });
        const limit = 0.004;
        const after = known.operator.apply(await correct(wrong, y, everywhere(y), { bound: limit, limit: 0.9 * limit, tolerance: 0.08 * limit }, known)).data;
        const before = known.operator.apply(wrong).data;
        const outside = (low: Float32Array) => low.reduce((n, v, i) => n + (Math.abs(v - y.data[i]!) > 1.1 * limit ? 1 : 0), 0) / low.length;
        expect(outside(before)).toBeGreaterThan(0.3);
        expect(outside(after)).toBeLessThan(kernel ? 0.01 : 1e-6);
      });
    }
  }

  it("leaves alone what agrees already, and what is not trusted", async () => {
    const known = consistency(undefined, 2);
    const x = truth(40, 40);
    const y = known.operator.apply(x);
    expect(await correct(x, y, everywhere(y), exactly, known)).toBe(x);
    const off = tensor(y.dims, y.data.map((v) => v + 1));
    expect(await correct(x, off, new Uint8Array(off.data.length), exactly, known)).toBe(x);
  });

  it("is met by the true scene, whose residual is the noise of the measurement", () => {
    const known = consistency(gaussianKernel({ sigma1: 2, sigma2: 0.8, angle: 0.6 }), 2);
    const x = truth(256, 256);
    const y = known.operator.apply(x);
    const noise = placedNoise(9).fill(y.dims, 0, { row: 0, col: 0 }).data;
    for (let i = 0; i < noise.length; i++) y.data[i]! += 0.1 * noise[i]!; // 5 counts of gain 50
    const own = { ...statistics, noise: 5 };
    const found = residual(x, y, { valid: everywhere(y), clamped: new Uint8Array(y.data.length) }, { inner: { row: 0, col: 0, height: 128, width: 128 }, reach: 2, statistics: own, operator: known.operator });
    expect(found.within / found.count).toBeGreaterThan(0.995);
    expect(Math.sqrt(found.sumOfSquares / found.count) / expectedResidual(own)).toBeCloseTo(1, 1);
    expect(expectedResidual({ ...statistics, noise: 0.01 })).toBeCloseTo(0.2887, 4);
  });

  it("measures max, rms and share over the pixels whose support is valid and not clamped", () => {
    const known = consistency(undefined, 2);
    const x = truth(40, 40);
    const y = known.operator.apply(x);
    y.data[10 * 20 + 10]! += 0.04; // 2 counts of gain 50
    y.data[3 * 20 + 3]! += 1;
    const valid = everywhere(y);
    valid[3 * 20 + 3] = 0;
    const clamped = new Uint8Array(400);
    clamped[0] = 1;
    const found = residual(x, y, { valid, clamped }, { inner: { row: 0, col: 0, height: 20, width: 20 }, reach: 2, statistics, operator: known.operator });
    expect(agreement(statistics)).toBe(0.5);
    expect(found.max).toBeCloseTo(2, 3);
    expect(found.count + found.clamped).toBe(400 - 25); // a square of 5 x 5 around the invalid pixel
    expect(found.clamped).toBe(5); // 3 x 3 around the clamped one, less the 2 x 2 in common
    expect(found.count - found.within).toBe(1);
  });

  it("dilates by a square", () => {
    const mask = new Uint8Array(7 * 9);
    mask[2 * 9 + 1] = 1;
    const out = dilated(mask, 9, 7, 2);
    expect(out.reduce((a, b) => a + b)).toBe(5 * 4);
    expect(out[0]).toBe(1);
    expect(out[5 * 9]).toBe(0);
  });
});
