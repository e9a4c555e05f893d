import { resize } from "../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import { FACE_SIDE } from "./face.js";
import { maskAt } from "./mask.js";

/** Side at which colours are compared: noise and lost detail do not count as contrast. */
const COARSE = 32;
/** A washed-out or dark photograph is followed this far, not further: gain of the contrast, shift of the mean (of 0..1). */
const GAIN = 1.15;
const SHIFT = 0.1;

/**
 * `image` with the colours of `crop`, both [1, 3, 256, 256] in 0..1: per channel the mean and deviation of the large forms
 * under the mask, within bounds. In `array` where it is given.
 */
export function matchColors(image: Tensor, crop: Tensor, array?: Float32Array): Tensor {
  const [from, to] = [colorsUnderMask(image), colorsUnderMask(crop)];
  const out = tensor(image.dims, array);
  const plane = FACE_SIDE * FACE_SIDE;
  for (let c = 0; c < 3; c++) {
    const gain = bounded(to.deviation[c]! / Math.max(from.deviation[c]!, 1e-3), 1 / GAIN, GAIN);
    const shift = bounded(to.mean[c]! - from.mean[c]!, -SHIFT, SHIFT);
    moved(image.data, out.data, c * plane, (c + 1) * plane, from.mean[c]!, gain, shift);
  }
  return out;
}

function moved(data: Float32Array, out: Float32Array, from: number, end: number, mean: number, gain: number, shift: number): void {
  for (let i = from; i < end; i++) out[i] = (data[i]! - mean) * gain + mean + shift;
}

let weights: Float64Array | undefined;

/** The mask at that side. */
function coarseMask(): Float64Array {
  const step = FACE_SIDE / COARSE;
  return (weights ??= Float64Array.from({ length: COARSE * COARSE }, (_, i) => maskAt(((i % COARSE) + 0.5) * step, (Math.floor(i / COARSE) + 0.5) * step)));
}

function colorsUnderMask(x: Tensor): { mean: number[]; deviation: number[] } {
  const { data } = resize(x, { height: COARSE, width: COARSE, kernel: "area" });
  const mask = coarseMask();
  const total = mask.reduce((sum, w) => sum + w, 0);
  const [mean, deviation] = [[0, 0, 0], [0, 0, 0]];
  for (let c = 0; c < 3; c++) {
    const from = c * mask.length;
    let sum = 0;
    for (let i = 0; i < mask.length; i++) sum += mask[i]! * data[from + i]!;
    mean[c] = sum / total;
    let squares = 0;
    for (let i = 0; i < mask.length; i++) squares += mask[i]! * (data[from + i]! - mean[c]!) ** 2;
    deviation[c] = Math.sqrt(squares / total);
  }
  return { mean, deviation };
}

function bounded(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
