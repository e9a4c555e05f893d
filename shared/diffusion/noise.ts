import { setImmediate as yieldToEvents } from "node:timers/promises";
import { give, take } from "../tensor/spare.js";
import { tensor, type Dims, type Tensor } from "../tensor/tensor.js";
import { normal } from "./normal-quantile.js";
import { threefry } from "./threefry.js";

/** Place of a field's first sample in the whole image, in pixels of the state; negative in a halo outside the image. */
export interface Origin {
  readonly row: number;
  readonly col: number;
}

/** Standard normal samples addressed by place, so that tiling, batching and worker count cannot change a result. */
export interface NoiseSource {
  /** The field of draw `draw` over [n,c,h,w] at `origin`, in `out` where it is given. A batch of more than one needs an origin for each item. */
  fill(dims: Dims, draw: number, origin: Origin | readonly Origin[], out?: Float32Array): Tensor;
}

/** Draw numbers, so that no two uses of one source meet: the start state, the fresh noise of plan row i, a guide's at row i. */
export const draws = {
  start: 0,
  row: (index: number) => 1 + index,
  guide: (index: number) => 0x4000_0000 + index,
} as const;

/**
 * Counter-based noise: sample (seed, draw, channel, row, col) is a pure function. Threefry-2x32 with 13 rounds (the count that passes
 * BigCrush, Salmon et al. 2011) gives the columns 2k and 2k+1 of a row; 20 rounds derive the key of each channel from the seed.
 * Seeds are whole numbers of up to 53 bits, rows and columns of 32.
 */
export function placedNoise(seed: number): NoiseSource {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`placedNoise: expected a whole seed of at least 0, got ${seed}`);
  const high = Math.floor(seed / 2 ** 32);
  return {
    fill(dims, draw, origin, array) {
      const [n, c, h, w] = dims;
      const out = tensor(dims, array);
      for (let item = 0; item < n; item++) {
        const { row, col } = originOf(origin, item, n);
        for (let channel = 0; channel < c; channel++) {
          const [key0, key1] = threefry(seed, high, draw, channel);
          fillRows(out.data, (item * c + channel) * h * w, h, w, row, col, key0, key1);
        }
      }
      return out;
    },
  };
}

export function originOf(origin: Origin | readonly Origin[], item: number, items: number): Origin {
  const list = "row" in origin ? [origin] : origin;
  const found = list[item];
  if (list.length !== items || found === undefined) throw new Error(`noise: expected an origin for each of ${items} batch items, got ${list.length}`);
  return found;
}

/** Samples of a field that fills row after row and lets other events in between: the same bytes as one `fill`. */
export async function noiseField(source: NoiseSource, dims: Dims, draw: number, origin: Origin | readonly Origin[], array?: Float32Array): Promise<Tensor> {
  const [n, c, h, w] = dims;
  if (n * c * h * w <= BAND) return source.fill(dims, draw, origin, array);
  const rows = Math.max(1, Math.floor(BAND / (c * w)));
  const out = tensor(dims, array);
  for (let item = 0; item < n; item++) {
    const { row, col } = originOf(origin, item, n);
    for (let first = 0; first < h; first += rows) {
      const count = Math.min(rows, h - first);
      const band = source.fill([1, c, count, w], draw, { row: row + first, col }, take(c * count * w));
      for (let channel = 0; channel < c; channel++) {
        out.data.set(band.data.subarray(channel * count * w, (channel + 1) * count * w), ((item * c + channel) * h + first) * w);
      }
      give(band.data);
      await yieldToEvents();
    }
  }
  return out;
}

const BAND = 1 << 18; // samples between two yields: under 10 ms

function fillRows(out: Float32Array, offset: number, height: number, width: number, row: number, col: number, key0: number, key1: number): void {
  for (let i = 0; i < height; i++) fillRow(out, offset + i * width, width, row + i, col, key0, key1);
}

// Unrolled: a third of the time of calling threefry() for each pair. The test compares the two.
function fillRow(out: Float32Array, offset: number, width: number, row: number, col: number, key0: number, key1: number): void {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  const first = Math.floor(col / 2);
  const pairs = Math.floor((col + width - 1) / 2) - first + 1;
  let at = offset + 2 * first - col; // of the pair's even column; the first or last of a row may fall outside
  for (let pair = 0; pair < pairs; pair++, at += 2) {
    let a = (row + k0) | 0;
    let b = (first + pair + k1) | 0;
    a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + k1) | 0; b = (b + k2 + 1) | 0;
    a = (a + b) | 0; b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0; b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0; b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0; b = ((b << 24) | (b >>> 8)) ^ a;
    a = (a + k2) | 0; b = (b + k0 + 2) | 0;
    a = (a + b) | 0; b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0; b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0; b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0; b = ((b << 6) | (b >>> 26)) ^ a;
    a = (a + k0) | 0; b = (b + k1 + 3) | 0;
    a = (a + b) | 0; b = ((b << 17) | (b >>> 15)) ^ a;
    if (at >= offset) out[at] = normal(a);
    if (at + 1 < offset + width) out[at + 1] = normal(b);
  }
}
