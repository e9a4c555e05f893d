import { expected } from "../../shared/errors.js";
import { give, take } from "../../shared/tensor/spare.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { cubicSampler, type Interleaved } from "./align-sample.js";
import { FACE_SIDE, type AlignedFace, type Landmarks, type Point, type Similarity } from "./face.js";
import type { Photo } from "./photo.js";

type Pixels = Pick<Photo, "width" | "height" | "data" | "bits">;

/** How far from square an aligned crop may be: one pixel in fifty. */
const SQUARE_TOLERANCE = 0.02;

/**
 * The square of FFHQ (Karras et al. 2019) about a face, as its authors cut theirs and as the training portraits are cut: axes
 * from the eye line and the line from eyes to mouth, side the larger of 4 eye distances and 3.6 eye-mouth distances, centre a
 * tenth below the eyes. An average face comes to lie on the FFHQ template. Held-out portraits: 4.4 px RMS from their true crop
 * with detected landmarks, against 5.7 px for a least-squares fit of eyes and mouth, and more with the nose, which leans out
 * of the face's plane.
 */
export function faceTransform({ leftEye, rightEye, mouth }: Landmarks): Similarity {
  const eyes = { x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2 };
  const across = { x: rightEye.x - leftEye.x, y: rightEye.y - leftEye.y };
  const down = { x: mouth.x - eyes.x, y: mouth.y - eyes.y };
  const half = Math.max(2 * Math.hypot(across.x, across.y), 1.8 * Math.hypot(down.x, down.y));
  const axis = { x: across.x + down.y, y: across.y - down.x };
  const length = Math.hypot(axis.x, axis.y);
  if (!(length > 0)) throw new Error("faceTransform: expected landmarks of a face, got eyes and mouth whose lines cancel");
  const scale = (2 * half) / FACE_SIDE / length;
  const center = { x: eyes.x + 0.1 * down.x, y: eyes.y + 0.1 * down.y };
  return about(center, axis.x * scale, axis.y * scale);
}

/** The face resampled to the template: cubic, antialiased where the photograph is finer; its edge pixels continue beyond it. */
export function alignFace(photo: Pixels, landmarks: Landmarks): AlignedFace {
  return cut(photo, faceTransform(landmarks));
}

/**
 * A picture that is an aligned face already: its centred square resampled to 256 pixels. Throws bad-input where it is not
 * square, within 2 %.
 */
export function alignedPhoto(photo: Pixels & Partial<Pick<Photo, "source">>): AlignedFace {
  const { width, height } = photo;
  const side = Math.min(width, height);
  if (Math.max(width, height) > side * (1 + SQUARE_TOLERANCE)) {
    throw expected("bad-input", { subject: photo.source?.path ?? "aligned face", want: "a square crop of an aligned face", got: `${width} x ${height} pixels`, advice: "leave --aligned out to have faces found" });
  }
  return cut(photo, about({ x: width / 2, y: height / 2 }, side / FACE_SIDE, 0));
}

/** Where the photograph has a place of the template. */
export function toPhoto({ a, b, x0, y0 }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + x0, y: b * x + a * y + y0 };
}

/** Photograph pixels a template pixel. */
export function scaleOf({ a, b }: Similarity): number {
  return Math.hypot(a, b);
}

/** The box about the template square, in whole pixels, within width x height. */
export function footprint(transform: Similarity, { width, height, margin = 0 }: { width: number; height: number; margin?: number }): { left: number; top: number; right: number; bottom: number } {
  const corners = [0, FACE_SIDE].flatMap((y) => [0, FACE_SIDE].map((x) => toPhoto(transform, { x, y })));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const within = (v: number, length: number): number => Math.min(Math.max(v, 0), length);
  return {
    left: within(Math.floor(Math.min(...xs) - margin), width),
    top: within(Math.floor(Math.min(...ys) - margin), height),
    right: within(Math.ceil(Math.max(...xs) + margin), width),
    bottom: within(Math.ceil(Math.max(...ys) + margin), height),
  };
}

function about(center: Point, a: number, b: number): Similarity {
  const half = FACE_SIDE / 2;
  return { a, b, x0: center.x - a * half + b * half, y0: center.y - b * half - a * half };
}

/** Rows of the template sampled at once. */
const ROWS = 16;

