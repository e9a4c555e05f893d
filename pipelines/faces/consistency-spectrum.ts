import { fft2Yielding } from "../../shared/tensor/fft.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { gaussianResponse } from "./consistency-blur.js";

/**
 * |G x - y|^2 as a function of the deviation, in pixels, of the Gaussian blur G of consistency-blur.ts; x and y are [1, 1, h, w]. A blur
 * mirrored about the edges (half-sample) is diagonal in the cosine transform (DCT-II): after one transform a blur costs a multiplication
 * a sample.
 */
export async function blurCosts(x: Tensor, y: Tensor): Promise<(sigma: number) => number> {
  const [, , height, width] = x.dims;
  const spectra = await cosineTransforms(x, y);
  return (sigma) => {
    const down = gaussianResponse(sigma, height);
    return costOf(spectra, down, width === height ? down : gaussianResponse(sigma, width));
  };
}

/** The two real spectra, `re` of x and `im` of y. */
interface Spectra {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function costOf({ re, im }: Spectra, down: Float64Array, across: Float64Array): number {
  const width = across.length;
  let sum = 0;
  for (let i = 0; i < down.length; i++) sum += (i === 0 ? 1 : 2) * lineCost(re, im, i * width, down[i]!, across);
  return sum / re.length;
}

/** Of the line from `from` on, whose frequency along the height passes by the share `passed`. */
function lineCost(re: Float64Array, im: Float64Array, from: number, passed: number, across: Float64Array): number {
  const first = passed * across[0]! * re[from]! - im[from]!;
  let sum = first * first;
  for (let j = 1, at = from + 1; j < across.length; j++, at++) {
    const left = passed * across[j]! * re[at]! - im[at]!;
    sum += 2 * left * left;
  }
  return sum;
}

/** DCT-II of x and of y, unscaled, by one complex transform of both (Makhoul 1980: even samples forwards, then odd ones backwards). */
async function cosineTransforms(x: Tensor, y: Tensor): Promise<Spectra> {
  const [, , height, width] = x.dims;
  const [re, im] = [new Float64Array(height * width), new Float64Array(height * width)];
  foldRows(x.data, re, height, width);
  foldRows(y.data, im, height, width);
  await fft2Yielding(re, im, { height, width });
  for (let i = 0; i < height; i++) turn(re, im, i * width, 1, width);
  for (let j = 0; j < width; j++) turn(re, im, j, width, height);
  return { re, im };
}

function foldRows(data: Float32Array, out: Float64Array, height: number, width: number): void {
  for (let i = 0; i < height; i++) foldRow(data, i * width, out, folded(i, height) * width, width);
}

function foldRow(data: Float32Array, from: number, out: Float64Array, to: number, width: number): void {
  for (let j = 0; j < width; j++) out[to + folded(j, width)] = data[from + j]!;
}

function folded(n: number, length: number): number {
  return n % 2 === 0 ? n / 2 : length - 1 - (n - 1) / 2;
}

/** Of one line: C[k] = (e^{-i pi k / 2N} V[k] + e^{i pi k / 2N} V[N - k]) / 2. */
function turn(re: Float64Array, im: Float64Array, from: number, step: number, length: number): void {
  for (let k = 1; 2 * k <= length; k++) {
    const p = from + k * step;
    const q = from + (length - k) * step;
    const a = re[p]!;
    const b = im[p]!;
    const c = re[q]!;
    const d = im[q]!;
    const angle = (Math.PI * k) / (2 * length);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    re[p] = (cos * (a + c) + sin * (b - d)) / 2;
    im[p] = (cos * (b + d) - sin * (a - c)) / 2;
    if (p === q) continue;
    // the angle of N - k is a right angle less this one
    re[q] = (sin * (a + c) + cos * (d - b)) / 2;
    im[q] = (sin * (b + d) - cos * (c - a)) / 2;
  }
}
