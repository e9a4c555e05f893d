import { clampTo, lowPassSwap } from "../../../shared/diffusion/guide.js";
import { draws, noiseField, placedNoise } from "../../../shared/diffusion/noise.js";
import type { Plan } from "../../../shared/diffusion/plan.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { sample } from "../../../shared/diffusion/sample.js";
import type { Schedule } from "../../../shared/diffusion/schedule.js";
import { startState, vpMarginal } from "../../../shared/diffusion/start.js";
import { timesteps } from "../../../shared/diffusion/timesteps.js";
import { expected } from "../../../shared/errors.js";
import type { Model } from "../../../shared/runtime/model.js";
import { scheduleIn, type Preset } from "../../../shared/runtime/presets.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import { modelOf } from "../models.js";
import { expectedError, LEVELS } from "../severity.js";
import { meanOver, type Drawn } from "./draws.js";
import { keeping, mildness, predictBoth, VIEWS } from "./estimate.js";
import type { Knobs, Method, MethodContext, RemovalName } from "./method.js";
import { perFace } from "./per-face.js";
import { texturePass } from "./texture.js";
import { FACE_RANGE, HIGHEST, stageOrigin } from "./truncated.js";

/** Of the chain, respaced to this many. */
const RESPACED = 100;
/** Calls of one of two removals, and of the only one of "detail": with the error, the enhancement's two and the texture pass at most 20. */
const CALLS = { each: 8, only: 13 } as const;
/** Clean estimates that are averaged where the low-pass keeps everything: then each takes one call. */
const DRAWS = 4;

export interface Removal {
  /** Factor of the low-pass: what is coarser is taken from the input. */
  readonly lowPass: number;
  /** Index, of 100, at which the clean estimate is taken. */
  readonly tau: number;
}

/**
 * From little to strong degradation. The published ones, (4, 22), (8, 35) and (16, 35), leave too little of the face to a prior as
 * small as ours: the enhancement network was trained on these.
 */
export const removals = { slight: { lowPass: 1, tau: 2 }, mild: { lowPass: 1, tau: 8 }, medium: { lowPass: 2, tau: 16 }, severe: { lowPass: 8, tau: 30 } } as const satisfies Record<RemovalName, Removal>;
export const removalNames = ["slight", "mild", "medium", "severe"] as const satisfies readonly RemovalName[];
/** Factors of the low-pass: those that divide the face and leave it eight pixels. */
export const lowPasses = [1, 2, 4, 8, 16, 32] as const;

/**
 * Expected error of the regression, in 8-bit levels, from which on a face counts as more than slightly degraded, as medium and as severe. On six
 * held-out portraits mild cost least PSNR up to about 20 levels; stronger settings differ less between degradations of one face.
 */
export const SEVERITY_LEVELS = { mild: 12, medium: 18, severe: 26 } as const;

/** The setting for a face; `fidelity` takes one milder than the error says. */
export function chooseRemoval(levels: number, preset: Knobs["preset"]): RemovalName {
  const found = Object.values(SEVERITY_LEVELS).filter((least) => levels >= least).length;
  return removalNames[Math.max(0, preset === "fidelity" ? found - 1 : found)]!;
}

/** Index, of 100, where the removal starts: the published rule, bounded to what the prior was trained at; tau where the low-pass undoes every step. */
export function omegaOf({ lowPass, tau }: Removal): number {
  const above = lowPass === 1 ? 0 : lowPass <= 2 ? 10 : lowPass <= 4 ? 20 : lowPass <= 8 ? 25 : 30;
  return Math.min(tau + above, HIGHEST_RESPACED);
}

/** The largest tau. */
export const HIGHEST_RESPACED = Math.floor((HIGHEST * (RESPACED - 1)) / 999);

/**
 * Rows from omega down to tau, the last of which gives the clean estimate: ancestral steps of the chain respaced to the visited
 * indices, evenly chosen where there are more than `calls`.
 */
export function removalPlan({ abar }: Schedule, removal: Removal, calls: number = CALLS.only): Plan {
  const { tau } = removal;
  const omega = omegaOf(removal);
  const respaced = timesteps({ abar }, { steps: RESPACED, spacing: "even" }).toReversed();
  const count = Math.min(calls, omega - tau + 1);
  const visited = Array.from({ length: count }, (_, k) => respaced[count === 1 ? tau : tau + Math.round((k * (omega - tau)) / (count - 1))]!);
  // DDIM with eta 1 on a chain of just these levels is ancestral sampling.
  const rows = ddim({ abar: Float64Array.from(visited, (t) => abar[t]!) }, { steps: count, eta: 1 });
  return rows.map((row, i) => ({ ...row, t: visited[row.t]!, ...(i + 1 === count && { keep: 0, clean: 1, fresh: 0 }) }));
}

