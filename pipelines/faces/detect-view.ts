import { take } from "../../shared/tensor/spare.js";
import type { Pyramid, PyramidLevel } from "./detect-pyramid.js";
import { detectKernels, TABLE_ENTRY, TURNED } from "./detect-kernels.js";
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

/** Scratch memory: the view, two of its rows, the table of its columns or the numbers of a turned one, the part of the level. */
const [DRAWN, UPPER, LOWER, TABLE, PART] = [0, 2 ** 20, 2 ** 20 + 2 ** 13, 2 ** 20 + 2 ** 14, 2 ** 20 + 2 ** 15];
const SAMPLES = VIEW_SIDE * VIEW_SIDE * 3;

/** [256, 256, 3] in -1..1, an array of tensor/spare.ts; black beyond the photograph. Bilinear in the level that is at most twice too fine. */
export function lookAt(levels: Pyramid, { transform, mirrored }: View): Float32Array {
  const { level, inLevel } = levelOf(levels, transform);
  if (isUpright(inLevel)) upright(level, inLevel, mirrored);
  else turned(level, inLevel, mirrored);
  const view = take(SAMPLES);
  view.set(new Float32Array(detectKernels().scratch(0), DRAWN, SAMPLES));
  return view;
}

interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Blackens the view and copies the pixels of a level from (left, top) up to and with (right, bottom): where pixel (0, 0) would be, and the bytes of a line. */
function begin({ width, data }: PyramidLevel, { left, top, right, bottom }: Part): { picture: number; line: number; buffer: ArrayBuffer } {
  const line = 3 * (right - left + 1);
  const buffer = detectKernels().scratch(PART + line * (bottom - top + 1) + 16);
  new Float32Array(buffer, DRAWN, SAMPLES).fill(-1);
  const part = new Uint8Array(buffer, PART);
  for (let row = top, to = 0; row <= bottom; row++, to += line) {
    const from = 3 * (row * width + left);
    part.set(data.subarray(from, from + line), to);
  }
  return { picture: PART - top * line - 3 * left, line, buffer };
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

function turned(level: PyramidLevel, { a, b, x0, y0 }: Similarity, mirrored: boolean): void {
  const { width, height } = level;
  const corners = [0, VIEW_SIDE].flatMap((v) => [0, VIEW_SIDE].map((u) => ({ x: a * u - b * v + x0, y: b * u + a * v + y0 })));
  const reach = (values: readonly number[], length: number) => [Math.min(...values) - 2, Math.max(...values) + 2].map((v) => Math.min(Math.max(Math.floor(v), 0), length - 1)) as [number, number];
  const [[left, right], [top, bottom]] = [reach(corners.map(({ x }) => x), width), reach(corners.map(({ y }) => y), height)];
  const { picture, line, buffer } = begin(level, { left, top, right, bottom });
  const numbers = new Float64Array(buffer, TABLE, TURNED.bytes / 8);
  numbers.set([a, b, -b, a, x0, y0, width - 1, height - 1, width - 0.5, height - 0.5, mirrored ? VIEW_SIDE - 0.5 : 0.5, mirrored ? -1 : 1]);
  detectKernels().turned(DRAWN, picture, line, TABLE);
}

/** Of a view that stands upright, the same values: rows and columns are placed once, and each row of the level is resampled once. */
function upright(level: PyramidLevel, { a, x0, y0 }: Similarity, mirrored: boolean): void {
  const { width, height } = level;
  const columns = placed(a, x0, width);
  const rows = placed(a, y0, height);
  const second = (first: number, length: number): number => Math.min(first + 1, length - 1);
  const seen = columns.from < columns.to && rows.from < rows.to;
  const part = seen ? { left: columns.first[columns.from]!, right: second(columns.first[columns.to - 1]!, width), top: rows.first[rows.from]!, bottom: second(rows.first[rows.to - 1]!, height) } : { left: 0, right: 0, top: 0, bottom: 0 };
  const { picture, line, buffer } = begin(level, part);
  if (!seen) return;
  tabulate(buffer, columns, width);
  const { across, mix } = detectKernels();
  new Float32Array(buffer, UPPER, 3 * VIEW_SIDE).fill(0); // black beyond the level
  new Float32Array(buffer, LOWER, 3 * VIEW_SIDE).fill(0);
  const start = 12 * (mirrored ? VIEW_SIDE - 1 - columns.from : columns.from);
  const resample = (to: number, row: number): void => across(to + start, mirrored ? -12 : 12, picture + row * line, TABLE, columns.to - columns.from);
  let [upper, lower] = [UPPER, LOWER];
  let [upperRow, lowerRow] = [-1, -1];
  for (let row = rows.from; row < rows.to; row++) {
    const top = rows.first[row]!;
    const below = second(top, height);
    if (upperRow !== top) {
      const kept = lowerRow === top;
      [upper, lower, upperRow, lowerRow] = [lower, upper, top, upperRow];
      if (!kept) resample(upper, top);
    }
    if (lowerRow !== below) resample(lower, (lowerRow = below));
    mix(DRAWN + 12 * VIEW_SIDE * row, upper, lower, rows.share[row]!);
  }
}

/** Entries of the kernel `across`. */
function tabulate(buffer: ArrayBuffer, { first, share, from, to }: Placed, width: number): void {
  const length = (TABLE_ENTRY / 4) * VIEW_SIDE;
  const offsets = new Int32Array(buffer, TABLE, length);
  const shares = new Float32Array(buffer, TABLE, length);
  for (let place = from, at = 0; place < to; place++, at += TABLE_ENTRY / 4) {
    const left = first[place]!;
    offsets[at] = 3 * left;
    offsets[at + 1] = 3 * Math.min(left + 1, width - 1);
    shares[at + 2] = share[place]!;
  }
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
