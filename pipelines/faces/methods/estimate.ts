import type { Model } from "../../../shared/runtime/model.js";
import { mirrored } from "../../../shared/tensor/layout.js";
import { give, take } from "../../../shared/tensor/spare.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { expectedError, LEVELS } from "../severity.js";
import { FACE_RANGE } from "./truncated.js";

export interface Estimate {
  /** The expected face, [1, 3, 256, 256] in -1..1. */
  readonly guess: Tensor;
  /** Root mean square error that the network expects of what it makes; of a model that has no network for it: undefined. */
  readonly error: number | undefined;
  /** Share of the input that is kept. */
  readonly kept: number;
  readonly calls: number;
}

/**
 * Share of the input that an estimate keeps, by the error expected in 8-bit levels: linear between the two, the nearest one's beyond. A network
 * that has seen few faces draws a little of theirs into every other; where the input is good this costs more likeness than it restores.
 */
const KEPT = { mild: { levels: 11, share: 0.5 }, severe: { levels: 17, share: 0.15 } } as const;

export function keptShare(levels: number): number {
  const { mild, severe } = KEPT;
  return severe.share + mildness(levels) * (mild.share - severe.share);
}

/** From 1 where the error expected, in 8-bit levels, is small to 0 where it is large. */
export function mildness(levels: number): number {
  const { mild, severe } = KEPT;
  return Math.min(1, Math.max(0, (severe.levels - levels) / (severe.levels - mild.levels)));
}

/** A regression model's estimate of a face: the network "model", moved back towards the input as its network "error" says. All calls are asked for at once. */
export async function estimateFace(model: Model, face: Tensor, signal?: AbortSignal): Promise<Estimate> {
  if (model.card.networks.error === undefined) return { guess: await predict(model, face, signal), error: undefined, kept: 0, calls: VIEWS };
  const [image, error] = await allOf([predict(model, face, signal), expectedError(model, face, signal)]);
  const kept = keptShare(error * LEVELS);
  return { guess: keeping(face, image, kept, image.data), error, kept, calls: VIEWS + 1 };
}

/** `image` moved back towards the input by a share; in `array`, which may be its own, where it is given. */
export function keeping(face: Tensor, image: Tensor, share: number, array?: Float32Array): Tensor {
  const out = tensor(face.dims, array);
  const [{ data: x }, { data: y }, { data }] = [image, face, out];
  for (let i = 0; i < data.length; i++) data[i] = x[i]! + share * (y[i]! - x[i]!);
  return out;
}

/** Network calls of `predict`. */
export const VIEWS = 2;

/** A network "model" (up -> image) on one face: the mean of what it makes of the face and of its mirror image, clamped to -1..1. */
export function predict(model: Model, face: Tensor, signal?: AbortSignal): Promise<Tensor> {
  return predictBoth(model, [face, face], signal);
}

/** The same of two versions of one face, of which the second is shown mirrored. */
export async function predictBoth(model: Model, [first, second]: readonly [Tensor, Tensor], signal?: AbortSignal): Promise<Tensor> {
  const see = async (face: Tensor): Promise<Float32Array> => {
    const { image } = await model.run("model", { up: face }, { dims: { image: face.dims }, ...(signal && { signal }) });
    if (image === undefined) throw new Error(`network model of ${model.card.id}: expected an output image`);
    return image.data;
  };
  const mirror = mirrored(second, { rows: false, columns: true }, take(second.data.length));
  const [upright, turned] = await allOf([see(first), see(mirror)]);
  const mean = tensor(first.dims, meanInRange(upright, turned, first.dims[3]));
  give(mirror.data, upright, turned);
  return mean;
}

/** The mean, in float32 after each half, with rows of `mirror` backwards; within FACE_RANGE. */
export function meanInRange(data: Float32Array, mirror: Float32Array, width: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let from = 0; from < out.length; from += width) meanRow(data, mirror, from, from + width, FACE_RANGE.low, FACE_RANGE.high, out);
  return out;
}

function meanRow(data: Float32Array, mirror: Float32Array, from: number, end: number, low: number, high: number, out: Float32Array): void {
  for (let i = from, back = end - 1; i < end; i++, back--) {
    const v = Math.fround(Math.fround(0 + data[i]! / VIEWS) + mirror[back]! / VIEWS);
    if (v < low) out[i] = low;
    else if (v > high) out[i] = high;
    else out[i] = v;
  }
}

/** Promise.all that leaves nothing running behind a failure. */
export async function allOf<A, B>(both: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(both);
  return Promise.all(both);
}
