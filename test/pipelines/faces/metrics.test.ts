import { describe, expect, it } from "vitest";
import { faceFidelity, lowFrequencyDifference, octaveDecibels, octavePowers } from "../../../pipelines/faces/metrics.js";
import { psnr } from "../../../shared/metrics/psnr.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { uniform } from "../../golden/golden.js";

const truth = tensor([1, 3, 64, 64], uniform(3 * 64 * 64, 2));

/** A wave of `cycles` across 64 px along each row, of an amplitude. */
function wave(cycles: number, amplitude: number) {
  return tensor([1, 1, 64, 64], Float32Array.from({ length: 64 * 64 }, (_, i) => 0.5 + amplitude * Math.cos((2 * Math.PI * cycles * (i % 64)) / 64)));
}

describe("faceFidelity", () => {
  it("is perfect for equal pictures, with every octave at 0 dB", () => {
    const { psnr: decibels, ssim, haarPsi, gmsd, octaves } = faceFidelity(truth, truth);
    expect([decibels, ssim, gmsd]).toEqual([Infinity, 1, 0]);
    expect(haarPsi).toBeCloseTo(1, 3);
    expect(octaves.map(({ low, high }) => [low, high])).toEqual([[0.25, 0.5], [0.125, 0.25], [0.0625, 0.125]]);
    for (const { decibels: d } of octaves) expect(Math.abs(d)).toBe(0);
  });

  it("sees halved detail as 6 dB, in its own octave", () => {
    const { octaves } = faceFidelity(wave(24, 0.1), wave(24, 0.2)); // 0.375 cycles a pixel
    expect(octaves[0]!.decibels).toBeCloseTo(20 * Math.log10(0.5), 3);
    expect(faceFidelity(wave(12, 0.1), wave(12, 0.2)).octaves[1]!.decibels).toBeCloseTo(20 * Math.log10(0.5), 3);
  });

  it("leaves the corners of the spectrum out of the top octave", () => {
    const checkers = tensor([1, 1, 64, 64], Float32Array.from({ length: 4096 }, (_, i) => 0.5 + 0.3 * ((((i % 64) + Math.floor(i / 64)) % 2) - 0.5))); // 0.707
    const [top] = octavePowers(checkers);
    expect(top!.power).toBeLessThan(1e-6);
  });

  it("has no SSIM of what is smaller than its window", () => {
    const small = tensor([1, 3, 10, 12], uniform(360, 1));
    const other = tensor([1, 3, 10, 12], uniform(360, 2));
    expect(faceFidelity(small, other)).not.toHaveProperty("ssim");
    expect(faceFidelity(small, other).psnr).toBe(psnr(small, other, { range: 1 }));
  });
});

it("compares the mean power of a set, not the mean of ratios", () => {
  const of = (amplitude: number) => octavePowers(wave(24, amplitude));
  const [top] = octaveDecibels([of(0.1), of(0.3)], [of(0.2), of(0.2)]);
  expect(top!.decibels).toBeCloseTo(10 * Math.log10((0.01 + 0.09) / 0.08), 3);
});

describe("lowFrequencyDifference", () => {
  it("is that of the 8 x 8 means, in levels", () => {
    const shifted = tensor(truth.dims, truth.data.map((v) => v + 10 / 255));
    expect(lowFrequencyDifference(shifted, truth).rms).toBeCloseTo(10, 3);
    const spot = tensor(truth.dims, truth.data.map((v, i) => (i === 0 ? v + 1 : v)));
    expect(lowFrequencyDifference(spot, truth).max).toBeCloseTo(255 / 64, 3);
  });

  it("takes a smaller picture, and does not see fine detail", () => {
    const small = resize(truth, { height: 16, width: 16, kernel: "area" });
    expect(lowFrequencyDifference(truth, small).max).toBeLessThan(1e-3);
    expect(lowFrequencyDifference(wave(24, 0.3), wave(24, 0)).max).toBeLessThan(1e-3);
  });
});
