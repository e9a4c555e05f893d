import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { storedRange } from "./finish.js";
import { widened } from "./nifti-scaling.js";
import { reaches, roundSlice, type Settling } from "./settle.js";
import type { Storage } from "./study.js";
import { withinRange } from "./within-range.js";

/** Root mean square of A x - y over that of y at which a result agrees: 1e-3 is promised. */
const AGREED = 9e-4;
/** Steps below the smallest value that error feedback uses. */
const MARGIN = 4;

export interface VolumeSettling extends Omit<Settling, "storage" | "signed"> {
  /** Of a NIfTI file of integers: one slope and intercept for all slices. */
  readonly storage: Storage;
  /** From A of all slices, in-plane. */
  readonly consistencyOf: (seen: Float32Array) => Promise<number>;
  readonly signal?: AbortSignal;
}

export interface SettledVolume {
  readonly storage: Storage;
  readonly consistency: number;
  /** Whether values that the type cannot hold had to be cut off. */
  readonly cut: boolean;
}

/**
 * A whole result in place, to values that its NIfTI file can store as they are: under the source's scaling where the result agrees with the measurement
 * so, else under one that holds values below zero as well (`widened`). Slices that have such values are to have the measured band as they are; the
 * others gain too, since error feedback in air at zero has to round down as often as up. Where the type is too small without a larger step: that, or
 * the source's scaling and what it can hold (`withinRange`), whichever agrees better. `seen` becomes A of the slices in-plane.
 */
export async function settleVolume(data: Float32Array, seen: Float32Array, settling: VolumeSettling): Promise<SettledVolume> {
  const { storage } = settling;
  const step = Math.abs(storage.slope[0] ?? 1);
  const [least, most] = await extent(data, settling);
  const [low, top] = storedRange(storage, 0);
  const inside = least >= low - step / 2 && most <= top + step / 2;
  const trial = async (form: Storage): Promise<number> => pass(data, seen, form, { ...settling, inPlace: false });
  const settled = async (form: Storage): Promise<SettledVolume> => ({ storage: form, consistency: await pass(data, seen, form, { ...settling, inPlace: true }), cut: form === storage && !inside });

  const plain = inside ? await trial(storage) : Infinity;
  if (plain <= AGREED) return settled(storage);
  const wide = widened(storage, [least - MARGIN * step, most]);
  if (Math.abs(wide.slope[0]!) === step) return settled(wide);
  return settled((await trial(wide)) < (inside ? plain : await trial(storage)) ? wide : storage);
}

/** Rounds slice by slice, in place or to see what comes of it. Gives the agreement. */
async function pass(data: Float32Array, seen: Float32Array, storage: Storage, settling: VolumeSettling & { readonly inPlace: boolean }): Promise<number> {
  const { geometry: { slices, rows, columns }, operator, factor, high, consistencyOf, inPlace, signal } = settling;
  const size = rows * columns;
  const range = storedRange(storage, 0);
  const inModelRange = range.map((v) => v / high) as [number, number];
  for (let k = 0; k < slices; k++) {
    throwIfAborted(signal);
    const slice = data.subarray(k * size, (k + 1) * size);
    const image = inPlace ? slice : slice.slice();
    if (reaches(image, range, Math.abs(storage.slope[0] ?? 1) / 2)) {
      const x = tensor([1, 1, rows, columns], image.map((v) => v / high));
      const kept = await withinRange(x, await operator.applyInParts(x), operator, () => inModelRange);
      kept.data.forEach((v, i) => (image[i] = v * high));
    }
    roundSlice(image, Math.floor(k / factor), storage, settling);
    const x = tensor([1, 1, rows, columns], image);
    seen.set(operator.scale === 1 ? image : (await operator.applyInParts(x)).data, (k * seen.length) / slices);
    await yieldToEvents();
  }
  return consistencyOf(seen);
}

async function extent(data: Float32Array, { geometry: { slices } }: Pick<Settling, "geometry">): Promise<readonly [least: number, most: number]> {
  let [least, most] = [Infinity, -Infinity];
  for (let k = 0, size = data.length / slices; k < slices; k++) {
    for (let i = k * size; i < (k + 1) * size; i++) {
      const v = data[i]!;
      if (v < least) least = v;
      if (v > most) most = v;
    }
    await yieldToEvents();
  }
  return [least, most];
}
