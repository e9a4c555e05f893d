import { column, drawResiduals, plus } from "../../../shared/runtime/draw-residuals.js";
import { presetPlan, startDeviation } from "../../../shared/runtime/presets.js";
import { mirrored } from "../../../shared/tensor/layout.js";
import { axpyInPlace } from "../../../shared/tensor/loops.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import type { Conditions, SliceNetworks } from "../network-windows.js";
import type { MethodContext, SliceBatch } from "./method.js";

/** The mean over mirror images ("enhanced prediction", Timofte et al. 2016): 0.1 dB more than one view on the validation patients at x2. */
const VIEWS = [{ rows: false, columns: false }, { rows: false, columns: true }, { rows: true, columns: false }, { rows: true, columns: true }] as const;

async function firstImage(networks: SliceNetworks, up: Tensor, numbers: Conditions["numbers"], signal: AbortSignal | undefined): Promise<Tensor> {
  const residual = tensor(up.dims);
  for (const view of VIEWS) {
    const seen = await networks.run("first", "residual", { images: { up: mirrored(up, view) }, numbers }, signal);
    axpyInPlace(1 / VIEWS.length, mirrored(seen, view), residual);
  }
  return plus(up, 1, residual);
}

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
  const first = await firstImage(networks, up, numbers, signal);
  const denoise = networks.denoiser("denoiser", { images: { up, first, ...extra.images }, numbers: { ...numbers, ...extra.numbers } });
  const [drawn] = await drawResiduals(denoise, { card, plan: presetPlan(card, { preset }), startDeviation: startDeviation(card, preset), seeds: [seed], base: first, origins, ...(signal && { signal }) });
  return drawn!;
}
