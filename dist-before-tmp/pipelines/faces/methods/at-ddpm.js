import { scheduleIn } from "../../../shared/runtime/presets.js";
import { modelOf } from "../models.js";
import { cardPreset, requireEta, requireStart, sampleFrom, stepsFrom } from "./truncated.js";
/** DDIM steps at most: twenty calls in all. */
const MOST_STEPS = 20;
/**
 * AT-DDPM (Nair, Mei & Patel 2023): a diffusion conditioned on the turbulent image and started from it, noised to the card's level;
 * DDIM in place of 60 ancestral steps.
 */
export function atDdpm({ models, knobs }) {
    requireStart(knobs.start);
    requireEta(knobs.eta);
    const own = modelOf(models, "own");
    const schedule = scheduleIn(own.card);
    const preset = cardPreset(own.card, knobs.preset);
    const { start = preset.from, eta = preset.eta } = knobs;
    const steps = stepsFrom(preset, start, MOST_STEPS);
    return async (face, seed, signal) => {
        const { image, calls } = await sampleFrom(own.denoiser("denoiser", { up: face }), { schedule, guess: face, start, eta, steps, seed, signal });
        return { image, calls, settings: { start, eta, steps: calls } };
    };
}
//# sourceMappingURL=at-ddpm.js.map