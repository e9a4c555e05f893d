import { type Origin } from "../../shared/diffusion/noise.js";
import { type Preset } from "../../shared/runtime/presets.js";
import { type Tensor } from "../../shared/tensor/tensor.js";
import type { SliceNetworks } from "./network-windows.js";
export interface DenoiseOptions {
    readonly networks: SliceNetworks;
    readonly preset: Preset;
    /** Deviation of the noise in model range. */
    readonly sigma: number;
    /** Extent: N' = alpha t' N of R2D2+, so that the chain starts at minimum (sigma/minimum)^alpha. 1 is what the estimate says. */
    readonly alpha: number;
    /** Part of k-space that the noise fills evenly; all of it where absent. */
    readonly native?: readonly [rows: number, columns: number];
    /** Whether the mean of the noise in air is to be taken away. */
    readonly removeBias: boolean;
    /** Whether the measurement has no values below zero, so that the result must not have any. */
    readonly magnitude: boolean;
    /** Draw from the posterior, instead of following the probability flow. */
    readonly stochastic: boolean;
}
/** y [n, 1, h, w] in model range to the same, denoised. */
export type Denoise = (y: Tensor, options: {
    readonly origins: readonly Origin[];
    readonly seed: number;
    readonly signal?: AbortSignal;
}) => Promise<Tensor>;
/**
 * R2D2+ denoising (Chung, Lee & Ye 2023): reverse diffusion truncated at the noise level, from the noisy image itself, with the
 * low-frequency regulariser x <- lambda L y + (I - lambda L) x, L an ideal low-pass: an orthogonal projector, so that nothing else
 * shrinks. By default the probability flow, which is deterministic and keeps the spectrum; samples are drawn on request.
 */
export declare function denoiser({ networks, preset, sigma, alpha, native, removeBias, magnitude, stochastic }: DenoiseOptions): Denoise;
