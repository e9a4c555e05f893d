import { resize } from "../../shared/tensor/resample.js";
import { give, take } from "../../shared/tensor/spare.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { luminance } from "./luminance.js";

/** Octaves looked at: noise of a picture enlarged up to this often twofold is found. */
const OCTAVES = 4;
/** Median of |n| of a unit normal. */
const MEDIAN = 0.6745;

/**
 * Deviation of the noise in a face, [1, 3, h, w] in 0..1, in 8-bit levels of luminance. The diagonal Haar details' median (Donoho &
 * Johnstone 1994), at every octave: of a picture that was enlarged its noise is found at the octave of its own pixels. The largest
 * counts; texture adds about half a level.
 */
export function noiseLevel(image: Tensor): number {
  const own = luminance(image, take(image.data.length / 3));
  let gray = own;
  let most = 0;
  for (let octave = 0; octave < OCTAVES; octave++) {
    most = Math.max(most, median(diagonals(gray)) / MEDIAN);
    const [, , height, width] = gray.dims;
    gray = resize(gray, { height: height >> 1, width: width >> 1, kernel: "area" });
  }
  give(own.data);
  return most * 255;
}

/** |a - b - c + d| / 2 of every 2 x 2 block: of white noise, its own deviation. */
function diagonals({ data, dims: [, , height, width] }: Tensor): Float32Array {
  const [rows, columns] = [height >> 1, width >> 1];
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) diagonalRow(data, 2 * i * width, width, out, i * columns, columns);
  return out;
}

function diagonalRow(data: Float32Array, from: number, width: number, out: Float32Array, to: number, columns: number): void {
  for (let j = 0, at = from; j < columns; j++, at += 2) out[to + j] = Math.abs(data[at]! - data[at + 1]! - data[at + width]! + data[at + width + 1]!) / 2;
}

function countUpper(bits: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < bits.length; i++) counts[bits[i]! >>> 16]!++;
}

function countLower(bits: Uint32Array, upper: number, counts: Uint32Array): void {
  for (let i = 0; i < bits.length; i++) if (bits[i]! >>> 16 === upper) counts[bits[i]! & 0xffff]!++;
}

/** Where the number stands that has `rank` before it, and how many are counted at earlier places. */
function placeOf(rank: number, counts: Uint32Array): { place: number; before: number } {
  let before = 0;
  let place = 0;
  for (; rank - before >= counts[place]!; place++) before += counts[place]!;
  return { place, before };
}

/** Of values with the same half of their bits; for one median at a time. */
const counts = new Uint32Array(2 ** 16);

/** The upper median of what is not negative: such numbers sort as their bits do, so two counts of half of them each find it. */
function median(values: Float32Array): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  counts.fill(0);
  countUpper(bits, counts);
  const middle = values.length >> 1;
  const { place: upper, before } = placeOf(middle, counts);
  counts.fill(0);
  countLower(bits, upper, counts);
  const { place: lower } = placeOf(middle - before, counts);
  return new Float32Array(Uint32Array.of(((upper << 16) | lower) >>> 0).buffer)[0]!;
}
