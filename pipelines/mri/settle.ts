import { setImmediate as yieldToEvents } from "node:timers/promises";
import type { KspaceTruncation } from "../../shared/degradation/kspace.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { storedRange } from "./finish.js";
import { roundOutsideBand } from "./shaped-rounding.js";
import type { Storage } from "./study.js";
import type { Geometry } from "./volume.js";

/** Images whose brightest values are more steps than this are rounded plainly: that is below 4e-4 of their band. */
const FINE = 1000;
/** Samples looked at between two yields. */
const PART = 1 << 21;

export interface Settling {
  /** Of the result. */
  readonly geometry: Geometry;
  readonly operator: KspaceTruncation;
  /** Result slices of one source slice. */
  readonly factor: number;
  /** What is 1 in model range. */
  readonly high: number;
  readonly storage?: Storage;
  /** In place of `storage` for slices that it does not hold. */
  readonly signed?: Storage;
}

export interface Settled {
  /** A of the slices: [count, 1, rows, columns] of the measurement's grid. */
  readonly seen: Float32Array;
  /** Whether `signed` is needed. */
  readonly signed: boolean;
}

/**
 * Result slices [first, first + count) of `data`, in place, to values that can be stored as they are. Rounding error goes where nothing was
 * measured, if it would matter.
 */
export async function settle(data: Float32Array, first: number, count: number, settling: Settling): Promise<Settled> {
  const { geometry: { rows, columns }, operator, factor, storage, signed } = settling;
  const size = rows * columns;
  let needed = false;
  for (let k = first; k < first + count && storage && !storage.type.startsWith("float"); k++) {
    const source = Math.floor(k / factor);
    const slice = data.subarray(k * size, (k + 1) * size);
    const beyond = signed !== undefined && reaches(slice, storedRange(storage, source), Math.abs(storage.slope[source] ?? 1) / 2);
    if (beyond) needed = true;
    roundSlice(slice, source, beyond ? signed : storage, settling);
    await yieldToEvents();
  }
  const x = tensor([count, 1, rows, columns], data.subarray(first * size, (first + count) * size));
  return { seen: operator.scale === 1 ? x.data : (await operator.applyInParts(x)).data, signed: needed };
}

/** A result slice in place, to what `storage` holds; `source` is the slice that it was made from. */
export function roundSlice(slice: Float32Array, source: number, storage: Storage, { geometry: { rows, columns }, operator, high }: Pick<Settling, "geometry" | "operator" | "high">): void {
  const slope = storage.slope[source] ?? 1;
  const [low, top] = storedRange(storage, source);
  roundOutsideBand(slice, { rows, columns, scale: high / Math.abs(slope) > FINE ? 1 : operator.scale }, { slope, intercept: storage.intercept[source] ?? 0, low, high: top });
}

/** Whether a value is so far outside of a range. */
export function reaches(values: Float32Array, [low, high]: readonly [number, number], beyond: number): boolean {
  for (const v of values) if (v < low - beyond || v > high + beyond) return true;
  return false;
}

/** Root mean square of the difference over that of y; 0 for y = 0. */
export async function relativeError(again: Float32Array, y: Float32Array): Promise<number> {
  let error = 0;
  let signal = 0;
  for (let from = 0; from < y.length; from += PART) {
    for (let i = from; i < Math.min(y.length, from + PART); i++) {
      error += (again[i]! - y[i]!) ** 2;
      signal += y[i]! ** 2;
    }
    await yieldToEvents();
  }
  return signal > 0 ? Math.sqrt(error / signal) : 0;
}
