import type { Kernel } from "../../../shared/degradation/kernel.js";
import type { Origin } from "../../../shared/diffusion/noise.js";
import type { Plan } from "../../../shared/diffusion/plan.js";
import type { Model, RuntimeArray } from "../../../shared/runtime/model.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";

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
  /** One for each sample that is asked for. */
  readonly seeds: readonly number[];
  /** The blur that the scene is believed to have suffered: 25 x 25 output pixels. */
  readonly kernel?: Kernel;
}

/** One result for each seed, each of the dims of `up`. */
export type Method = (tile: MethodTile, signal?: AbortSignal) => Promise<readonly Tensor[]>;

/** [n, 1] filled with one number: how networks are told the scale. */
export function column(n: number, value: number): RuntimeArray {
  return { data: new Float32Array(n).fill(value), dims: [n, 1] };
}

/** base + gain * residual. */
export function plus(base: Tensor, gain: number, residual: { readonly data: Float32Array }): Tensor {
  const out = tensor(base.dims);
  const { data } = out;
  const x = base.data;
  const r = residual.data;
  if (r.length !== data.length) throw new Error(`residual: expected ${data.length} samples, got ${r.length}`);
  for (let i = 0; i < data.length; i++) data[i] = x[i]! + gain * r[i]!;
  return out;
}
