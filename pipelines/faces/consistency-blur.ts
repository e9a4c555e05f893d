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
  const table = cosines(length);
  for (let i = 0; i < length; i++) response[i] = (kernel[radius]! + 2 * halfSum(kernel, radius, table, i)) / sum;
  return response;
}

function halfSum(kernel: Float64Array, radius: number, table: Float64Array, step: number): number {
  let half = 0;
  for (let k = 1, turn = step; k <= radius; k++, turn += step) half += kernel[radius + k]! * table[turn % table.length]!;
  return half;
}

const cosineTables = new Map<number, Float64Array>();
const MOST_TABLES = 8;

/** cos(pi k / length) over a full turn. */
function cosines(length: number): Float64Array {
  const known = cosineTables.get(length);
  if (known !== undefined) return known;
  if (cosineTables.size >= MOST_TABLES) cosineTables.clear();
  const table = new Float64Array(2 * length);
  for (let k = 0; k < table.length; k++) table[k] = Math.cos((Math.PI * k) / length);
  cosineTables.set(length, table);
  return table;
}

function gaussian(sigma: number): { radius: number; kernel: Float64Array; sum: number } {
  const radius = Math.ceil(4 * sigma);
  const kernel = new Float64Array(2 * radius + 1);
  let sum = 0;
  for (let k = 0; k < kernel.length; k++) sum += kernel[k] = Math.exp(-(((k - radius) / sigma) ** 2) / 2);
  return { radius, kernel, sum };
}

function gaussianTable(length: number, sigma: number): Banded {
  const { radius, kernel, sum } = gaussian(sigma);
  const within = over(kernel, sum); // of every row that lies clear of the edges
  const rows: { first: number; weights: Float64Array }[] = [];
  for (let i = 0; i < length; i++) {
    const first = Math.max(0, i - radius);
    rows.push({ first, weights: i >= radius && i + radius < length ? within : over(folded(kernel, i, first, length), sum) });
  }
  return banded(length, rows);
}

/** Row i of the blur near an edge, from column `first` on: what falls beyond it is added where it is mirrored to. */
function folded(kernel: Float64Array, i: number, first: number, length: number): Float64Array {
  const radius = (kernel.length - 1) / 2;
  const weights = new Float64Array(Math.min(length, i + radius + 1) - first);
  for (let k = -radius; k <= radius; k++) weights[mirrored(i + k, length) - first]! += kernel[k + radius]!;
  return weights;
}

function over(values: Float64Array, divisor: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i]! / divisor;
  return out;
}

/** Half-sample mirroring, as often as it takes: -1 is 0, length is length - 1. Falls within the band of the row it came from. */
function mirrored(i: number, length: number): number {
  const at = (i + 2 * length * Math.ceil(Math.abs(i) / length)) % (2 * length);
  return at < length ? at : 2 * length - 1 - at;
}
