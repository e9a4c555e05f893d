import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import type { Photo } from "./photo.js";

/** A photograph and its halves, quarters, ...: interleaved RGB of 8 bits, enough to look for faces in. */
export type Pyramid = readonly PyramidLevel[];
export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pixels handled between two pauses. */
const PAUSE_PIXELS = 2 ** 20;

/** Level 0 is the photograph's own array where that has 8 bits; each further level the means of 2 x 2 pixels. Throws aborted. */
export async function pyramid({ width, height, data, bits }: Pick<Photo, "width" | "height" | "data" | "bits">, signal?: AbortSignal): Promise<Pyramid> {
  const levels: PyramidLevel[] = [{ width, height, data: bits === 8 ? (data as Uint8Array) : await eightBits(data as Uint16Array, signal) }];
  for (let last = levels[0]!; Math.min(last.width, last.height) >= 32; last = levels.at(-1)!) levels.push(await halved(last, signal));
  return levels;
}

async function eightBits(data: Uint16Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const out = new Uint8Array(data.length);
  for (let from = 0; from < data.length; from += 3 * PAUSE_PIXELS) {
    const end = Math.min(data.length, from + 3 * PAUSE_PIXELS);
    for (let i = from; i < end; i++) out[i] = data[i]! >> 8;
    await pause(signal);
  }
  return out;
}

async function halved({ width, height, data }: PyramidLevel, signal: AbortSignal | undefined): Promise<PyramidLevel> {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8Array(w * h * 3);
  const rows = Math.max(1, Math.floor(PAUSE_PIXELS / width / 2));
  for (let from = 0; from < h; from += rows) {
    halveRows(data, width, out, from, Math.min(h, from + rows));
    if (width * height > PAUSE_PIXELS) await pause(signal);
  }
  return { width: w, height: h, data: out };
}

/** Rows of `out` from `first` up to `end`, of `data`, `width` pixels a row. */
function halveRows(data: Uint8Array, width: number, out: Uint8Array, first: number, end: number): void {
  const w = width >> 1;
  const below = width * 3;
  for (let row = first, to = first * w * 3; row < end; row++) {
    for (let col = 0, c = 2 * row * below; col < w; col++, c += 6, to += 3) {
      out[to] = (data[c]! + data[c + 3]! + data[c + below]! + data[c + below + 3]! + 2) >> 2;
      out[to + 1] = (data[c + 1]! + data[c + 4]! + data[c + below + 1]! + data[c + below + 4]! + 2) >> 2;
      out[to + 2] = (data[c + 2]! + data[c + 5]! + data[c + below + 2]! + data[c + below + 5]! + 2) >> 2;
    }
  }
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  await yieldToEvents();
  throwIfAborted(signal);
}
