import type { RawFaces } from "./detect-network.js";
import { VIEW_SIDE } from "./detect-network.js";
import type { Point } from "./face.js";

/** A face as the network sees it, in pixels of whatever square it looked at. */
export interface Sighting {
  /** 0..1. */
  readonly score: number;
  readonly center: Point;
  readonly width: number;
  readonly height: number;
  /** Viewer's left eye, right eye, nose tip, mouth centre, left ear, right ear. */
  readonly points: readonly Point[];
}

/** The two tables of SSD anchors: cells a side and anchors a cell. All sit in the middle of their cell and share one size. */
const ANCHORS = [{ cells: 16, each: 2 }, { cells: 8, each: 6 }] as const;
const ROW = 16; // centre x, y, width, height, 6 points

/** Sightings with a score of at least `threshold`, in anchor order. */
export function decodeFaces({ scores, boxes }: RawFaces, threshold: number): Sighting[] {
  const found: Sighting[] = [];
  for (const [table, { cells, each }] of ANCHORS.entries()) {
    for (const { index, score } of strong(scores[table]!, threshold)) {
      const cell = Math.floor(index / each);
      const anchor = { x: (((cell % cells) + 0.5) / cells) * VIEW_SIDE, y: ((Math.floor(cell / cells) + 0.5) / cells) * VIEW_SIDE };
      found.push(decoded(boxes[table]!.subarray(index * ROW, (index + 1) * ROW), score, anchor));
    }
  }
  return found;
}

/** The logits whose sigmoid is at least `threshold`. */
function strong(logits: Float32Array, threshold: number): { readonly index: number; readonly score: number }[] {
  const found: { index: number; score: number }[] = [];
  for (let index = 0; index < logits.length; index++) {
    const score = 1 / (1 + Math.exp(-logits[index]!));
    if (score >= threshold) found.push({ index, score });
  }
  return found;
}

/** A row of the table, its places from `anchor` on. */
function decoded(row: Float32Array | Float64Array, score: number, { x, y }: Point = { x: 0, y: 0 }): Sighting {
  const points: Point[] = [];
  for (let k = 4; k < ROW; k += 2) points.push({ x: x + row[k]!, y: y + row[k + 1]! });
  return { score, center: { x: x + row[0]!, y: y + row[1]! }, width: row[2]!, height: row[3]!, points };
}

/**
 * Weighted non-maximum suppression: sightings that overlap the best one by more than `overlap` (intersection over union) become
 * their mean, weighted by score (MediaPipe's way; its mean jitters less than the best alone). Best first; ties by place.
 */
export function blendSightings(sightings: readonly Sighting[], overlap = 0.3): Sighting[] {
  let rest = [...sightings].sort(byScore);
  const kept: Sighting[] = [];
  while (rest.length > 0) {
    const best = rest[0]!;
    const same = rest.filter((other) => other === best || intersectionOverUnion(best, other) > overlap);
    kept.push(weightedMean(same, best.score));
    const taken = new Set(same);
    rest = rest.filter((other) => !taken.has(other));
  }
  return kept;
}

export function byScore(a: Sighting, b: Sighting): number {
  return b.score - a.score || a.center.y - b.center.y || a.center.x - b.center.x;
}

function weightedMean(sightings: readonly Sighting[], score: number): Sighting {
  const sums = new Float64Array(ROW);
  let total = 0;
  for (const each of sightings) {
    total += each.score;
    sums[0]! += each.center.x * each.score;
    sums[1]! += each.center.y * each.score;
    sums[2]! += each.width * each.score;
    sums[3]! += each.height * each.score;
    for (let k = 4; k < ROW; k += 2) {
      const { x, y } = each.points[k / 2 - 2]!;
      sums[k]! += x * each.score;
      sums[k + 1]! += y * each.score;
    }
  }
  for (let k = 0; k < ROW; k++) sums[k]! /= total;
  return decoded(sums, score);
}

/** Of two boxes. */
export function intersectionOverUnion(a: Sighting, b: Sighting): number {
  const both = intersection(a, b);
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Share of the smaller box that lies in the other. */
export function containment(a: Sighting, b: Sighting): number {
  return intersection(a, b) / Math.min(a.width * a.height, b.width * b.height);
}

function intersection(a: Sighting, b: Sighting): number {
  const along = (ca: number, sa: number, cb: number, sb: number): number => Math.max(0, Math.min(ca + sa / 2, cb + sb / 2) - Math.max(ca - sa / 2, cb - sb / 2));
  return along(a.center.x, a.width, b.center.x, b.width) * along(a.center.y, a.height, b.center.y, b.height);
}
