import { draws, noiseField, placedNoise, type Origin } from "../../../shared/diffusion/noise.js";
import { sample } from "../../../shared/diffusion/sample.js";
import { startState, vpMarginal } from "../../../shared/diffusion/start.js";
import type { RuntimeArray } from "../../../shared/runtime/model.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import { plus, type MethodContext, type MethodTile } from "./method.js";
import { residualScale, scheduleIn } from "./plan.js";

/** Distance of the noise fields of two band groups: more rows than any scene has. */
const GROUP_ROWS = 2 ** 24;

/**
 * Draws `base` + residual for each seed (SRDiff, Li et al. 2022): the residual, times its scale, is diffused from the noise
 * of the plan's first level around nothing. Noise is addressed by band group and place. `conditions` feed the denoiser.
 */
export async function drawResiduals(
  { model, plan, seeds }: MethodContext,
  { base, tile, conditions, signal }: { base: Tensor; tile: MethodTile; conditions: Readonly<Record<string, RuntimeArray>>; signal: AbortSignal | undefined },
): Promise<Tensor[]> {
  const denoise = model.denoiser("denoiser", conditions);
  const origins: Origin[] = Array.from({ length: base.dims[0] }, (_, i) => ({ row: tile.origin.row + (tile.group + i) * GROUP_ROWS, col: tile.origin.col }));
  const level = vpMarginal(scheduleIn(model.card), plan[0]!.t);
  const results: Tensor[] = [];
  for (const seed of seeds) {
    const noise = placedNoise(seed);
    const pure = await noiseField(noise, base.dims, draws.start, origins);
    const start = Math.fround(level.fresh) === 1 ? pure : startState(level, { noise: pure });
    const residual = await sample(denoise, { plan, start, noise, origin: origins, ...(signal && { signal }) });
    results.push(plus(base, 1 / residualScale(model.card), residual));
  }
  return results;
}
