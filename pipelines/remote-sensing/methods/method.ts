import type { Kernel } from "../../../shared/degradation/kernel.js";
import type { Origin } from "../../../shared/diffusion/noise.js";
import type { Plan } from "../../../shared/diffusion/plan.js";
import type { Model } from "../../../shared/runtime/model.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";

/** What a method works on: bands in model range, enlarged bicubically, with its halo. */
export interface MethodTile {
  /** [groups, 3, h, w] (bicubic: [1, bands, h, w]); h and w fit the model's size rules. */
  readonly up: Tensor;
  /** Place of the first sample in the whole output: noise is addressed by it. */
  readonly origin: Origin;
  /** Index of the first group among the scene's. */
  readonly group: number;
}

export interface MethodContext {
  readonly model: Model;
  readonly scale: number;
  readonly plan: Plan;
  /** What the noise that the plan starts from is multiplied by; default 1. */
  readonly startDeviation?: number;
  /** One for each sample that is asked for. */
  readonly seeds: readonly number[];
  /** The blur that the scene is believed to have suffered: 25 x 25 output pixels. */
  readonly kernel?: Kernel;
}

/** One result for each seed, each of the dims of `up`: `up` itself, or an array of tensor/spare.ts that the caller gives back. */
export type Method = (tile: MethodTile, signal?: AbortSignal) => Promise<readonly Tensor[]>;
