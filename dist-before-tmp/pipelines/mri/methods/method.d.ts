import type { KspaceTruncation } from "../../../shared/degradation/kspace.js";
import type { Origin } from "../../../shared/diffusion/noise.js";
import type { Preset } from "../../../shared/runtime/presets.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import type { SliceNetworks } from "../network-windows.js";
/** Slices of one size, in model range. */
export interface SliceBatch {
    /** The measurement, [n, 1, h, w]: denoised where that was asked for. */
    readonly y: Tensor;
    /** Its zero-filling, [n, 1, s*h, s*w]. */
    readonly up: Tensor;
    /** Where each slice lies; noise is addressed by it. */
    readonly origins: readonly Origin[];
    readonly operator: KspaceTruncation;
    /** Another contrast on the result's grid and in its own volume's range, [n, 1, s*h, s*w], zeros where there is none. */
    readonly reference?: Tensor;
    /** For each slice, whether `reference` covers it. */
    readonly given?: readonly boolean[];
}
export interface MethodContext {
    readonly networks: SliceNetworks;
    /** What the network is told: the factor of the k-space truncation. */
    readonly scale: number;
    readonly preset: Preset;
    /** Whether samples are drawn from the posterior, or the best single image is wanted. */
    readonly stochastic: boolean;
}
/** A result for `seed`, of the dims of `up`. It need not agree with y: the caller projects. */
export type Method = (batch: SliceBatch, seed: number, signal?: AbortSignal) => Promise<Tensor>;
/** Places of the noise of slices [first, first + count). */
export declare function sliceOrigins(first: number, count: number): Origin[];
