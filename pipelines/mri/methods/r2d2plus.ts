import { draws, noiseField, placedNoise } from "../../../shared/diffusion/noise.js";
import { sample } from "../../../shared/diffusion/sample.js";
import { startState, veMarginal } from "../../../shared/diffusion/start.js";
import { presetPlanFrom } from "../../../shared/runtime/presets.js";
import { agree } from "../agree.js";
import type { Method, MethodContext } from "./method.js";

/** Noise from which detail is drawn: below it the zero-filled image decides, above it the prior would. */
const START = 0.1;

/**
 * The "+" of R2D2+ (Chung, Lee & Ye 2023): super-resolution by the network that denoises. The zero-filled image is diffused to a small
 * level and led back, the measured band of every clean estimate replaced by the measurement (DDNM's form of the paper's projection,
 * which leaves the state at its noise level).
 */
export function r2d2plus({ networks, preset, stochastic }: MethodContext): Method {
  const { card } = networks.model;
  const plan = presetPlanFrom(card, { preset, sigma: START, kind: stochastic ? "ancestral" : "flow" });
  return async ({ y, up, origins, operator }, seed, signal) => {
    const noise = placedNoise(seed);
    const start = startState(veMarginal(plan[0]!.t), { clean: up, noise: await noiseField(noise, up.dims, draws.start, origins) });
    return sample(networks.denoiser("denoiser", { images: {}, numbers: {} }), { plan, start, noise, origin: origins, onClean: (x0) => agree(operator, x0, y), ...(signal && { signal }) });
  };
}
