import { take } from "../../shared/tensor/spare.js";
import type { Pyramid, PyramidLevel } from "./detect-pyramid.js";
import { VIEW_SIDE } from "./detect-network.js";
import type { Sighting } from "./detect-decode.js";
import type { Point, Similarity } from "./face.js";

/** A square of the photograph that the network looks at: from view pixels to photograph pixels. */
export interface View {
  readonly transform: Similarity;
  /** The picture is seen in a mirror: view x runs from right to left. */
  readonly mirrored: boolean;
}

/** The square of `side` photograph pixels about `center`, turned clockwise by `angle` (radians): a face so turned stands upright in it. */
export function viewAbout(center: Point, side: number, angle = 0, mirrored = false): View {
  const scale = side / VIEW_SIDE;
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const half = VIEW_SIDE / 2;
  return { transform: { a, b, x0: center.x - a * half + b * half, y0: center.y - b * half - a * half }, mirrored };
}

/** [256, 256, 3] in -1..1, an array of tensor/spare.ts; black beyond the photograph. Bilinear in the level that is at most twice too fine. */
export function lookAt(levels: Pyramid, { transform, mirrored }: View): Float32Array {
  const { level, inLevel } = levelOf(levels, transform);
  const view = take(VIEW_SIDE * VIEW_SIDE * 3);
  view.fill(-1);
  if (isUpright(inLevel)) upright(view, level, inLevel, mirrored);
  else turned(view, level, inLevel, mirrored);
  return view;
}

/** The level in which a view is looked at, and the way from the view to its pixels. */
export function levelOf(levels: Pyramid, { a, b, x0, y0 }: Similarity): { level: PyramidLevel; inLevel: Similarity } {
  const index = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log2(Math.hypot(a, b)) + 0.25)));
  // The halves drop an odd last column: level pixels are exactly 2^index photograph pixels wide.
  const unit = 2 ** index;
  return { level: levels[index]!, inLevel: { a: a / unit, b: b / unit, x0: x0 / unit, y0: y0 / unit } };
}

export function isUpright({ a, b }: Similarity): boolean {
  return b === 0 && a > 0;
}

function turned(view: Float32Array, { width, height, data }: PyramidLevel, { a, b, x0, y0 }: Similarity, mirrored: boolean): void {
  const line = width * 3;
  for (let row = 0, to = 0; row < VIEW_SIDE; row++) {
    const v = row + 0.5;
    const [av, bv] = [a * v, b * v];
    for (let col = 0; col < VIEW_SIDE; col++, to += 3) {
      const u = mirrored ? VIEW_SIDE - col - 0.5 : col + 0.5;
      const x = a * u - bv + x0 - 0.5;
      const y = b * u + av + y0 - 0.5;
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) continue;
      const left = x < 0 ? 0 : Math.min(x | 0, width - 1);
      const top = y < 0 ? 0 : Math.min(y | 0, height - 1);
      const fx = x < 0 ? 0 : Math.min(x - left, 1);
      const fy = y < 0 ? 0 : Math.min(y - top, 1);
      const p = top * line + left * 3;
      const right = left + 1 < width ? 3 : 0;
      const below = top + 1 < height ? line : 0;
      view[to] = mixed(data, p, right, below, fx, fy);
      view[to + 1] = mixed(data, p + 1, right, below, fx, fy);
      view[to + 2] = mixed(data, p + 2, right, below, fx, fy);
    }
  }
}

function mixed(data: Uint8Array, p: number, right: number, below: number, fx: number, fy: number): number {
  const upper = data[p]! + fx * (data[p + right]! - data[p]!);
  const lower = data[p + below]! + fx * (data[p + below + right]! - data[p + below]!);
  return (upper + fy * (lower - upper)) / 127.5 - 1;
}

