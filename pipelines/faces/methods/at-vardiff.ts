import { draws, placedNoise } from "../../../shared/diffusion/noise.js";
import type { RuntimeArray } from "../../../shared/runtime/model.js";
import { modelOf } from "../models.js";
import type { Method, MethodContext } from "./method.js";
import { fromEstimate } from "./turbulence.js";

/** DDIM steps at most: twenty calls in all. */
const MOST_STEPS = 16;

/**
 * AT-VarDiff (Wang, Lopez-Tapia & Katsaggelos 2023): a latent of the degradation, its posterior's mean given the image and a map of
 * the expected tilt, conditions the diffusion beside the image. Where the network says how sure it is (an output "deviation") and
 * samples are drawn, so is the latent.
 */
export function atVardiff(context: MethodContext): Method {
  const { models, stochastic = false } = context;
  const own = modelOf(models, "own");
  return fromEstimate(context, MOST_STEPS, async (face, seed, signal) => {
    const { mean, map, deviation } = await own.run("latent", { up: face }, signal && { signal });
    if (mean === undefined || map === undefined) throw new Error(`network latent of ${own.card.id}: expected outputs mean and map`);
    const latent = stochastic && deviation !== undefined ? drawn(mean, deviation, seed) : mean;
    return { denoise: own.denoiser("denoiser", { up: face, latent, map }), calls: 1 };
  });
}

function drawn(mean: RuntimeArray, deviation: RuntimeArray, seed: number): RuntimeArray {
  const noise = placedNoise(seed).fill([1, 1, 1, mean.data.length], draws.guide(0), { row: 0, col: 0 });
  return { data: mean.data.map((v, i) => v + deviation.data[i]! * noise.data[i]!), dims: mean.dims };
}
