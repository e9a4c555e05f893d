import { expected } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";

export interface ComparisonOptions {
  /** Span of the data, in its own units: 255 for 8 bit, 1 for the model's range. Above 0. */
  readonly range: number;
  /** Per item and pixel, length n*h*w, shared by the channels: 1 counts, 0 does not. @default all count */
  readonly valid?: Uint8Array;
}

/** Mean squared error of each channel over all items. NaN where no pixel counts. */
export function meanSquaredErrors(x: Tensor, truth: Tensor, valid?: Uint8Array): Float64Array {
  requireComparable(x, truth, valid);
  const [n, c, h, w] = x.dims;
  const plane = h * w;
  const sums = new Float64Array(c);
  let counted = 0;
  for (let b = 0; b < n; b++) {
    for (let i = 0; i < plane; i++) {
      if (valid !== undefined && valid[b * plane + i] === 0) continue;
      counted++;
      for (let k = 0, at = b * c * plane + i; k < c; k++, at += plane) {
        const d = x.data[at]! - truth.data[at]!;
        sums[k]! += d * d;
      }
    }
  }
  return sums.map((sum) => sum / counted);
}

/** Peak signal-to-noise ratio in dB, 10 log10(range^2 / MSE) with the MSE over every sample; Infinity for equal images. */
export function psnr(x: Tensor, truth: Tensor, { range, valid }: ComparisonOptions): number {
  const errors = meanSquaredErrors(x, truth, valid);
  return decibels(errors.reduce((sum, v) => sum + v, 0) / errors.length, range);
}

/** The same, one figure a channel. */
export function psnrPerChannel(x: Tensor, truth: Tensor, { range, valid }: ComparisonOptions): number[] {
  return Array.from(meanSquaredErrors(x, truth, valid), (error) => decibels(error, range));
}

export function requireRange(range: number): void {
  if (!(range > 0 && Number.isFinite(range))) {
    throw expected("bad-option", { subject: "data range", want: "a finite number above 0", got: range, advice: "give the span of the data, such as 255 for 8 bit" });
  }
}

export function requireComparable(x: Tensor, truth: Tensor, valid?: Uint8Array): void {
  if (x.dims.some((d, i) => d !== truth.dims[i])) {
    throw expected("bad-input", { subject: "comparison", want: `${truth.dims.join("x")} like the reference`, got: x.dims.join("x"), advice: "bring both to the same size and bands" });
  }
  const [n, , h, w] = x.dims;
  if (valid !== undefined && valid.length !== n * h * w) throw new Error(`comparison: expected a mask of ${n * h * w} pixels, got ${valid.length}`);
}

function decibels(error: number, range: number): number {
  requireRange(range);
  return 10 * Math.log10((range * range) / error);
}
