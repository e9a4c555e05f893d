import { alongHeight, alongWidth, banded, transpose, type Banded } from "./banded.js";
import { separablePlane } from "./banded-simd.js";
import { tensor, type Tensor } from "./tensor.js";

/**
 * The one resampler. Pixel centres: output i samples the input at (i + 0.5)*in/out - 0.5. When shrinking, every kernel
 * but nearest is stretched by in/out (antialiasing). Weights are normalised where the edge cuts them. Equal to Pillow's
 * Image.resize and to PyTorch's F.interpolate(antialias=True); area differs from Pillow's BOX only at factors that are
 * not whole: it weighs by exact overlap.
 */
export type ResampleKernel = "nearest" | "bilinear" | "bicubic" | "lanczos" | "area";

export interface ResizeOptions {
  readonly height: number;
  readonly width: number;
  readonly kernel: ResampleKernel;
}

/** [n, c, h, w] to [n, c, height, width], in `out` where it is given. */
export function resize(x: Tensor, { height, width, kernel }: ResizeOptions, out?: Float32Array): Tensor {
  requireSizes(height, width);
  const [, , h, w] = x.dims;
  return separable(resampleTable(h, height, kernel), resampleTable(w, width, kernel), x, out);
}

/** The exact transpose of `resize`: y, the size of its output, back to height x width, the size of its input. */
export function resizeAdjoint(y: Tensor, { height, width, kernel }: ResizeOptions): Tensor {
  requireSizes(height, width);
  const [, , h, w] = y.dims;
  return separable(transpose(resampleTable(height, h, kernel)), transpose(resampleTable(width, w, kernel)), y);
}

/** Tables made last; most sizes come again. */
const tables = new Map<string, Banded>();
const MOST_TABLES = 32;

/** One axis of `resize` as a matrix [to, from]; not to be written to. */
export function resampleTable(from: number, to: number, kernel: ResampleKernel): Banded {
  const key = `${from} ${to} ${kernel}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  if (tables.size >= MOST_TABLES) tables.clear();
  const table = madeTable(from, to, kernel);
  tables.set(key, table);
  return table;
}

function madeTable(from: number, to: number, kernel: ResampleKernel): Banded {
  if (kernel === "nearest") return nearestTable(from, to);
  if (kernel === "area") return areaTable(from, to);
  const { radius, at } = KERNELS[kernel];
  const step = from / to;
  const stretch = Math.max(step, 1);
  const support = radius * stretch;
  const rows = Array.from({ length: to }, (_, i) => {
    const center = (i + 0.5) * step;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(from, Math.trunc(center + support + 0.5));
    const weights = new Float64Array(end - first);
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k] = at((first + k - center + 0.5) / stretch);
    for (let k = 0; k < weights.length; k++) weights[k]! /= sum;
    return { first, weights };
  });
  return banded(from, rows);
}

/** Pixels of the largest plane that is copied into the scratch memory of the faster loops, which never shrinks. */
const SIMD_PIXELS = 2 ** 20;

/** `vertical` along the height and `horizontal` along the width of every plane; the cheaper axis first. In `array` where it is given. */
export function separable(vertical: Banded, horizontal: Banded, x: Tensor, array?: Float32Array): Tensor {
  const [n, c, h, w] = x.dims;
  const out = tensor([n, c, vertical.rows, horizontal.rows], array);
  const heightFirst = vertical.rows < h;
  if (Math.max(h, vertical.rows) * Math.max(w, horizontal.rows) <= SIMD_PIXELS) {
    for (let p = 0; p < n * c; p++) separablePlane(vertical, horizontal, { data: x.data, from: p * h * w }, { data: out.data, from: p * vertical.rows * horizontal.rows }, heightFirst);
    return out;
  }
  const between = new Float32Array(heightFirst ? vertical.rows * w : h * horizontal.rows);
  for (let p = 0; p < n * c; p++) {
    const from = p * h * w;
    const to = p * vertical.rows * horizontal.rows;
    if (heightFirst) {
      alongHeight(vertical, x.data, from, between, 0, w);
      alongWidth(horizontal, between, 0, out.data, to, vertical.rows);
    } else {
      alongWidth(horizontal, x.data, from, between, 0, h);
      alongHeight(vertical, between, 0, out.data, to, horizontal.rows);
    }
  }
  return out;
}

function nearestTable(from: number, to: number): Banded {
  const one = [1];
  return banded(from, Array.from({ length: to }, (_, i) => ({ first: Math.min(from - 1, Math.floor(((i + 0.5) * from) / to)), weights: one })));
}

/** The mean over output pixel i's footprint [i, i+1]*from/to. */
function areaTable(from: number, to: number): Banded {
  const rows = Array.from({ length: to }, (_, i) => {
    const low = (i * from) / to;
    const high = ((i + 1) * from) / to;
    const first = Math.floor(low);
    const weights = new Float64Array(Math.min(from, Math.ceil(high)) - first);
    for (let k = 0; k < weights.length; k++) weights[k] = ((Math.min(high, first + k + 1) - Math.max(low, first + k)) * to) / from;
    return { first, weights };
  });
  return banded(from, rows);
}

const KERNELS = {
  bilinear: { radius: 1, at: (x: number) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { radius: 2, at: cubic },
  lanczos: { radius: 3, at: (x: number) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
} as const;

/** Keys 1981 with a = -0.5. */
function cubic(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function requireSizes(height: number, width: number): void {
  if (!Number.isInteger(height) || !Number.isInteger(width) || height < 1 || width < 1) {
    throw new Error(`resize: expected whole sizes of at least 1, got ${height}x${width}`);
  }
}
