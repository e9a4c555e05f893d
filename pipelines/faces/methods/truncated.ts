import { draws, noiseField, placedNoise, type Origin } from "../../../shared/diffusion/noise.js";
import type { Denoiser } from "../../../shared/diffusion/plan.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { clampTo } from "../../../shared/diffusion/guide.js";
import { sample } from "../../../shared/diffusion/sample.js";
import type { Schedule } from "../../../shared/diffusion/schedule.js";
import { startState, vpMarginal } from "../../../shared/diffusion/start.js";
import { expected } from "../../../shared/errors.js";
import type { Card } from "../../../shared/runtime/card.js";
import type { Preset } from "../../../shared/runtime/presets.js";
import { take } from "../../../shared/tensor/spare.js";
import { size, type Dims, type Tensor } from "../../../shared/tensor/tensor.js";

/** Highest index of the chain that the face networks were trained at. */
export const HIGHEST = 649;
export const FACE_RANGE = { low: -1, high: 1 } as const;

export interface CardPreset {
  readonly from: number;
  /** Network calls from there; other starts take more or fewer in proportion. */
  readonly steps: number;
  /** Share of fresh noise. */
  readonly eta: number;
}

/** Throws bad-model where the card has no such preset. */
export function cardPreset({ id, diffusion }: Card, preset: Preset): CardPreset {
  const found = diffusion?.presets[preset];
  if (found === undefined) throw expected("bad-model", { subject: id, want: `a preset "${preset}" in its card`, got: Object.keys(diffusion?.presets ?? {}).join(", ") || "none", advice: "choose one of these with --preset" });
  return { steps: found.steps, eta: found.eta ?? 0, from: Math.min(found.from ?? HIGHEST, HIGHEST) };
}

/**
 * The smallest index N at which a guess with root mean square error `error` is drowned: kappa_N error^2 / 2 <= target, the divergence
 * between the noised guess and the noised truth per sample (DifFace, Yue & Loy 2022), kappa = A/(1-A). At least `least`, at most `most`.
 */
export function startFor({ abar }: Schedule, { error, target, least, most }: { readonly error: number; readonly target: number; readonly least: number; readonly most: number }): number {
  const found = abar.findIndex((A) => ((A / (1 - A)) * error ** 2) / 2 <= target);
  return Math.min(Math.max(found < 0 ? most : found, least), Math.max(least, most));
}

/** Refuses a knob outside what the networks know. */
export function requireStart(start: number | undefined, highest = HIGHEST): void {
  if (start === undefined || (Number.isInteger(start) && start >= 0 && start <= highest)) return;
  throw expected("bad-option", { subject: "--start", want: `a whole number from 0 to ${highest}`, got: start, advice: "leave it out for what suits the face or the preset" });
}

export function requireEta(eta: number | undefined): void {
  if (eta === undefined || (eta >= 0 && eta <= 1)) return;
  throw expected("bad-option", { subject: "--eta", want: "a number from 0 to 1", got: eta, advice: "0 adds no noise on the way, 1 as much as ancestral sampling" });
}

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
  /** The denoiser's answers are arrays of tensor/spare.ts, and so is the image, which the caller gives back. */
  readonly spare?: boolean;
  /** `startNoise` of the same guess, seed, stage and `spare`, where it was drawn ahead. */
  readonly field?: Tensor;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Truncated sampling: the guess diffused to index `start`, then DDIM down to a clean estimate in -1..1. The first call is made at the
 * very index that was noised (the published code of DifFace starts one too low).
 */
export async function sampleFrom(denoise: Denoiser, { schedule, guess, start, eta, steps, seed, stage = 0, spare = false, field: drawn, signal }: TruncatedOptions): Promise<{ image: Tensor; calls: number }> {
  const plan = ddim(schedule, { steps, from: start, eta });
  const noise = placedNoise(seed);
  const origin = stageOrigin(stage);
  const field = drawn ?? (await startNoise(guess.dims, { seed, stage, spare }));
  const state = startState(vpMarginal(schedule, start), { clean: guess, noise: field }, field.data);
  const common = { plan, start: state, noise, origin, ...(signal && { signal }) };
  const image = await (spare ? sample(inRange(denoise), { ...common, spare }) : sample(denoise, { ...common, onClean: clampTo(FACE_RANGE) }));
  return { image, calls: plan.length };
}

/** What the guess is noised with. It does not depend on the guess: it can be drawn while a network runs. */
export function startNoise(dims: Dims, { seed, stage = 0, spare = false }: Pick<TruncatedOptions, "seed" | "stage" | "spare">): Promise<Tensor> {
  return noiseField(placedNoise(seed), dims, draws.start, stageOrigin(stage), spare ? take(size(dims)) : undefined);
}

/** Its answers within FACE_RANGE, in their own arrays. */
function inRange(denoise: Denoiser): Denoiser {
  return async (z, t, signal) => {
    const clean = await denoise(z, t, signal);
    bound(clean.data, FACE_RANGE.low, FACE_RANGE.high);
    return clean;
  };
}

function bound(data: Float32Array, low: number, high: number): void {
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (v < low) data[i] = low;
    else if (v > high) data[i] = high;
  }
}

/** Network calls from `start`: as dense as the preset's own, at most `most`. */
export function stepsFrom({ from, steps }: CardPreset, start: number, most: number): number {
  return Math.min(Math.max(1, Math.round((steps * (start + 1)) / (from + 1))), most, start + 1);
}

/** More rows than a face has lie between two stages. */
export function stageOrigin(stage: number): Origin {
  return { row: stage * 4096, col: 0 };
}
