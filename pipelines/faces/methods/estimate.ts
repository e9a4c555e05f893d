import type { Model } from "../../../shared/runtime/model.js";
import { mirrored } from "../../../shared/tensor/layout.js";
import { clamp } from "../../../shared/tensor/loops.js";
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
  const way = Math.min(1, Math.max(0, (levels - mild.levels) / (severe.levels - mild.levels)));
  return mild.share + way * (severe.share - mild.share);
}

/** A regression model's estimate of a face: the network "model", moved back towards the input as its network "error" says. */
export async function estimateFace(model: Model, face: Tensor, signal?: AbortSignal): Promise<Estimate> {
  const image = await predict(model, face, signal);
  if (model.card.networks.error === undefined) return { guess: image, error: undefined, kept: 0, calls: VIEWS };
  const error = await expectedError(model, face, signal);
  const kept = keptShare(error * LEVELS);
  return { guess: keeping(face, image, kept), error, kept, calls: VIEWS + 1 };
}

/** `image` moved back towards the input by a share. */
export function keeping(face: Tensor, image: Tensor, share: number): Tensor {
  return tensor(face.dims, image.data.map((v, i) => v + share * (face.data[i]! - v)));
}

/** Network calls of `predict`. */
export const VIEWS = 2;

/** A network "model" (up -> image) on one face: the mean of what it makes of the face and of its mirror image, clamped to -1..1. */
export function predict(model: Model, face: Tensor, signal?: AbortSignal): Promise<Tensor> {
  return predictBoth(model, [face, face], signal);
}

/** The same of two versions of one face, of which the second is shown mirrored. */
export async function predictBoth(model: Model, versions: readonly [Tensor, Tensor], signal?: AbortSignal): Promise<Tensor> {
  const mean = tensor(versions[0].dims);
  for (const [k, face] of versions.entries()) {
    const view = { rows: false, columns: k === 1 };
    const { image } = await model.run("model", { up: mirrored(face, view) }, signal && { signal });
    if (image === undefined) throw new Error(`network model of ${model.card.id}: expected an output image`);
    mirrored(tensor(face.dims, image.data), view).data.forEach((v, i) => (mean.data[i]! += v / VIEWS));
  }
  return clamp(mean, FACE_RANGE.low, FACE_RANGE.high);
}
