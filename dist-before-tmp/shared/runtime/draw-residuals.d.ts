import { type Origin } from "../diffusion/noise.js";
import type { Denoiser, Plan } from "../diffusion/plan.js";
import { type Hook } from "../diffusion/sample.js";
import { type Tensor } from "../tensor/tensor.js";
import type { Card } from "./card.js";
import type { RuntimeArray } from "./session-worker.js";
export interface ResidualOptions {
    readonly card: Card;
    readonly plan: Plan;
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
export declare function drawResiduals(denoise: Denoiser, { card, plan, seeds, base, origins, onClean, spare, signal }: ResidualOptions): Promise<Tensor[]>;
/** [n, 1] filled with one number: how networks are told the scale. */
export declare function column(n: number, value: number): RuntimeArray;
/** base + gain * residual. */
export declare function plus(base: Tensor, gain: number, residual: {
    readonly data: Float32Array;
}): Tensor;
/** base + residual in the array of the residual, which the caller gives away: a network's own answer. */
export declare function plusInPlace(base: Tensor, residual: {
    readonly data: Float32Array;
}): Tensor;
