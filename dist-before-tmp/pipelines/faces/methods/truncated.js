import { draws, noiseField, placedNoise } from "../../../shared/diffusion/noise.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { clampTo } from "../../../shared/diffusion/guide.js";
import { sample } from "../../../shared/diffusion/sample.js";
import { startState, vpMarginal } from "../../../shared/diffusion/start.js";
import { expected } from "../../../shared/errors.js";
/** Highest index of the chain that the face networks were trained at. */
export const HIGHEST = 649;
export const FACE_RANGE = { low: -1, high: 1 };
/** Throws bad-model where the card has no such preset. */
export function cardPreset({ id, diffusion }, preset) {
    const found = diffusion?.presets[preset];
    if (found === undefined)
        throw expected("bad-model", { subject: id, want: `a preset "${preset}" in its card`, got: Object.keys(diffusion?.presets ?? {}).join(", ") || "none", advice: "choose one of these with --preset" });
    return { steps: found.steps, eta: found.eta ?? 0, from: Math.min(found.from ?? HIGHEST, HIGHEST) };
}
/**
 * The smallest index N at which a guess with root mean square error `error` is drowned: kappa_N error^2 / 2 <= target, the divergence
 * between the noised guess and the noised truth per sample (DifFace, Yue & Loy 2022), kappa = A/(1-A). At least `least`, at most `most`.
 */
export function startFor({ abar }, { error, target, least, most }) {
    const found = abar.findIndex((A) => ((A / (1 - A)) * error ** 2) / 2 <= target);
    return Math.min(Math.max(found < 0 ? most : found, least), Math.max(least, most));
}
/** Refuses a knob outside what the networks know. */
export function requireStart(start) {
    if (start === undefined || (Number.isInteger(start) && start >= 0 && start <= HIGHEST))
        return;
    throw expected("bad-option", { subject: "--start", want: `a whole number from 0 to ${HIGHEST}`, got: start, advice: "100 to 400 are usual; leave it out to choose for each face" });
}
export function requireEta(eta) {
    if (eta === undefined || (eta >= 0 && eta <= 1))
        return;
    throw expected("bad-option", { subject: "--eta", want: "a number from 0 to 1", got: eta, advice: "0 adds no noise on the way, 1 as much as ancestral sampling" });
}
/**
 * Truncated sampling: the guess diffused to index `start`, then DDIM down to a clean estimate in -1..1. The first call is made at the
 * very index that was noised (the published code of DifFace starts one too low).
 */
export async function sampleFrom(denoise, { schedule, guess, start, eta, steps, seed, stage = 0, signal }) {
    const plan = ddim(schedule, { steps, from: start, eta });
    const noise = placedNoise(seed);
    const origin = stageOrigin(stage);
    const field = await noiseField(noise, guess.dims, draws.start, origin);
    const state = startState(vpMarginal(schedule, start), { clean: guess, noise: field });
    const image = await sample(denoise, { plan, start: state, noise, origin, onClean: clampTo(FACE_RANGE), ...(signal && { signal }) });
    return { image, calls: plan.length };
}
/** Network calls from `start`: as dense as the preset's own, at most `most`. */
export function stepsFrom({ from, steps }, start, most) {
    return Math.min(Math.max(1, Math.round((steps * (start + 1)) / (from + 1))), most, start + 1);
}
/** More rows than a face has lie between two stages. */
export function stageOrigin(stage) {
    return { row: stage * 4096, col: 0 };
}
//# sourceMappingURL=truncated.js.map