function cut(photo: Pixels, transform: Similarity): AlignedFace {
  const scale = scaleOf(transform);
  // Means of whole blocks first, half a template pixel wide so that they hardly alias: the kernel's cost stays that of a small face.
  const block = Math.max(1, Math.floor(scale / 2));
  const region = blockMeans(photo, transform, block);
  const sample = cubicSampler(region.means, Math.max(1, scale / block));
  const image = tensor([1, 3, FACE_SIDE, FACE_SIDE]);
  const plane = FACE_SIDE * FACE_SIDE;
  const places = new Float64Array(2 * ROWS * FACE_SIDE);
  const colors = new Float64Array(3 * ROWS * FACE_SIDE);
  let inside = 0;
  for (let first = 0; first < FACE_SIDE; first += ROWS) {
    for (let row = first; row < first + ROWS; row++) inside += placeRow(transform, row, photo, region, block, places, 2 * (row - first) * FACE_SIDE);
    sample(places, ROWS * FACE_SIDE, colors);
    for (let c = 0; c < 3; c++) within(colors, c, image.data, c * plane + first * FACE_SIDE);
  }
  give(region.means.data);
  return { image, transform, inside: inside / plane, nativeSide: scale * FACE_SIDE };
}

/** Where a row of the template lies in the region's blocks; how many of its places are within the photograph. */
function placeRow({ a, b, x0, y0 }: Similarity, row: number, { width, height }: Pixels, { left, top }: { readonly left: number; readonly top: number }, block: number, places: Float64Array, from: number): number {
  const av = a * (row + 0.5);
  const bv = b * (row + 0.5);
  let inside = 0;
  for (let col = 0, to = from; col < FACE_SIDE; col++, to += 2) {
    const u = col + 0.5;
    const x = a * u - bv + x0;
    const y = b * u + av + y0;
    if (x >= 0 && y >= 0 && x <= width && y <= height) inside++;
    places[to] = (x - left) / block;
    places[to + 1] = (y - top) / block;
  }
  return inside;
}

/** One of three channels side by side, in 0..1, to its plane. */
function within(colors: Float64Array, channel: number, out: Float32Array, to: number): void {
  for (let i = channel, at = to; i < colors.length; i += 3, at++) {
    const v = colors[i]!;
    if (v > 1) out[at] = 1;
    else if (v > 0) out[at] = v;
    else out[at] = 0;
  }
}

/** Means of block x block pixels from (left, top) on, in 0..1, wide enough for the kernel; edges replicated. In an array of tensor/spare.ts. */
function blockMeans({ width, height, data, bits }: Pixels, transform: Similarity, block: number): { means: Interleaved; left: number; top: number } {
  const box = footprint(transform, { width, height, margin: 5 * block });
  // A face wholly beside the photograph still has a nearest pixel.
  const left = Math.min(box.left, width - 1);
  const top = Math.min(box.top, height - 1);
  const w = Math.max(1, Math.ceil((box.right - left) / block));
  const h = Math.max(1, Math.ceil((box.bottom - top) / block));
  const means = take(4 * w * h);
  const factor = 1 / ((bits === 8 ? 255 : 65535) * block * block);
  const columns = Int32Array.from({ length: w * block }, (_, i) => 3 * Math.min(left + i, width - 1));
  if (block === 1) for (let row = 0; row < h; row++) scaled(data, 3 * ((top + row) * width + left), w, factor, means, 4 * row * w);
  else for (let row = 0, to = 0; row < h; row++) {
    for (let col = 0; col < w; col++, to += 4) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < block; j++) {
        const line = Math.min(top + row * block + j, height - 1) * width * 3;
        for (let i = col * block; i < (col + 1) * block; i++) {
          const at = line + columns[i]!;
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      means[to] = red * factor;
      means[to + 1] = green * factor;
      means[to + 2] = blue * factor;
    }
  }
  return { means: { width: w, height: h, data: means }, left, top };
}

/** `count` pixels as they are, each times `factor`. */
function scaled(data: Pixels["data"], from: number, count: number, factor: number, out: Float32Array, to: number): void {
  for (let i = 0, at = from, next = to; i < count; i++, at += 3, next += 4) {
    out[next] = data[at]! * factor;
    out[next + 1] = data[at + 1]! * factor;
    out[next + 2] = data[at + 2]! * factor;
  }
}
