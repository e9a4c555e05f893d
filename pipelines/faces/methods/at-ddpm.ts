import { modelOf } from "../models.js";
import type { Method, MethodContext } from "./method.js";
import { fromEstimate } from "./turbulence.js";

/** DDIM steps at most: twenty calls in all. */
const MOST_STEPS = 18;

/** AT-DDPM (Nair, Mei & Patel 2023): a diffusion conditioned on the turbulent image and started from it, noised; DDIM in place of 60 ancestral steps. */
export function atDdpm(context: MethodContext): Method {
  const own = modelOf(context.models, "own");
  return fromEstimate(context, MOST_STEPS, async (face) => ({ denoise: own.denoiser("denoiser", { up: face }), calls: 0 }));
}
