import { draws, placedNoise } from "../../../shared/diffusion/noise.js";
import { scheduleIn } from "../../../shared/runtime/presets.js";
import { modelOf } from "../models.js";
import { perFace } from "./per-face.js";
import { cardPreset, requireEta, requireStart, sampleFrom, stepsFrom } from "./truncated.js";
/** DDIM steps at most: twenty calls in all. */
const MOST_STEPS = 19;
/**
 * AT-VarDiff (Wang, Lopez-Tapia & Katsaggelos 2023): a latent of the degradation, its posterior's mean given the image and a map of
 * the expected tilt, conditions the diffusion beside the image. Where the network says how sure it is (an output "deviation") and
 * samples are drawn, so is the latent.
 */
export function atVardiff({ models, knobs, stochastic = false }) {
    requireStart(knobs.start);
    requireEta(knobs.eta);
    const own = modelOf(models, "own");
    const schedule = scheduleIn(own.card);
    const preset = cardPreset(own.card, knobs.preset);
    const { start = preset.from, eta = preset.eta } = knobs;
    const steps = stepsFrom(preset, start, MOST_STEPS);
    const posterior = perFace(async (face, signal) => {
        const { mean, map, deviation } = await own.run("latent", { up: face }, signal && { signal });
        if (mean === undefined || map === undefined)
            throw new Error(`network latent of ${own.card.id}: expected outputs mean and map`);
        return { mean, map, deviation };
    });
    return async (face, seed, signal) => {
        const { mean, map, deviation } = await posterior(face, signal);
        const latent = stochastic && deviation !== undefined ? drawn(mean, deviation, seed) : mean;
        const { image, calls } = await sampleFrom(own.denoiser("denoiser", { up: face, latent, map }), { schedule, guess: face, start, eta, steps, seed, signal });
        return { image, calls: calls + 1, shared: 1, settings: { start, eta, steps: calls } };
    };
}
function drawn(mean, deviation, seed) {
    const noise = placedNoise(seed).fill([1, 1, 1, mean.data.length], draws.guide(0), { row: 0, col: 0 });
    return { data: mean.data.map((v, i) => v + deviation.data[i] * noise.data[i]), dims: mean.dims };
}
//# sourceMappingURL=at-vardiff.js.map