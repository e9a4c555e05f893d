import type { Origin } from "../../../shared/diffusion/noise.js";
import { drawResiduals } from "../../../shared/runtime/draw-residuals.js";
import type { RuntimeArray } from "../../../shared/runtime/model.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import type { MethodContext, MethodTile } from "./method.js";

/** Distance of the noise fields of two band groups: more rows than any scene has. */
const GROUP_ROWS = 2 ** 24;

/** Draws `base` + residual for each seed, in arrays of tensor/spare.ts; noise is addressed by band group and place. `conditions` feed the denoiser. */
export async function drawTile(
  { model, plan, startDeviation, seeds }: MethodContext,
  { base, tile, conditions, signal }: { base: Tensor; tile: MethodTile; conditions: Readonly<Record<string, RuntimeArray>>; signal: AbortSignal | undefined },
): Promise<Tensor[]> {
  const origins: Origin[] = Array.from({ length: base.dims[0] }, (_, i) => ({ row: tile.origin.row + (tile.group + i) * GROUP_ROWS, col: tile.origin.col }));
  return drawResiduals(model.denoiser("denoiser", conditions, { spare: true }), { card: model.card, plan, ...(startDeviation !== undefined && { startDeviation }), seeds, base, origins, spare: true, ...(signal && { signal }) });
}
