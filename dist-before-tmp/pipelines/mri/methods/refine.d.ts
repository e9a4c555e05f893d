import { type Tensor } from "../../../shared/tensor/tensor.js";
import type { Conditions } from "../network-windows.js";
import type { MethodContext, SliceBatch } from "./method.js";
/**
 * Predict and refine: the network "first" gives the expected image, a residual diffusion conditioned on it draws what it leaves
 * (SRDiff, Li et al. 2022, on a learned first image). `extra` are further conditions of the denoiser.
 */
export declare function predictAndRefine({ networks, scale, preset }: MethodContext, { up, origins }: SliceBatch, { seed, extra, signal }: {
    readonly seed: number;
    readonly extra?: Conditions;
    readonly signal: AbortSignal | undefined;
}): Promise<Tensor>;
