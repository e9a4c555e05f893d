import { setImmediate as yieldToEvents } from "node:timers/promises";
import { RestorationError } from "../errors.js";
import { give, take } from "../tensor/spare.js";
import { size, type Tensor } from "../tensor/tensor.js";
import { advance } from "./advance.js";
import { draws, noiseField, type NoiseSource, type Origin } from "./noise.js";
import type { Denoiser, Plan, Step } from "./plan.js";

/** Corrects the clean estimate of a row, or the state that the row made. May return the tensor it was given, must not write to it. */
export type Hook = (value: Tensor, step: Step, index: number) => Tensor | Promise<Tensor>;

export interface SampleOptions {
  readonly plan: Plan;
  /** The state at the first row's level. */
  readonly start: Tensor;
  /** y of the plan's anchor column. */
  readonly anchor?: Tensor;
  /** Needed where a row has fresh noise; row i takes draw `draws.row(i)`. */
  readonly noise?: NoiseSource;
  /** Place of `start` in the whole image; one for each item of a batch. Default (0, 0), for a single item. */
  readonly origin?: Origin | readonly Origin[];
  /** `start` and the denoiser's answers are arrays of tensor/spare.ts: they are given back as they are spent, all but the last state. Only without hooks. */
  readonly spare?: boolean;
  readonly onClean?: Hook;
  /** Called after every row, the last included. */
  readonly onState?: Hook;
  /** Rows done, of all. */
  readonly onStep?: (done: number, of: number) => void;
  /** Looked at before each network call; a call in progress is awaited. */
  readonly signal?: AbortSignal;
}

/**
 * The one loop: runs `plan` from `start` with one network call a row and returns the last state.
 * Throws RestorationError "aborted" between calls; a plain Error where the plan needs an anchor or noise that is not given.
 */
export async function sample(denoise: Denoiser, options: SampleOptions): Promise<Tensor> {
  const { plan, start, anchor, noise, origin = { row: 0, col: 0 }, onClean, onState, onStep, signal } = options;
  const { spare = false } = options;
  if (spare && (onClean !== undefined || onState !== undefined)) throw new Error("sample: hooks may keep what they see; leave out `spare`");
  if (anchor === undefined && plan.some((step) => step.anchor !== 0)) throw new Error("sample: the plan has an anchor column; give `anchor`");
  if (noise === undefined && plan.some((step) => step.fresh !== 0)) throw new Error("sample: the plan has fresh noise; give `noise`");
  if (anchor !== undefined) requireDims("anchor", anchor, start);

  let z = start;
  let before: Tensor | undefined;
  for (const [index, step] of plan.entries()) {
    throwIfAborted(signal);
    // The network runs on its own thread: this row's noise is made meanwhile.
    const [estimate, fresh] = await Promise.all([
      denoise(z, step.t, signal),
      step.fresh === 0 || noise === undefined ? undefined : noiseField(noise, z.dims, draws.row(index), origin, spare ? take(size(z.dims)) : undefined),
    ]);
    requireDims("clean estimate", estimate, start);
    const x0 = onClean === undefined ? estimate : await onClean(estimate, step, index);
    if (before === undefined && step.previous !== 0) throw new Error("sample: the first row of a plan cannot use an estimate before it; see truncate()");
    const next = await advance(step, { z, x0, before, anchor, noise: fresh }, spare ? z.data : undefined);
    if (spare) for (const spent of [fresh, before, z]) if (spent !== undefined && spent.data !== next.data) give(spent.data);
    z = onState === undefined ? next : await onState(next, step, index);
    before = x0;
    onStep?.(index + 1, plan.length);
    await yieldToEvents();
  }
  if (spare && before !== undefined && before.data !== z.data) give(before.data);
  return z;
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new RestorationError("aborted", "aborted on request", { cause: signal.reason });
}

function requireDims(what: string, x: Tensor, start: Tensor): void {
  if (x.dims.join() !== start.dims.join()) throw new Error(`sample: expected ${what} of ${start.dims.join("x")}, got ${x.dims.join("x")}`);
}
