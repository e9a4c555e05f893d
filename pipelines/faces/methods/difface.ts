import { setImmediate as yieldToEvents } from "node:timers/promises";
import { scheduleIn, type Preset } from "../../../shared/runtime/presets.js";
import { modelOf } from "../models.js";
import { LEVELS } from "../severity.js";
import { estimateFace } from "./estimate.js";
import type { Method, MethodContext } from "./method.js";
import { perFace } from "./per-face.js";
import { texturePass } from "./texture.js";
import { cardPreset, requireEta, requireStart, startFor, startNoise, stepsFrom } from "./truncated.js";

/**
 * Divergence per sample that is left between the noised estimate and the noised truth, for an error that shrinks with the square of what the
 * estimate changed: chosen on held-out faces so that balanced costs less than 1 dB of the regression's PSNR and comes within 4 dB of the truth's
 * power in the top octave (the prior's card), and a face little degraded keeps its likeness.
 */
export const DIFFACE_TARGET: Readonly<Record<Preset, number>> = { fidelity: 1.2, balanced: 0.22, detail: 0.05 };
/** DifFace's own start (100 of 250): beyond it too little of the face is left. */
const MOST = 400;
/** DDIM steps at most: with the regression and its error twenty calls. */
const MOST_STEPS = 17;

/**
 * DifFace (Yue & Loy 2022): the regression's result is noised to an intermediate index and the unconditional prior takes it down
 * again. The start is the smallest that drowns the error expected of this face, the less the more of the input is kept, no lower than the card's preset; the larger, the
 * more realistic and the less faithful. Network calls: the regression's two, its error, and one for each DDIM step.
 */
export function difface({ models, knobs }: MethodContext): Method {
  requireStart(knobs.start);
  requireEta(knobs.eta);
  const prior = modelOf(models, "prior");
  const regression = modelOf(models, "regression");
  const schedule = scheduleIn(prior.card);
  const preset = cardPreset(prior.card, knobs.preset);
  const eta = knobs.eta ?? preset.eta;
  const estimate = perFace((face, signal) => estimateFace(regression, face, signal));
  return async (face, seed, signal) => {
    const [{ guess, error, kept, calls: shared }, field] = await Promise.all([estimate(face, signal), yieldToEvents().then(() => startNoise(face.dims, { seed, spare: true }))]);
    if (error === undefined) throw new Error(`${regression.card.id}: expected a network "error"`);
    const start = knobs.start ?? startFor(schedule, { error: error * (1 - kept) ** 2, target: DIFFACE_TARGET[knobs.preset], least: preset.from, most: MOST });
    const { image, calls } = await texturePass(prior, { guess, start, eta, steps: stepsFrom(preset, start, MOST_STEPS), seed, field, signal });
    return { image, calls: calls + shared, shared, settings: { start, eta, steps: calls, expectedError: error * LEVELS } };
  };
}
