import { VIEW_SIDE } from "./detect-network.js";
import type { Sighting } from "./detect-decode.js";
import type { Point, Similarity } from "./face.js";
import type { Photo } from "./photo.js";

/** A photograph and its halves, quarters, ...: interleaved RGB of 8 bits, enough to look for faces in. */
export type Pyramid = readonly PyramidLevel[];
export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Level 0 is the photograph's own array where that has 8 bits; each further level the means of 2 x 2 pixels. */
export function pyramid({ width, height, data, bits }: Pick<Photo, "width" | "height" | "data" | "bits">): Pyramid {
  const levels: PyramidLevel[] = [{ width, height, data: bits === 8 ? (data as Uint8Array) : eightBits(data as Uint16Array) }];
  for (let last = levels[0]!; Math.min(last.width, last.height) >= 32; last = levels.at(-1)!) levels.push(halved(last));
  return levels;
}

function eightBits(data: Uint16Array): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! >> 8;
  return out;
}

function halved({ width, height, data }: PyramidLevel): PyramidLevel {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8Array(w * h * 3);
  for (let row = 0, to = 0; row < h; row++) {
    let from = 2 * row * width * 3;
    const below = width * 3;
    for (let col = 0; col < w; col++, from += 6) {
      for (let c = from; c < from + 3; c++) out[to++] = (data[c]! + data[c + 3]! + data[c + below]! + data[c + below + 3]! + 2) >> 2;
    }
  }
  return { width: w, height: h, data: out };
}

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

/** [256, 256, 3] in -1..1; black beyond the photograph. Bilinear in the level that is at most twice too fine. */
export function lookAt(levels: Pyramid, { transform, mirrored }: View): Float32Array {
  const scale = Math.hypot(transform.a, transform.b);
  const index = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log2(scale) + 0.25)));
  const { width, height, data } = levels[index]!;
  // The halves drop an odd last column: level pixels are exactly 2^index photograph pixels wide.
  const unit = 2 ** index;
  const [a, b] = [transform.a / unit, transform.b / unit];
  const view = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3).fill(-1);
  for (let row = 0, to = 0; row < VIEW_SIDE; row++) {
    for (let col = 0; col < VIEW_SIDE; col++, to += 3) {
      const u = mirrored ? VIEW_SIDE - col - 0.5 : col + 0.5;
      const v = row + 0.5;
      const x = a * u - b * v + transform.x0 / unit - 0.5;
      const y = b * u + a * v + transform.y0 / unit - 0.5;
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) continue;
      const left = Math.min(Math.max(Math.floor(x), 0), width - 1);
      const top = Math.min(Math.max(Math.floor(y), 0), height - 1);
      const right = left + 1 < width ? 3 : 0;
      const below = top + 1 < height ? width * 3 : 0;
      const [fx, fy] = [Math.min(Math.max(x - left, 0), 1), Math.min(Math.max(y - top, 0), 1)];
      const at = (top * width + left) * 3;
      for (let c = 0; c < 3; c++) {
        const p = at + c;
        const upper = data[p]! + fx * (data[p + right]! - data[p]!);
        const lower = data[p + below]! + fx * (data[p + below + right]! - data[p + below]!);
        view[to + c] = (upper + fy * (lower - upper)) / 127.5 - 1;
      }
    }
  }
  return view;
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