export interface RemoveOptions {
  readonly removal: Removal;
  readonly calls?: number;
  readonly seed: number;
  /** Removals of one face have noise of their own. */
  readonly stage?: number;
  /** Means over states where the low-pass keeps everything. Default: yes. */
  readonly averaged?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * DR2 (Wang et al. 2023) without its enhancement: the face noised to omega, then down to tau with the low frequencies of the noised
 * input put back after every step. Smooth, and much the same whatever the degradation was. [1, 3, 256, 256] in -1..1. With a low-pass of 1
 * the mean over several states at tau.
 */
export function dr2Clean(prior: Model, face: Tensor, { stage = 0, averaged = true, ...options }: RemoveOptions): Promise<Drawn> {
  return meanOver(averaged && options.removal.lowPass === 1 ? DRAWS : 1, (k) => removed(prior, face, { ...options, stage: stage * DRAWS + k }));
}

async function removed(prior: Model, face: Tensor, { removal, calls, seed, stage, signal }: RemoveOptions & { stage: number }): Promise<Drawn> {
  const schedule = scheduleIn(prior.card);
  const plan = removalPlan(schedule, removal, calls);
  const noise = placedNoise(seed);
  const origin = stageOrigin(stage);
  const marginal = (t: number) => vpMarginal(schedule, t);
  const field = await noiseField(noise, face.dims, draws.start, origin);
  const start = startState(marginal(plan[0]!.t), { clean: face, noise: field });
  const onState = lowPassSwap(removal.lowPass, { reference: face, plan, marginal, noise, origin });
  const image = await sample(prior.denoiser("denoiser", {}), { plan, start, noise, origin, onClean: clampTo(FACE_RANGE), onState, ...(signal && { signal }) });
  return { image, calls: plan.length };
}

/** Where the prior starts to add texture to the enhanced face, and its calls. None for fidelity. */
const TEXTURE: Readonly<Record<Preset, { readonly start: number; readonly steps: number } | undefined>> = {
  fidelity: undefined,
  balanced: { start: 10, steps: 1 },
  detail: { start: 80, steps: 4 },
};
const TEXTURE_ETA = 0.5;

/** Share of the input that is kept of a face with little to remove; none of a bad one, or results would differ as degradations do. */
const MILD_SHARE = 0.5;

/**
 * DR2E: degradation removal, then an enhancement network trained on its results. How strong follows from the error that the
 * regression expects of this face; fidelity takes one setting milder. The mean over two removals, of which one is enhanced mirrored, has less
 * of their noise; detail and each of several samples take one. Then, but for fidelity, texture by a short pass of the prior. A share of a good input is kept unless a removal is asked for.
 */
export function dr2({ models, knobs, stochastic = false }: MethodContext): Method {
  requireRemoval(knobs);
  const prior = modelOf(models, "prior");
  const own = modelOf(models, "own");
  const severity = perFace((face, signal) => expectedError(modelOf(models, "regression"), face, signal));
  const asked = (knobs.removal ?? knobs.lowPass ?? knobs.tau) !== undefined;
  const passes = knobs.preset === "detail" || stochastic ? 1 : 2;
  const texture = TEXTURE[knobs.preset];
  return async (face, seed, signal) => {
    const error = await severity(face, signal);
    const chosen = removals[knobs.removal ?? chooseRemoval(error * LEVELS, knobs.preset)];
    const removal = { lowPass: knobs.lowPass ?? chosen.lowPass, tau: knobs.tau ?? chosen.tau };
    const common = { removal, calls: passes === 1 ? CALLS.only : CALLS.each, averaged: !stochastic, seed, signal };
    const first = await dr2Clean(prior, face, common);
    const second = passes === 1 ? first : await dr2Clean(prior, face, { ...common, stage: 1 });
    const enhanced = await predictBoth(own, [first.image, second.image], signal);
    const image = asked ? enhanced : keeping(face, enhanced, MILD_SHARE * mildness(error * LEVELS));
    const steps = passes * first.calls;
    const calls = 1 + steps + VIEWS;
    const settings = { ...removal, omega: omegaOf(removal), steps, expectedError: error * LEVELS };
    if (texture === undefined) return { image, calls, shared: 1, settings };
    const last = await texturePass(prior, { ...texture, eta: TEXTURE_ETA, guess: image, seed, stage: 2 * DRAWS, signal });
    return { image: last.image, calls: calls + last.calls, shared: 1, settings: { ...settings, textureStart: texture.start } };
  };
}

function requireRemoval({ lowPass, tau }: Knobs): void {
  if (lowPass !== undefined && !(lowPasses as readonly number[]).includes(lowPass)) {
    throw expected("bad-option", { subject: "--low-pass", want: "1, 2, 4, 8, 16 or 32", got: lowPass, advice: "larger is cleaner and less faithful; leave it out to choose for each face" });
  }
  if (tau !== undefined && !(Number.isInteger(tau) && tau >= 0 && tau <= HIGHEST_RESPACED)) {
    throw expected("bad-option", { subject: "--tau", want: `a whole number from 0 to ${HIGHEST_RESPACED}`, got: tau, advice: "8 to 30 are usual; leave it out to choose for each face" });
  }
}
