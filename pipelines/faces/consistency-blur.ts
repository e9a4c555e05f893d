import { banded, type Banded } from "../../shared/tensor/banded.js";
import { separable } from "../../shared/tensor/resample.js";
import type { Tensor } from "../../shared/tensor/tensor.js";

/** Widths beyond this, in pixels of the aligned face, are not told apart from it. */
export const WIDEST = 8;

/**
 * Gaussian blur of deviation `sigma` pixels, the image mirrored about its edges: symmetric, so that it is its own adjoint, and with
 * the mean kept. One too narrow to matter gives the very picture, others a new one, in `out` where it is given.
 */
export function gaussianBlur(sigma: number, { height, width }: { readonly height: number; readonly width: number }): (x: Tensor, out?: Float32Array) => Tensor {
  if (sigma < NARROWEST) return (x) => x;
  const vertical = gaussianTable(height, sigma);
  const horizontal = width === height ? vertical : gaussianTable(width, sigma);
  return (x, out) => separable(vertical, horizontal, x, out);
}

/** Narrower blurs leave the neighbours less than 1e-3. */
const NARROWEST = 0.27;

/** What the blur leaves of each cosine over `length` pixels, from 0 half periods to length - 1: its eigenvalues. */
export function gaussianResponse(sigma: number, length: number): Float64Array {
  const response = new Float64Array(length);
  if (sigma < NARROWEST) return response.fill(1);
  const { radius, kernel, sum } = gaussian(sigma);
  const cosines = Float64Array.from({ length: 2 * length }, (_, k) => Math.cos((Math.PI * k) / length));
  for (let i = 0; i < length; i++) {
    let half = 0;
    for (let k = 1, turn = i; k <= radius; k++, turn += i) half += kernel[radius + k]! * cosines[turn % (2 * length)]!;
    response[i] = (kernel[radius]! + 2 * half) / sum;
  }
  return response;
}

function gaussian(sigma: number): { radius: number; kernel: Float64Array; sum: number } {
  const radius = Math.ceil(4 * sigma);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, k) => Math.exp(-(((k - radius) / sigma) ** 2) / 2));
  return { radius, kernel, sum: kernel.reduce((all, weight) => all + weight, 0) };
}

function gaussianTable(length: number, sigma: number): Banded {
  const { radius, kernel, sum } = gaussian(sigma);
  const within = kernel.map((weight) => weight / sum); // of every row that lies clear of the edges
  const rows = Array.from({ length }, (_, i) => {
    const first = Math.max(0, i - radius);
    if (i >= radius && i + radius < length) return { first, weights: within };
    const weights = new Float64Array(Math.min(length, i + radius + 1) - first);
    for (let k = -radius; k <= radius; k++) weights[mirrored(i + k, length) - first]! += kernel[k + radius]!;
    return { first, weights: weights.map((weight) => weight / sum) };
  });
  return banded(length, rows);
}

/** Half-sample mirroring, as often as it takes: -1 is 0, length is length - 1. Falls within the band of the row it came from. */
function mirrored(i: number, length: number): number {
  const at = (i + 2 * length * Math.ceil(Math.abs(i) / length)) % (2 * length);
  return at < length ? at : 2 * length - 1 - at;
}
