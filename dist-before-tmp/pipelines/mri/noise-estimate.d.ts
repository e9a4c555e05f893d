import type { Volume } from "./volume.js";
export interface NoiseEstimate {
    /** Deviation of the noise in each channel, in the volume's own units; on the native grid where there is one. */
    readonly sigma: number;
    readonly verdict: "reliable" | "correlated" | "below-floor" | "no-body";
    /** One sentence for the report. */
    readonly reason: string;
    /** "rician": no negative values. */
    readonly distribution: "gaussian" | "rician";
    /** Whether the air around the body shows the bias of Rician noise: "masked" and other backgrounds do not. */
    readonly rayleighBackground: boolean;
    /** Rows and columns of k-space in which the noise is white, where that is not all: zero-filled or interpolated images. */
    readonly native?: readonly [rows: number, columns: number];
}
/** What a given level needs to be known of the image. */
export declare function noiseKind(volume: Volume, sigma: number): Promise<Pick<NoiseEstimate, "distribution" | "rayleighBackground">>;
export interface NoiseOptions {
    /** Levels below this share of `high` are not worth removing: the lowest that the denoiser knows. */
    readonly floor: number;
    /** The value that becomes 1 in model range. */
    readonly high: number;
    readonly signal?: AbortSignal;
}
/**
 * Noise level of a volume by the eigenvalues of its patches (methods.md 2.1.1), with the estimator's known failures looked after: only
 * patches of the body are used, a magnitude's smaller variance in dark tissue is undone, and noise that is not white is noticed and, if
 * a central part of k-space has white noise, measured there. Other events are let in between slices.
 */
export declare function estimateNoise(volume: Volume, { floor, high, signal }: NoiseOptions): Promise<NoiseEstimate>;
