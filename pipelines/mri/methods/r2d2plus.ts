import { draws, noiseField, placedNoise } from "../../../shared/diffusion/noise.js";
import { rangeNull } from "../../../shared/diffusion/guide.js";
import { sample } from "../../../shared/diffusion/sample.js";
import { startState, veMarginal } from "../../../shared/diffusion/start.js";
import { presetPlanFrom } from "../../../shared/runtime/presets.js";
import type { Method, MethodContext } from "./method.js";

/** Noise from which detail is drawn, in model range: the more, the more is made up and the lower the PSNR (the model's card). */
const START = 0.05;

/**
 * The "+" of R2D2+ (Chung, Lee & Ye 2023): super-resolution by the network that denoises. The zero-filled image is diffused to a small
 * level and led back; after every step the measured band is the measurement again, x <- (I - P) x + P up. So only the other
 * band is ever noisy, and that is what the network was trained on.
 */
export function r2d2plus({ networks, preset, stochastic }: MethodContext): Method {
  const { card } = networks.model;
  const plan = presetPlanFrom(card, { preset, sigma: START, kind: stochastic ? "ancestral" : "flow" });
  return async ({ y, up, origins, operator }, seed, signal) => {
    const noise = placedNoise(seed);
    const measured = rangeNull(operator, y);
    const diffused = startState(veMarginal(plan[0]!.t), { clean: up, noise: await noiseField(noise, up.dims, draws.start, origins) });
    const start = await measured(diffused, plan[0]!, 0);
    return sample(networks.denoiser("denoiser", { images: {}, numbers: {} }), { plan, start, noise, origin: origins, onState: measured, ...(signal && { signal }) });
  };
}
