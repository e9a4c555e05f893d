import { draws, noiseField, placedNoise, type Origin } from "../diffusion/noise.js";
import type { Denoiser, Plan } from "../diffusion/plan.js";
import { sample, type Hook } from "../diffusion/sample.js";
import { startState, vpMarginal } from "../diffusion/start.js";
import { take } from "../tensor/spare.js";
import { size, tensor, type Tensor } from "../tensor/tensor.js";
import type { Card } from "./card.js";
import type { RuntimeArray } from "./session-worker.js";
import { residualScale, scheduleIn } from "./presets.js";

export interface ResidualOptions {
  readonly card: Card;
  readonly plan: Plan;
  /** What the start's noise is multiplied by; default 1. */
  readonly startDeviation?: number;
  /** One result for each. */
  readonly seeds: readonly number[];
  /** What the residual is added to. */
  readonly base: Tensor;
  /** Where each item of the batch lies: its noise is addressed by it. */
  readonly origins: readonly Origin[];
  readonly onClean?: Hook;
  /** The denoiser answers in arrays of tensor/spare.ts, and so do the results come. */
  readonly spare?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Draws `base` + residual for each seed (SRDiff, Li et al. 2022): the residual, times its scale, is diffused from the noise
 * of the plan's first level around nothing.
 */
export async function drawResiduals(denoise: Denoiser, { card, plan, startDeviation = 1, seeds, base, origins, onClean, spare = false, signal }: ResidualOptions): Promise<Tensor[]> {
  const marginal = vpMarginal(scheduleIn(card), plan[0]!.t);
  const level = { ...marginal, fresh: startDeviation * marginal.fresh };
  const results: Tensor[] = [];
  for (const seed of seeds) {
    const noise = placedNoise(seed);
    const pure = await noiseField(noise, base.dims, draws.start, origins, spare ? take(size(base.dims)) : undefined);
    const start = Math.fround(level.fresh) === 1 ? pure : startState(level, { noise: pure }, spare ? pure.data : undefined);
    const residual = await sample(denoise, { plan, start, noise, origin: origins, spare, ...(onClean && { onClean }), ...(signal && { signal }) });
    results.push(added(base, 1 / residualScale(card), residual.data, spare ? residual.data : tensor(base.dims).data));
  }
  return results;
}

/** [n, 1] filled with one number: how networks are told the scale. */
export function column(n: number, value: number): RuntimeArray {
  return { data: new Float32Array(n).fill(value), dims: [n, 1] };
}

/** base + gain * residual. */
export function plus(base: Tensor, gain: number, residual: { readonly data: Float32Array }): Tensor {
  return added(base, gain, residual.data, tensor(base.dims).data);
}

/** base + residual in the array of the residual, which the caller gives away: a network's own answer. */
export function plusInPlace(base: Tensor, residual: { readonly data: Float32Array }): Tensor {
  return added(base, 1, residual.data, residual.data);
}

function added({ data: x, dims }: Tensor, gain: number, r: Float32Array, out: Float32Array): Tensor {
  if (r.length !== x.length) throw new Error(`residual: expected ${x.length} samples, got ${r.length}`);
  for (let i = 0; i < out.length; i++) out[i] = x[i]! + gain * r[i]!;
  return tensor(dims, out);
}
