import { type Origin } from "../../../shared/diffusion/noise.js";
import type { Denoiser } from "../../../shared/diffusion/plan.js";
import type { Schedule } from "../../../shared/diffusion/schedule.js";
import type { Card } from "../../../shared/runtime/card.js";
import type { Preset } from "../../../shared/runtime/presets.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
/** Highest index of the chain that the face networks were trained at. */
export declare const HIGHEST = 649;
export declare const FACE_RANGE: {
    readonly low: -1;
    readonly high: 1;
};
export interface CardPreset {
    readonly from: number;
    /** Network calls from there; other starts take more or fewer in proportion. */
    readonly steps: number;
    /** Share of fresh noise. */
    readonly eta: number;
}
/** Throws bad-model where the card has no such preset. */
export declare function cardPreset({ id, diffusion }: Card, preset: Preset): CardPreset;
/**
 * The smallest index N at which a guess with root mean square error `error` is drowned: kappa_N error^2 / 2 <= target, the divergence
 * between the noised guess and the noised truth per sample (DifFace, Yue & Loy 2022), kappa = A/(1-A). At least `least`, at most `most`.
 */
export declare function startFor({ abar }: Schedule, { error, target, least, most }: {
    readonly error: number;
    readonly target: number;
    readonly least: number;
    readonly most: number;
}): number;
/** Refuses a knob outside what the networks know. */
export declare function requireStart(start: number | undefined): void;
export declare function requireEta(eta: number | undefined): void;
export interface TruncatedOptions {
    readonly schedule: Schedule;
    /** What is noised, in -1..1. */
    readonly guess: Tensor;
    readonly start: number;
    readonly eta: number;
    readonly steps: number;
    readonly seed: number;
    /** Samplings of one method one after another have noise of their own. */
    readonly stage?: number;
    readonly signal?: AbortSignal | undefined;
}
/**
 * Truncated sampling: the guess diffused to index `start`, then DDIM down to a clean estimate in -1..1. The first call is made at the
 * very index that was noised (the published code of DifFace starts one too low).
 */
export declare function sampleFrom(denoise: Denoiser, { schedule, guess, start, eta, steps, seed, stage, signal }: TruncatedOptions): Promise<{
    image: Tensor;
    calls: number;
}>;
/** Network calls from `start`: as dense as the preset's own, at most `most`. */
export declare function stepsFrom({ from, steps }: CardPreset, start: number, most: number): number;
/** More rows than a face has lie between two stages. */
export declare function stageOrigin(stage: number): Origin;
