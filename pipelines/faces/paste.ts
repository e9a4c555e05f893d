import { subtract } from "../../shared/tensor/loops.js";
import { give, take, takeBytes } from "../../shared/tensor/spare.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import { cubicSampler, interleaved, type Interleaved } from "./align-sample.js";
import { footprint, scaleOf } from "./align.js";
import type { AlignedFace, Similarity } from "./face.js";
import { blend, type Covered, type Layer } from "./paste-blend.js";
import { matchColors } from "./paste-colour.js";
import type { Photo } from "./photo.js";

export interface RestoredFace {
  readonly face: AlignedFace;
  /** [1, 3, 256, 256], 0..1. */
  readonly image: Tensor;
  /** Deviation of the samples, [1, 1 or 3, 256, 256], in units of `image`. */
  readonly spread?: Tensor;
}

/** "replaced": the restored face stands in the photograph. "changed": what restoration changed was added to the photograph's own pixels. */
export type PasteAction = "replaced" | "changed";

/** Native side from which the photograph may hold detail that 256 pixels cannot: one and a half times as many. */
export const CHANGED_FROM = 384;

export function pasteAction({ nativeSide }: Pick<AlignedFace, "nativeSide">): PasteAction {
  return nativeSide < CHANGED_FROM ? "replaced" : "changed";
}

export interface PasteOptions {
  /** How many times `photo` is larger than the photograph in which the faces were found. Default 1. */
  readonly upscale?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A copy of the photograph with the restored faces in it, colours matched to their surroundings, edges feathered. Pixels
 * beyond the faces' masks keep their bytes; precision (8 or 16 bits), alpha and metadata are the photograph's. A gray
 * photograph stays gray. Where faces overlap each pixel is mostly that of the nearer face. Its pixels may be given back (tensor/spare.ts).
 */
export async function pasteFaces(photo: Photo, restored: readonly RestoredFace[], { upscale = 1, signal }: PasteOptions = {}): Promise<Photo> {
  const data = copyOf(photo);
  const top = photo.bits === 8 ? 255 : 65535;
  const layers = restored.map((each) => faceLayer(each, upscale, photo));
  const own = photo.data;
  const { gray } = photo.source;
  const added = layers.map(({ action }) => action === "changed");
  await blend(layers, photo, { signal }, ({ count, pixels, layers: which, weights, values }) => {
    if (gray) for (let at = 0; at < 3 * count; at += 3) toGray(values, at);
    paint(own, data, top, { count, pixels, layers: which, weights, values }, added);
  });
  give(...layers.map(({ picture }) => picture.data));
  return { ...photo, data };
}

/** In an array of tensor/spare.ts. */
function copyOf({ data, bits }: Pick<Photo, "data" | "bits">): Photo["data"] {
  const { buffer } = takeBytes(data.byteLength);
  const copy = bits === 8 ? new Uint8Array(buffer) : new Uint16Array(buffer);
  copy.set(data);
  return copy;
}

/** Weighted changes: a face to be replaced changes the pixel into its own; of those in `added` the values are changes already. */
function paint(own: Photo["data"], data: Photo["data"], top: number, { count, pixels, layers, weights, values }: Covered, added: readonly boolean[]): void {
  for (let n = 0, end = 0; n < count; n = end) {
    const pixel = pixels[n]!;
    for (end = n + 1; end < count && pixels[end] === pixel; ) end++;
    for (let c = 0, at = 3 * pixel; c < 3; c++, at++) {
      const before = own[at]!;
      let change = 0;
      for (let k = n; k < end; k++) {
        const value = values[3 * k + c]! * top;
        change += weights[k]! * (added[layers[k]!]! ? value : value - before);
      }
      const value = Math.round(before + change);
      if (value < 0) data[at] = 0;
      else if (value > top) data[at] = top;
      else data[at] = value;
    }
  }
}

/** [1, 1, height, width] on the photograph's grid: the faces' `spread` (mean over channels) where their pixels went, 0 elsewhere. */
export async function pasteMap(photo: Pick<Photo, "width" | "height">, restored: readonly RestoredFace[], { upscale = 1, signal }: PasteOptions = {}): Promise<Tensor> {
  const map = tensor([1, 1, photo.height, photo.width]);
  const layers = restored.map(({ face, spread }): FaceLayer => layerOf(face.transform, upscale, photo, spread === undefined ? tensor([1, 1, 1, 1]) : channelMean(spread), "replaced"));
  await blend(layers, photo, { signal }, ({ count, pixels, weights, values }) => {
    for (let n = 0, end = 0; n < count; n = end) {
      let sum = 0;
      for (end = n; end < count && pixels[end] === pixels[n]; end++) sum += weights[end]! * Math.max(0, values[3 * end]!);
      map.data[pixels[n]!] = sum;
    }
  });
  give(...layers.map(({ picture }) => picture.data));
  return map;
}

interface FaceLayer extends Layer {
  readonly picture: Interleaved;
  readonly action: PasteAction;
}

function faceLayer({ face, image }: RestoredFace, upscale: number, photo: Pick<Photo, "width" | "height">): FaceLayer {
  const action = pasteAction(face);
  const matched = matchColors(image, face.image, take(image.data.length));
  const layer = layerOf(face.transform, upscale, photo, action === "changed" ? subtract(matched, face.image) : matched, action);
  give(matched.data);
  return layer;
}

function layerOf({ a, b, x0, y0 }: Similarity, upscale: number, size: Pick<Photo, "width" | "height">, image: Tensor, action: PasteAction): FaceLayer {
  const transform = { a: a * upscale, b: b * upscale, x0: x0 * upscale, y0: y0 * upscale };
  const picture = interleaved(image);
  return { transform, square: transform.a * transform.a + transform.b * transform.b, action, picture, sample: cubicSampler(picture, Math.max(1, 1 / scaleOf(transform))), box: footprint(transform, size) };
}

function toGray(values: Float64Array, at: number): void {
  values.fill(0.299 * values[at]! + 0.587 * values[at + 1]! + 0.114 * values[at + 2]!, at, at + 3);
}

function channelMean({ data, dims: [, channels, height, width] }: Tensor): Tensor {
  const plane = height * width;
  const mean = tensor([1, 1, height, width]);
  for (let i = 0; i < plane; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += data[c * plane + i]!;
    mean.data[i] = sum / channels;
  }
  return mean;
}
