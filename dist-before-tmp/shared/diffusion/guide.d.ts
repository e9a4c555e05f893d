import type { LinearOperator } from "../degradation/operator.js";
import { type Tensor } from "../tensor/tensor.js";
import { type NoiseSource, type Origin } from "./noise.js";
import type { Denoiser, Plan } from "./plan.js";
import type { Hook } from "./sample.js";
import { type Marginal } from "./start.js";
/**
 * onClean of DDNM (Wang et al. 2023, eq. 13): x0 + A^+ (y - A x0), so that A x0 = y and only the null space of A is generated.
 * `lambda` > 0 trusts a noisy y less. For a network that predicts a residual r of x = base + r/k, give y = k (y - A base).
 */
export declare function rangeNull(operator: LinearOperator, y: Tensor, lambda?: number): Hook;
export interface SwapOptions {
    /** What the input says of the image, at the size of the state: the degraded image up-sampled. */
    readonly reference: Tensor;
    readonly plan: Plan;
    /** The chain's marginal at a row's level, e.g. (t) => vpMarginal(schedule, t). */
    readonly marginal: (t: number) => Marginal;
    readonly noise: NoiseSource;
    readonly origin?: Origin | readonly Origin[];
    /** Share of the reference in the swapped part, 0..1. */
    readonly weight?: number;
}
/**
 * onState of CCDF: z + weight P (q(reference) - z), the part that P keeps taken from the reference diffused to the state's own level.
 * `project` is linear. The last row's state is clean and stays as it is.
 */
export declare function rangeSwap(project: (x: Tensor) => Tensor, { reference, plan, marginal, noise, origin, weight }: SwapOptions): Hook;
/** onState of ILVR (Choi et al. 2021, eq. 8) and DR2: the low frequencies, bicubic antialiased down and up by `factor`, are swapped. */
export declare function lowPassSwap(factor: number, options: SwapOptions): Hook;
/** Bicubic (antialiased) down by `factor` and up again. Height and width must be multiples of it. */
export declare function lowPass(x: Tensor, factor: number): Tensor;
/** Classifier-free guidance on clean estimates: u + weight (c - u); weight 1 is the conditional network alone (Ho & Salimans 2022). */
export declare function classifierFree(denoise: Denoiser, unconditional: Denoiser, weight: number): Denoiser;
/**
 * onClean that gives each channel the mean and deviation of `reference` (any size): against the colour shift of starts from pure
 * noise. Statistics are those of the tensors given, so a tile of a larger image would take its own: use it on whole images.
 */
export declare function matchColor(reference: Tensor): Hook;
/** onClean that keeps the estimate in the model's range. */
export declare function clampTo({ low, high }: {
    readonly low: number;
    readonly high: number;
}): Hook;
/** One hook that applies several, first to last. */
export declare function chain(...hooks: readonly Hook[]): Hook;
