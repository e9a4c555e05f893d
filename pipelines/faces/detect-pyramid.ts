import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { detectKernels } from "./detect-kernels.js";
import { give, takeBytes } from "../../shared/tensor/spare.js";
import type { Photo } from "./photo.js";

/** A photograph and its halves, quarters, ...: interleaved RGB of 8 bits, enough to look for faces in. */
export type Pyramid = readonly PyramidLevel[];
export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Of green, in blocks of BLOCK x BLOCK pixels, those at the right and bottom edges smaller; low above high where they have not been measured. */
  readonly extremes: { readonly low: Uint8Array; readonly high: Uint8Array };
}

/** Side in pixels of the blocks whose extremes are kept. */
export const BLOCK = 32;

/** Pixels handled between two pauses. */
const PAUSE_PIXELS = 2 ** 20;

/** Level 0 is the photograph's own array where that has 8 bits; each further level the means of 2 x 2 pixels. Throws aborted. */
export async function pyramid({ width, height, data, bits }: Pick<Photo, "width" | "height" | "data" | "bits">, signal?: AbortSignal): Promise<Pyramid> {
  const levels: PyramidLevel[] = [level(width, height, bits === 8 ? (data as Uint8Array) : await eightBits(data as Uint16Array, signal))];
  for (let last = levels[0]!; Math.min(last.width, last.height) >= 32; last = levels.at(-1)!) levels.push(await halved(last, signal));
  return levels;
}

/** Gives back what `pyramid` made of a photograph; nothing looks at it any more. */
export function release(levels: Pyramid, photo: Pick<Photo, "data">): void {
  for (const { data } of levels) if (data !== photo.data) give(data);
}

async function eightBits(data: Uint16Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const out = takeBytes(data.length);
  for (let from = 0; from < data.length; from += 3 * PAUSE_PIXELS) {
    const end = Math.min(data.length, from + 3 * PAUSE_PIXELS);
    for (let i = from; i < end; i++) out[i] = data[i]! >> 8;
    await pause(signal);
  }
  return out;
}

/** Scratch memory: extremes of the blocks beside one another, lines of a level, of its half. */
const [LOW, HIGH] = [0, 2 ** 16];
const MOST_BLOCKS = 2 ** 12;
const LINES = 2 ** 17;

/** The half of a level; the extremes of the level's whole blocks are seen on the way. */
async function halved({ width, height, data, extremes: { low, high } }: PyramidLevel, signal: AbortSignal | undefined): Promise<PyramidLevel> {
  const [w, h] = [width >> 1, height >> 1];
  const half = level(w, h, takeBytes(w * h * 3));
  const across = Math.ceil(width / BLOCK);
  const blocks = Math.min(Math.floor(width / BLOCK), MOST_BLOCKS);
  const { scratch, halve, extremes } = detectKernels();
  let pixels = 0;
  for (let row = 0; row < height - 1; row += BLOCK) {
    const rows = Math.min(BLOCK, height - row);
    const made = LINES + 3 * width * rows;
    const buffer = scratch(made + 3 * w * (rows >> 1) + 16);
    new Uint8Array(buffer, LINES).set(data.subarray(3 * width * row, 3 * width * (row + rows)));
    halve(made, LINES, 3 * width, w, rows >> 1);
    half.data.set(new Uint8Array(buffer, made, 3 * w * (rows >> 1)), 3 * w * (row >> 1));
    if (rows === BLOCK && blocks > 0) {
      extremes(LOW, HIGH, LINES, 3 * width, rows, blocks);
      keepExtremes(new Uint8Array(buffer, LOW, 16 * blocks), new Uint8Array(buffer, HIGH, 16 * blocks), low, high, (row / BLOCK) * across);
    }
    if ((pixels += width * rows) < PAUSE_PIXELS) continue;
    pixels = 0;
    await pause(signal);
  }
  return half;
}

/** Of a row of blocks, sixteen of each, from block `first` on. */
function keepExtremes(least: Uint8Array, most: Uint8Array, low: Uint8Array, high: Uint8Array, first: number): void {
  for (let i = 0; i < least.length; i++) {
    const block = first + (i >> 4);
    if (least[i]! < low[block]!) low[block] = least[i]!;
    if (most[i]! > high[block]!) high[block] = most[i]!;
  }
}

function level(width: number, height: number, data: Uint8Array): PyramidLevel {
  const blocks = Math.ceil(width / BLOCK) * Math.ceil(height / BLOCK);
  return { width, height, data, extremes: { low: new Uint8Array(blocks).fill(255), high: new Uint8Array(blocks) } };
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  await yieldToEvents();
  throwIfAborted(signal);
}
