import { scheduleIn } from "../../../shared/runtime/presets.js";
import { modelOf } from "../models.js";
import { expectedError, LEVELS } from "../severity.js";
import { perFace } from "./per-face.js";
import { predict } from "./regression.js";
import { texturePass } from "./texture.js";
import { cardPreset, requireEta, requireStart, startFor, stepsFrom } from "./truncated.js";
/**
 * Divergence per sample that is left between the noised estimate and the noised truth: chosen on held-out portraits so that balanced
 * costs less than 1 dB of the regression's PSNR and comes within 4 dB of the truth's power in the top octave (the prior's card).
 */
export const DIFFACE_TARGET = { fidelity: 2.4, balanced: 0.6, detail: 0.1 };
/** DifFace's own start (100 of 250): beyond it too little of the face is left. */
const MOST = 400;
/** DDIM steps at most: with the regression and its error twenty calls. */
const MOST_STEPS = 18;
/**
 * DifFace (Yue & Loy 2022): the regression's result is noised to an intermediate index and the unconditional prior takes it down
 * again. The start is the smallest that drowns the error expected of this face, no lower than the card's preset; the larger, the
 * more realistic and the less faithful. Network calls: the regression, its error, and one for each DDIM step.
 */
export function difface({ models, knobs }) {
    requireStart(knobs.start);
    requireEta(knobs.eta);
    const prior = modelOf(models, "prior");
    const regression = modelOf(models, "regression");
    const schedule = scheduleIn(prior.card);
    const preset = cardPreset(prior.card, knobs.preset);
    const eta = knobs.eta ?? preset.eta;
    const estimate = perFace(async (face, signal) => ({ guess: await predict(regression, face, signal), error: await expectedError(regression, face, signal) }));
    return async (face, seed, signal) => {
        const { guess, error } = await estimate(face, signal);
        const start = knobs.start ?? startFor(schedule, { error, target: DIFFACE_TARGET[knobs.preset], least: preset.from, most: MOST });
        const { image, calls } = await texturePass(prior, { guess, start, eta, steps: stepsFrom(preset, start, MOST_STEPS), seed, signal });
        return { image, calls: calls + 2, shared: 2, settings: { start, eta, steps: calls, expectedError: error * LEVELS } };
    };
}
//# sourceMappingURL=difface.js.map