/** Of a view that stands upright, the same values: rows and columns are placed once, and each row of the level is resampled once. */
function upright(view: Float32Array, { width, height, data }: PyramidLevel, { a, x0, y0 }: Similarity, mirrored: boolean): void {
  const columns = placed(a, x0, width);
  const rows = placed(a, y0, height);
  const [from, to] = mirrored ? [VIEW_SIDE - columns.to, VIEW_SIDE - columns.from] : [columns.from, columns.to];
  let [upper, lower] = [new Float64Array(3 * VIEW_SIDE), new Float64Array(3 * VIEW_SIDE)];
  let [upperRow, lowerRow] = [-1, -1];
  for (let row = rows.from; row < rows.to; row++) {
    const top = rows.first[row]!;
    const below = Math.min(top + 1, height - 1);
    if (upperRow !== top) {
      const spare = upper;
      upper = lower;
      lower = spare;
      const kept = lowerRow === top;
      lowerRow = upperRow;
      upperRow = top;
      if (!kept) across(upper, data, top * width, width, columns, mirrored);
    }
    if (lowerRow !== below) across(lower, data, (lowerRow = below) * width, width, columns, mirrored);
    const fy = rows.share[row]!;
    const start = row * VIEW_SIDE * 3;
    mix(view, start, upper, lower, fy, 3 * from, 3 * to);
  }
}

/** One row of the level, from pixel `row` on, resampled to the view's columns. */
function across(out: Float64Array, data: Uint8Array, row: number, width: number, { first, share, from, to }: Placed, mirrored: boolean): void {
  for (let place = from; place < to; place++) {
    const left = first[place]!;
    const p = (row + left) * 3;
    const right = left + 1 < width ? 3 : 0;
    const fx = share[place]!;
    const at = 3 * (mirrored ? VIEW_SIDE - 1 - place : place);
    out[at] = data[p]! + fx * (data[p + right]! - data[p]!);
    out[at + 1] = data[p + 1]! + fx * (data[p + right + 1]! - data[p + 1]!);
    out[at + 2] = data[p + 2]! + fx * (data[p + right + 2]! - data[p + 2]!);
  }
}

function mix(view: Float32Array, start: number, upper: Float64Array, lower: Float64Array, share: number, from: number, to: number): void {
  for (let i = from; i < to; i++) view[start + i] = (upper[i]! + share * (lower[i]! - upper[i]!)) / 127.5 - 1;
}

/** Where the view's rows or columns from `from` up to `to` lie in the level: the first sample of two, and the share of the second. */
interface Placed {
  readonly first: Int32Array;
  readonly share: Float64Array;
  readonly from: number;
  readonly to: number;
}

function placed(a: number, offset: number, length: number): Placed {
  const first = new Int32Array(VIEW_SIDE);
  const share = new Float64Array(VIEW_SIDE);
  let [from, to] = [VIEW_SIDE, 0];
  for (let i = 0; i < VIEW_SIDE; i++) {
    const x = a * (i + 0.5) + offset - 0.5;
    if (x < -0.5 || x > length - 0.5) continue;
    from = Math.min(from, i);
    to = i + 1;
    const at = Math.min(Math.max(Math.floor(x), 0), length - 1);
    first[i] = at;
    share[i] = Math.min(Math.max(x - at, 0), 1);
  }
  return { first, share, from, to };
}

/** What was seen in a view, in photograph pixels and with left and right as the photograph's viewer has them. */
export function inPhoto(sighting: Sighting, { transform: { a, b, x0, y0 }, mirrored }: View): Sighting {
  const scale = Math.hypot(a, b);
  const place = ({ x, y }: Point): Point => {
    const u = mirrored ? VIEW_SIDE - x : x;
    return { x: a * u - b * y + x0, y: b * u + a * y + y0 };
  };
  const points = sighting.points.map(place);
  const [eye, otherEye, nose, mouth, ear, otherEar] = points as [Point, Point, Point, Point, Point, Point];
  return {
    score: sighting.score,
    center: place(sighting.center),
    width: sighting.width * scale,
    height: sighting.height * scale,
    points: mirrored ? [otherEye, eye, nose, mouth, otherEar, ear] : points,
  };
}
