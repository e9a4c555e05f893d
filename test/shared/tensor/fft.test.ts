import { describe, expect, it } from "vitest";
import { fft2, fft2Yielding, fftFrequencies } from "../../../shared/tensor/fft.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

interface Case {
  readonly height: number;
  readonly width: number;
  readonly inverse: boolean;
  readonly re: Packed;
  readonly im: Packed;
  readonly outRe: Packed;
  readonly outIm: Packed;
}

describe("fft2", () => {
  it.each(golden<{ cases: readonly Case[] }>("fft").cases)("agrees with numpy: $height x $width, inverse $inverse", (c) => {
    const re = samples(c.re);
    const im = samples(c.im);
    fft2(re, im, c, c.inverse);
    expect(largestDifference(re, samples(c.outRe))).toBeLessThan(2e-13);
    expect(largestDifference(im, samples(c.outIm))).toBeLessThan(2e-13);
  });

  it.each([false, true])("gives the same in parts, inverse %s", async (inverse) => {
    const size = { height: 600, width: 500 };
    const at = (seed: number) => Float64Array.from(uniform(300000, seed));
    const [re, im, reInParts, imInParts] = [at(1), at(2), at(1), at(2)];
    fft2(re, im, size, inverse);
    let events = 0;
    setImmediate(() => events++);
    await fft2Yielding(reInParts, imInParts, size, inverse);
    expect(events).toBe(1);
    expect(reInParts).toEqual(re);
    expect(imInParts).toEqual(im);
  });

  it("comes back, and keeps the energy, at a long prime length", () => {
    const size = { height: 3, width: 1009 };
    const x = Float64Array.from(uniform(3027, 1));
    const re = x.slice();
    const im = new Float64Array(3027);
    fft2(re, im, size);
    const energy = re.reduce((sum, v, i) => sum + v * v + im[i]! ** 2, 0) / 3027;
    expect(energy / x.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 12);
    fft2(re, im, size, true);
    expect(largestDifference(re, x)).toBeLessThan(1e-13);
    expect(largestDifference(im, new Float64Array(3027))).toBeLessThan(1e-13);
  });

  it("refuses arrays of another size", () => {
    expect(() => fft2(new Float64Array(6), new Float64Array(5), { height: 2, width: 3 })).toThrow("expected 6 samples for 2x3, got 6 and 5");
  });
});

describe("fftFrequencies", () => {
  it("is numpy's order", () => {
    expect([...fftFrequencies(4)]).toEqual([0, 0.25, -0.5, -0.25]);
    expect([...fftFrequencies(5)]).toEqual([0, 0.2, 0.4, -0.4, -0.2]);
  });
});
