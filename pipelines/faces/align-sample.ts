import type { Tensor } from "../../shared/tensor/tensor.js";

/** Reads a picture at any place. `out` has a value a channel. */
export type Sampler = (x: number, y: number, out: Float64Array) => void;

const RADIUS = 2;

/**
 * Cubic convolution (Keys 1981, a = -0.5, as the shared resampler) of [1, c, h, w] at a place in pixels, the first pixel's
 * centre being 0.5. `stretch` of at least 1 widens the kernel: source pixels a result pixel. Edges are replicated.
 */
export function cubicSampler({ data, dims: [, channels, height, width] }: Tensor, stretch = 1): Sampler {
  const plane = height * width;
  const taps = 2 * Math.ceil(RADIUS * stretch) + 1;
  const across = new Float64Array(taps);
  const columns = new Int32Array(taps);
  const down = new Float64Array(taps);
  const rows = new Int32Array(taps);
  return (x, y, out) => {
    const nx = fill(across, columns, x, width, stretch);
    const ny = fill(down, rows, y, height, stretch);
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let j = 0; j < ny; j++) {
        const row = c * plane + rows[j]! * width;
        let line = 0;
        for (let i = 0; i < nx; i++) line += across[i]! * data[row + columns[i]!]!;
        sum += down[j]! * line;
      }
      out[c] = sum;
    }
  };
}

/** Weights that sum to one and the pixels that they weigh; returns how many. */
function fill(weights: Float64Array, pixels: Int32Array, place: number, length: number, stretch: number): number {
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
