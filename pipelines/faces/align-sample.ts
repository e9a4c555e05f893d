import type { Tensor } from "../../shared/tensor/tensor.js";

/**
 * Reads a picture at `count` places, x and y by turns; `out` gets a value a channel of each. Numbers in arrays: as arguments they would
 * be allocated, and collecting them took longer than the work.
 */
export type Sampler = (places: Float64Array, count: number, out: Float64Array) => void;

const RADIUS = 2;

/**
 * Cubic convolution (Keys 1981, a = -0.5, as the shared resampler) of [1, c, h, w] at a place in pixels, the first pixel's
 * centre being 0.5. `stretch` of at least 1 widens the kernel: source pixels a result pixel. Edges are replicated.
 */
export function cubicSampler(image: Tensor, stretch = 1): Sampler {
  return stretch === 1 ? fourByFour(image) : stretched(image, stretch);
}

/** The common case, four taps each way and weights in closed form; plain numbers, as arrays of them are allocated for every place. */
function fourByFour(image: Tensor): Sampler {
  const { data, dims: [, channels, height, width] } = image;
  const plane = height * width;
  const beside = atEdges(image);
  return (places, count, out) => {
    for (let n = 0, to = 0; n < count; n++, to += channels) {
      const px = places[2 * n]!;
      const py = places[2 * n + 1]!;
      const left = Math.floor(px - 0.5);
      const top = Math.floor(py - 0.5);
      if (!(left >= 1 && top >= 1 && left < width - 2 && top < height - 2)) {
        beside(px, py, out, to);
        continue;
      }
      const t = px - 0.5 - left;
      const t2 = t * t;
      const t3 = t * t * t;
      const w0 = -0.5 * t3 + t2 - 0.5 * t;
      const w1 = 1.5 * t3 - 2.5 * t2 + 1;
      const w2 = -1.5 * t3 + 2 * t2 + 0.5 * t;
      const w3 = 0.5 * t3 - 0.5 * t2;
      const s = py - 0.5 - top;
      const s2 = s * s;
      const s3 = s * s * s;
      const v0 = -0.5 * s3 + s2 - 0.5 * s;
      const v1 = 1.5 * s3 - 2.5 * s2 + 1;
      const v2 = -1.5 * s3 + 2 * s2 + 0.5 * s;
      const v3 = 0.5 * s3 - 0.5 * s2;
      for (let c = 0, at = (top - 1) * width + left - 1; c < channels; c++, at += plane) {
        const second = at + width;
        const third = second + width;
        const fourth = third + width;
        out[to + c] =
          v0 * (w0 * data[at]! + w1 * data[at + 1]! + w2 * data[at + 2]! + w3 * data[at + 3]!) +
          v1 * (w0 * data[second]! + w1 * data[second + 1]! + w2 * data[second + 2]! + w3 * data[second + 3]!) +
          v2 * (w0 * data[third]! + w1 * data[third + 1]! + w2 * data[third + 2]! + w3 * data[third + 3]!) +
          v3 * (w0 * data[fourth]! + w1 * data[fourth + 1]! + w2 * data[fourth + 2]! + w3 * data[fourth + 3]!);
      }
    }
  };
}

/** The same sums for one place, pixels beyond the edges replaced by the nearest. */
function atEdges({ data, dims: [, channels, height, width] }: Tensor): (x: number, y: number, out: Float64Array, to: number) => void {
  const plane = height * width;
  const w = new Float64Array(8);
  const at = new Int32Array(8);
  return (x, y, out, to) => {
    taps(w, at, 0, x, width, 1);
    taps(w, at, 4, y, height, width);
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let j = 4; j < 8; j++) {
        const row = c * plane + at[j]!;
        sum += w[j]! * (w[0]! * data[row + at[0]!]! + w[1]! * data[row + at[1]!]! + w[2]! * data[row + at[2]!]! + w[3]! * data[row + at[3]!]!);
      }
      out[to + c] = sum;
    }
  };
}

/** Weights w[k..k+3] and offsets of the four pixels about `place`, `step` apart in memory. */
function taps(w: Float64Array, at: Int32Array, k: number, place: number, length: number, step: number): void {
  const first = Math.floor(place - 0.5);
  const t = place - 0.5 - first;
  const [t2, t3] = [t * t, t * t * t];
  w[k] = -0.5 * t3 + t2 - 0.5 * t;
  w[k + 1] = 1.5 * t3 - 2.5 * t2 + 1;
  w[k + 2] = -1.5 * t3 + 2 * t2 + 0.5 * t;
  w[k + 3] = 0.5 * t3 - 0.5 * t2;
  for (let i = 0; i < 4; i++) at[k + i] = step * Math.min(Math.max(first - 1 + i, 0), length - 1);
}

function stretched({ data, dims: [, channels, height, width] }: Tensor, stretch: number): Sampler {
  const plane = height * width;
  const size = 2 * Math.ceil(RADIUS * stretch) + 1;
  const across = new Float64Array(size);
  const columns = new Int32Array(size);
  const down = new Float64Array(size);
  const rows = new Int32Array(size);
  return (places, count, out) => {
    for (let n = 0, to = 0; n < 2 * count; n += 2) {
      const nx = fill(across, columns, places, n, width, stretch);
      const ny = fill(down, rows, places, n + 1, height, stretch);
      if (channels === 3) {
        threeChannels(data, plane, out, to, { across, columns, nx, down, rows, ny, width });
        to += 3;
        continue;
      }
      for (let c = 0; c < channels; c++, to++) {
        let sum = 0;
        for (let j = 0; j < ny; j++) {
          const row = c * plane + rows[j]! * width;
          let line = 0;
          for (let i = 0; i < nx; i++) line += across[i]! * data[row + columns[i]!]!;
          sum += down[j]! * line;
        }
        out[to] = sum;
      }
    }
  };
}

/** Weights about places[n] that sum to one and the pixels that they weigh; returns how many. */
function fill(weights: Float64Array, pixels: Int32Array, places: Float64Array, n: number, length: number, stretch: number): number {
  const place = places[n]!;
  const support = RADIUS * stretch;
  const first = Math.ceil(place - 0.5 - support);
  const last = Math.floor(place - 0.5 + support);
  const count = Math.min(last - first + 1, weights.length);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const pixel = first + k;
    const weight = cubic((pixel + 0.5 - place) / stretch);
    weights[k] = weight;
    pixels[k] = Math.min(Math.max(pixel, 0), length - 1);
    sum += weight;
  }
  for (let k = 0; k < count; k++) weights[k]! /= sum;
  return count;
}

function cubic(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

interface Taps {
  readonly across: Float64Array;
  readonly columns: Int32Array;
  readonly nx: number;
  readonly down: Float64Array;
  readonly rows: Int32Array;
  readonly ny: number;
  readonly width: number;
}

/** The same sums, side by side: a weight and a place are read once for all three. */
function threeChannels(data: Float32Array, plane: number, out: Float64Array, to: number, { across, columns, nx, down, rows, ny, width }: Taps): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let j = 0; j < ny; j++) {
    const row = rows[j]! * width;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let i = 0; i < nx; i++) {
      const weight = across[i]!;
      const at = row + columns[i]!;
      r += weight * data[at]!;
      g += weight * data[at + plane]!;
      b += weight * data[at + 2 * plane]!;
    }
    const weight = down[j]!;
    red += weight * r;
    green += weight * g;
    blue += weight * b;
  }
  out[to] = red;
  out[to + 1] = green;
  out[to + 2] = blue;
}
