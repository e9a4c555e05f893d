import { idealLowPassInParts, kspaceResizeInParts } from "../../shared/degradation/kspace.js";
import { placedNoise, type Origin } from "../../shared/diffusion/noise.js";
import { sample, type Hook } from "../../shared/diffusion/sample.js";
import { noiseRange, presetPlanFrom, type Preset } from "../../shared/runtime/presets.js";
import { add, subtract } from "../../shared/tensor/loops.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import type { SliceNetworks } from "./network-windows.js";
import { removeRicianBias } from "./rician.js";

/** Share of the measurement's lowest frequencies that is blended in at the start; it fades with the noise level. */
const REGULARISATION = 0.5;
/** The band that it is blended into, as a share of k-space along each axis. */
const BAND = 1 / 8;

export interface DenoiseOptions {
  readonly networks: SliceNetworks;
  readonly preset: Preset;
  /** Deviation of the noise in model range. */
  readonly sigma: number;
  /** Extent: N' = alpha t' N of R2D2+, so that the chain starts at minimum (sigma/minimum)^alpha. 1 is what the estimate says. */
  readonly alpha: number;
  /** Part of k-space that the noise fills evenly; all of it where absent. */
  readonly native?: readonly [rows: number, columns: number];
  /** Whether the mean of the noise in air is to be taken away. */
  readonly removeBias: boolean;
  /** Whether the measurement has no values below zero, so that the result must not have any. */
  readonly magnitude: boolean;
  /** Draw from the posterior, instead of following the probability flow. */
  readonly stochastic: boolean;
}

/** y [n, 1, h, w] in model range to the same, denoised. */
export type Denoise = (y: Tensor, options: { readonly origins: readonly Origin[]; readonly seed: number; readonly signal?: AbortSignal }) => Promise<Tensor>;

/**
 * R2D2+ denoising (Chung, Lee & Ye 2023): reverse diffusion truncated at the noise level, from the noisy image itself, with the
 * low-frequency regulariser x <- lambda L y + (I - lambda L) x, L an ideal low-pass: an orthogonal projector, so that nothing else
 * shrinks. By default the probability flow, which is deterministic and keeps the spectrum; samples are drawn on request.
 */
export function denoiser({ networks, preset, sigma, alpha, native, removeBias, magnitude, stochastic }: DenoiseOptions): Denoise {
  const { card } = networks.model;
  const { minimum } = noiseRange(card);
  const start = minimum * (Math.max(sigma, minimum) / minimum) ** alpha;
  const plan = presetPlanFrom(card, { preset, sigma: start, kind: stochastic ? "ancestral" : "flow" });
  const denoise = networks.denoiser("denoiser", { images: {}, numbers: {} });

  return async (y, { origins, seed, signal }) => {
    const [, , h, w] = y.dims;
    const [rows, columns] = native ?? [h, w];
    const inner = native === undefined ? y : await kspaceResizeInParts(y, { height: rows, width: columns });
    const clean = await sample(denoise, { plan, start: inner, noise: placedNoise(seed), origin: origins, onState: await regulariser(inner, plan.map(({ t }) => t)), ...(signal && { signal }) });
    // beyond the native part there is no white noise to remove: what is there stays
    const whole = native === undefined ? tensor(clean.dims, clean.data.slice()) : add(y, await kspaceResizeInParts(subtract(clean, inner), { height: h, width: w }));
    if (removeBias) removeRicianBias(whole.data, sigma);
    if (magnitude) for (let i = 0; i < whole.data.length; i++) if (whole.data[i]! < 0) whole.data[i] = 0;
    return whole;
  };
}

async function regulariser(y: Tensor, levels: readonly number[]): Promise<Hook> {
  const band = (size: number): number => 2 * Math.floor((BAND * size) / 2) + 1;
  const size = { rows: Math.min(y.dims[2], band(y.dims[2])), columns: Math.min(y.dims[3], band(y.dims[3])) };
  const low = await idealLowPassInParts(y, size);
  return async (z, _step, index) => {
    const next = levels[index + 1];
    if (next === undefined) return z; // the last row returns the clean estimate
    const weight = REGULARISATION * (next / levels[0]!);
    const own = await idealLowPassInParts(z, size);
    const out = tensor(z.dims);
    for (let i = 0; i < out.data.length; i++) out.data[i] = z.data[i]! + weight * (low.data[i]! - own.data[i]!);
    return out;
  };
}
