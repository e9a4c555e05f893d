import { gmsd } from "../../shared/metrics/gmsd.js";
import { haarPsi } from "../../shared/metrics/haarpsi.js";
import { psnr } from "../../shared/metrics/psnr.js";
import { bandPower, powerSpectrum, type Band } from "../../shared/metrics/spectrum.js";
import { ssim } from "../../shared/metrics/ssim.js";
import { resize } from "../../shared/tensor/resample.js";
import type { Tensor } from "../../shared/tensor/tensor.js";

/** Power of a picture in an octave of the radial spectrum; cycles per pixel, sample variance of a range of 1. */
export interface OctavePower extends Band {
  readonly power: number;
}

/** Power against the truth's. 0 is right, negative too smooth. */
export interface OctaveDecibels extends Band {
  readonly decibels: number;
}

/** x against the truth, both in 0..1. */
export interface FaceFidelity {
  readonly psnr: number;
  /** Undefined for pictures smaller than its window, 11 px. */
  readonly ssim?: number;
  /** Haar wavelet perceptual similarity, 1 for equal pictures. */
  readonly haarPsi: number;
  /** Gradient magnitude similarity deviation, 0 for equal pictures. */
  readonly gmsd: number;
  /** From the top octave, 0.25 to 0.5 cycles a pixel, down. */
  readonly octaves: readonly OctaveDecibels[];
}

/** Difference of the low frequencies, in 8-bit levels. */
export interface LowFrequency {
  readonly rms: number;
  readonly max: number;
}

const SSIM_WINDOW = 11;
/** Fewest cycles a block that still make a band of more than a few frequencies. */
const FEWEST_CYCLES = 4;
/** What a face's degradation leaves nearly untouched: 16 cycles across 256 px. */
export const LOW_PASS = 8;

/** [n, c, h, w] in 0..1; from 0.25..0.5 cycles a pixel down, octave by octave. The corners beyond the Nyquist frequency are left out. */
export function octavePowers(x: Tensor): OctavePower[] {
  const spectrum = powerSpectrum(x);
  const out: OctavePower[] = [];
  for (let low = 0.25; low * spectrum.block >= FEWEST_CYCLES; low /= 2) out.push({ low, high: 2 * low, power: bandPower(spectrum, { low, high: 2 * low }) });
  return out;
}

/** Of the mean powers of a set of pictures: mean first, then the ratio, so that no single picture decides. */
export function octaveDecibels(pictures: readonly (readonly OctavePower[])[], truths: readonly (readonly OctavePower[])[]): OctaveDecibels[] {
  const sum = (set: readonly (readonly OctavePower[])[], k: number) => set.reduce((total, octaves) => total + octaves[k]!.power, 0);
  return (truths[0] ?? []).map(({ low, high }, k) => ({ low, high, decibels: 10 * Math.log10(sum(pictures, k) / pictures.length / (sum(truths, k) / truths.length)) }));
}

export function faceFidelity(x: Tensor, truth: Tensor): FaceFidelity {
  const [, , h, w] = x.dims;
  const range = { range: 1 };
  return {
    psnr: psnr(x, truth, range),
    ...(Math.min(h, w) >= SSIM_WINDOW && { ssim: ssim(x, truth, range) }),
    haarPsi: haarPsi(x, truth, range), gmsd: gmsd(x, truth, range),
    octaves: octaveDecibels([octavePowers(x)], [octavePowers(truth)]),
  };
}

/**
 * Means over cells of 8 x 8 pixels of x, compared with those of what it was made from: `low` may be smaller than x, of the same shape.
 * A restoration should leave them alone: 0 is agreement.
 */
export function lowFrequencyDifference(x: Tensor, low: Tensor): LowFrequency {
  const [, , h, w] = x.dims;
  const grid = { height: Math.max(1, Math.round(h / LOW_PASS)), width: Math.max(1, Math.round(w / LOW_PASS)), kernel: "area" } as const;
  const a = resize(x, grid).data;
  const b = resize(low, grid).data;
  let square = 0;
  let max = 0;
  for (let i = 0; i < a.length; i++) {
    const d = 255 * Math.abs(a[i]! - b[i]!);
    square += d * d;
    max = Math.max(max, d);
  }
  return { rms: Math.sqrt(square / a.length), max };
}
