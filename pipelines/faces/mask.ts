import { FACE_SIDE } from "./face.js";

/** Where the mask begins to fall and where it has fallen, as shares of the way from the template's middle to its border. */
const FULL = 0.76;
const GONE = 0.97;
/** Fourth power of a distance a little below FULL. */
const SURELY_FULL = 0.75 ** 4;

/**
 * How much of a place of the template is replaced, 0..1: 1 within a rounded square that holds face, hair line and chin, a
 * raised cosine down to 0 just within the template's border. Its slope has no step.
 */
export function maskAt(x: number, y: number): number {
  const half = FACE_SIDE / 2;
  const u = (x - half) / half;
  const v = (y - half) / half;
  const power = u * u * u * u + v * v * v * v;
  if (power < SURELY_FULL) return 1; // most places, without a root
  return maskAtDistance(Math.sqrt(Math.sqrt(power)));
}

/** The mask at a distance as distanceFromMiddle has it. */
export function maskAtDistance(r: number): number {
  if (r <= FULL) return 1;
  if (r >= GONE) return 0;
  return 0.5 + 0.5 * Math.cos((Math.PI * (r - FULL)) / (GONE - FULL));
}

/** 0 in the template's middle, 1 where a rounded square (a superellipse of power 4) touches its border. */
export function distanceFromMiddle(x: number, y: number): number {
  const half = FACE_SIDE / 2;
  const u = (x - half) / half;
  const v = (y - half) / half;
  return Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v));
}

/**
 * What each of several masks gets of a place, in place of the masks: they sum to the strongest mask, and a place goes to the
 * face whose middle is nearest in that face's own size, by the sixth power of nearness: within a few pixels of the line
 * between two faces they blend, beyond it one of them counts. `distances` as distanceFromMiddle.
 */
export function shareMasks(masks: Float64Array, distances: Float64Array, count: number): void {
  if (count === 1) return;
  let [strongest, sum] = [0, 0];
  for (let i = 0; i < count; i++) {
    strongest = Math.max(strongest, masks[i]!);
    masks[i]! *= 1 / (distances[i]! ** 6 + 1e-6);
    sum += masks[i]!;
  }
  for (let i = 0; i < count; i++) masks[i] = sum > 0 ? (masks[i]! / sum) * strongest : 0;
}
