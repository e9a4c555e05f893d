import { column, drawResiduals, plus } from "../../../shared/runtime/draw-residuals.js";
import { presetPlan } from "../../../shared/runtime/presets.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import type { Conditions } from "../network-windows.js";
import type { MethodContext, SliceBatch } from "./method.js";

/**
 * Predict and refine: the network "first" gives the expected image, a residual diffusion conditioned on it draws what it leaves
 * (SRDiff, Li et al. 2022, on a learned first image). `extra` are further conditions of the denoiser.
 */
export async function predictAndRefine(
  { networks, scale, preset }: MethodContext,
  { up, origins }: SliceBatch,
  { seed, extra = { images: {}, numbers: {} }, signal }: { readonly seed: number; readonly extra?: Conditions; readonly signal: AbortSignal | undefined },
): Promise<Tensor> {
  const { card } = networks.model;
  const numbers = { scale: column(up.dims[0], scale) };
  const first = plus(up, 1, await networks.run("first", "residual", { images: { up }, numbers }, signal));
  const denoise = networks.denoiser("denoiser", { images: { up, first, ...extra.images }, numbers: { ...numbers, ...extra.numbers } });
  const [drawn] = await drawResiduals(denoise, { card, plan: presetPlan(card, { preset }), seeds: [seed], base: first, origins, ...(signal && { signal }) });
  return drawn!;
}
