import { describe, expect, it } from "vitest";
import { bandPower, powerSpectrum, radialSpectrum, spectrumDifference } from "../../../shared/metrics/spectrum.js";
import { scale } from "../../../shared/tensor/loops.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { uniform } from "../../golden/golden.js";

const ALL = { low: 0, high: 1 };
const white = tensor([1, 1, 96, 160], uniform(96 * 160, 1));
const wave = (cycles: number) => tensor([1, 1, 64, 64], Float32Array.from({ length: 4096 }, (_, i) => Math.cos(2 * Math.PI * cycles * (i % 64)) + 5));

describe("powerSpectrum", () => {
  it("sums to the variance and is flat for white noise", () => {
    const spectrum = powerSpectrum(white, { block: 32 });
    expect(bandPower(spectrum, ALL) / (1 / 12)).toBeCloseTo(1, 1);
    const { frequency, power } = radialSpectrum(spectrum, { bins: 4 });
    expect([...frequency]).toEqual([0.0625, 0.1875, 0.3125, 0.4375]);
    for (const v of power) expect(Math.abs(10 * Math.log10((v * 1024 * 12) / 1))).toBeLessThan(0.6);
  });
  it("finds a wave's power at its frequency, whatever the mean", () => {
    const spectrum = powerSpectrum(wave(0.2));
    expect(bandPower(spectrum, { low: 0.15, high: 0.25 })).toBeCloseTo(0.5, 2);
    expect(bandPower(spectrum, { low: 0.3, high: 1 })).toBeLessThan(1e-3);
  });
  it("covers the whole image", () => {
    const spot = tensor([1, 1, 40, 40]);
    spot.data[35 * 40 + 34] = 1;
    expect(bandPower(powerSpectrum(spot, { block: 16 }), ALL)).toBeGreaterThan(0);
  });
});

describe("spectrumDifference", () => {
  it("is 0 dB for equal images and follows the gain", () => {
    const same = spectrumDifference(white, white, { above: 0.125 });
    expect(same.distance).toBe(0);
    expect(same.octaves.map(({ low, high }) => [low, high])).toEqual([[0.25, 1], [0.125, 0.25], [0.0625, 0.125]]);
    const half = spectrumDifference(scale(0.5, white), white, { above: 0.125 });
    expect(half.above.decibels).toBeCloseTo(-6.02, 2);
    expect(half.distance).toBeCloseTo(6.02, 2);
  });
  it("sees the detail that bicubic up-sampling lacks, above the LR Nyquist only", () => {
    const low = resize(white, { height: 24, width: 40, kernel: "bicubic" });
    const up = resize(low, { height: 96, width: 160, kernel: "bicubic" });
    const { octaves, above } = spectrumDifference(up, white, { above: 0.125 });
    expect(above.decibels).toBeLessThan(-10);
    expect(octaves.at(-1)!.decibels).toBeGreaterThan(-5);
  });
});
