import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceTruncate, type Alignment, type KspaceTruncation } from "../../shared/degradation/kspace.js";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { noiseRange, type Preset } from "../../shared/runtime/presets.js";
import { axpy, subtract } from "../../shared/tensor/loops.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { agree } from "./agree.js";
import { denoiser, type Denoise } from "./denoise.js";
import { refinedGeometry, refinedMask, storedRange } from "./finish.js";
import { methods, zeroFill } from "./methods/index.js";
import { sliceOrigins, type Method } from "./methods/method.js";
import { requireScales, type MriModels } from "./models.js";
import { CALL_PIXELS, SliceNetworks } from "./network-windows.js";
import { estimateNoise, noiseKind, type NoiseEstimate } from "./noise-estimate.js";
import { RANGE_PERCENTILE, requireSignalRange, sliceBatch } from "./prepare.js";
import type { Reference } from "./reference.js";
import type { Storage } from "./study.js";
import { throughPlane } from "./through-plane.js";
import type { Volume } from "./volume.js";

/** How a volume is restored. */
export interface VolumeRun {
  readonly models: MriModels;
  readonly scale: number;
  /** Factor between slices. Default 1. */
  readonly throughPlane?: number;
  /**
   * Default corner, as in pairs made by truncation: sample 0 of the result is sample 0 of the input. Center keeps the field of view to
   * its edges. The networks see the same either way: a band-limited image.
   */
  readonly alignment?: Alignment;
  readonly preset?: Preset;
  readonly seed?: number;
  /** More than one: their mean, and the deviation beside it. */
  readonly samples?: number;
  /** Deviation of the noise as a share of the volume's range; estimated where absent and the models have a denoiser. */
  readonly sigma?: number;
  readonly alpha?: number;
  readonly reference?: Reference;
  /** How the result will be stored: its values are kept inside of what can be. */
  readonly storage?: Storage;
}

export interface VolumeContext {
  /** For error texts. */
  readonly subject?: string;
  readonly onSlices?: (done: number, of: number) => void;
  readonly onStage?: (name: string) => void;
  readonly signal?: AbortSignal;
}

export interface RestoredVolume {
  readonly volume: Volume;
  /** Standard deviation over the samples times the card's factor, in the volume's units; with samples > 1. */
  readonly deviation?: Volume;
  /** What becomes 1 in model range. */
  readonly high: number;
  readonly noise?: NoiseFinding;
  /** Root mean square of A x - y over that of y, y the (denoised) measurement and x inside of what can be stored, before it is rounded. */
  readonly consistency: number;
  readonly networkCalls: number;
}

export interface NoiseFinding extends NoiseEstimate {
  /** sigma / high. */
  readonly share: number;
  readonly given: boolean;
  readonly denoised: boolean;
}

/** Batches in work: one keeps the network busy while another is prepared or finished. */
const AHEAD = 2;
/** Seeds of samples lie so far apart; those of denoising and of super-resolution too. */
const SAMPLE_SEED = 2 ** 32;
const DENOISE_SEED = 2 ** 44;

/**
 * Denoises and enlarges a volume in memory: the path of `mri-sr`, and of figures. The bytes depend on the volume and `run` alone.
 * Throws bad-option for a factor that the model does not know, bad-input for a volume without signal, aborted between network calls.
 */
export async function restoreVolume(volume: Volume, run: VolumeRun, context: VolumeContext = {}): Promise<RestoredVolume> {
  const { models, scale, throughPlane: factor = 1, alignment = "corner", samples = 1, seed = 0 } = run;
  const { signal, subject = "volume" } = context;
  requireScales(models, [{ flag: "--scale", factor: scale }, { flag: "--through-plane", factor }]);
  const high = await requireSignalRange(volume, { subject, percentile: (models.model ?? models.denoiser)?.card.normalization.high ?? RANGE_PERCENTILE });
  if (models.denoiser) context.onStage?.("noise estimate");
  const noise = await findNoise(volume, run, { high, ...(signal && { signal }) });

  const stages = stagesOf(run, noise);
  const geometry = refinedGeometry(volume.geometry, { scale, throughPlane: factor, alignment });
  const plane = geometry.rows * geometry.columns;
  const mean = new Float32Array(geometry.slices * plane);
  const squares = samples > 1 ? new Float32Array(mean.length) : undefined;
  const residual = { error: 0, signal: 0 };
  const perSample = geometry.slices;
  context.onSlices?.(0, samples * perSample);
  for (let k = 0; k < samples; k++) {
    const drawn = { seed: seed + k * SAMPLE_SEED, high, ...context };
    const source = factor === 1 ? undefined : await betweenSlices(volume, stages, { ...drawn, factor });
    await enlarge(source ?? volume, stages, {
      ...drawn, geometry, operator: stages.operator, measured: source !== undefined, residual,
      limits: (slice) => (run.storage ? storedRange(run.storage, Math.floor(slice / factor)).map((v) => v / high) as [number, number] : undefined),
      finished: (first, x) => accumulate(mean, squares, { first: first * plane, x: x.data, k, high }),
      onSlices: (done) => context.onSlices?.(k * perSample + done, samples * perSample),
    });
  }
  const valid = await refinedMask(volume, { scale, throughPlane: factor });
  const masked = valid && { valid };
  if (squares) await deviationInPlace(squares, samples, (models.model ?? models.denoiser)?.card.uncertainty?.factor ?? 1);
  return {
    volume: { geometry, data: mean, ...masked },
    ...(squares && { deviation: { geometry, data: squares, ...masked } }),
    high,
    ...(noise && { noise }),
    consistency: residual.signal > 0 ? Math.sqrt(residual.error / residual.signal) : 0,
    networkCalls: stages.calls(),
  };
}

interface Stages {
  readonly denoise: Denoise | undefined;
  readonly method: Method;
  readonly between: Method;
  readonly operator: KspaceTruncation;
  readonly reference: Reference | undefined;
  calls(): number;
}

function stagesOf({ models, scale, throughPlane: factor = 1, alignment = "corner", preset = "fidelity", samples = 1, alpha = 1, reference }: VolumeRun, noise: NoiseFinding | undefined): Stages {
  const { model, denoiser: cleaning, method: name } = models;
  const networks = model && new SliceNetworks(model);
  const cleaners = cleaning && (cleaning === model ? networks! : new SliceNetworks(cleaning));
  const stochastic = samples > 1;
  const method = (s: number): Method => (name === "zero-fill" || s === 1 || networks === undefined ? zeroFill : methods[name].make({ networks, scale: s, preset, stochastic }));
  return {
    denoise: noise?.denoised && cleaners ? denoiser({ networks: cleaners, preset, sigma: noise.share, alpha, removeBias: noise.rayleighBackground, stochastic, ...(noise.native && { native: noise.native }) }) : undefined,
    method: method(scale),
    between: method(factor),
    operator: kspaceTruncate(scale, { alignment }),
    reference,
    calls: () => (networks?.calls ?? 0) + (cleaners === networks ? 0 : (cleaners?.calls ?? 0)),
  };
}

async function findNoise(volume: Volume, { models, sigma }: VolumeRun, { high, signal }: { high: number; signal?: AbortSignal }): Promise<NoiseFinding | undefined> {
  if (models.denoiser === undefined) return undefined;
  if (sigma !== undefined) return { sigma: sigma * high, share: sigma, given: true, denoised: true, verdict: "reliable", reason: "given", ...(await noiseKind(volume, sigma * high)) };
  const found = await estimateNoise(volume, { floor: noiseRange(models.denoiser.card).minimum, high, ...(signal && { signal }) });
  return { ...found, share: found.sigma / high, given: false, denoised: found.verdict === "reliable" };
}

interface Drawn {
  readonly seed: number;
  readonly high: number;
  readonly signal?: AbortSignal;
}

/** The denoised stack with `factor` times the slices. */
async function betweenSlices(volume: Volume, stages: Stages, { seed, high, factor, signal, onStage }: Drawn & { readonly factor: number; readonly onStage?: (name: string) => void }): Promise<Volume> {
  const { slices, rows, columns } = volume.geometry;
  const clean = new Float32Array(slices * rows * columns);
  for await (const { first, y } of measurements(volume, stages, { seed, high, ...(signal && { signal }) }, CALL_PIXELS / (rows * columns))) clean.set(y.data, first * rows * columns);
  onStage?.("between slices");
  const data = await throughPlane(clean, { slices, rows, columns }, { factor, method: stages.between, seed, ...(signal && { signal }) });
  return { geometry: { ...volume.geometry, slices: slices * factor }, data };
}

interface Enlarging extends Drawn {
  readonly geometry: Volume["geometry"];
  readonly operator: KspaceTruncation;
  /** Whether the volume is in model range already, and denoised. */
  readonly measured: boolean;
  readonly residual: { error: number; signal: number };
  /** Of a result slice, in model range. */
  readonly limits: (slice: number) => readonly [low: number, high: number] | undefined;
  readonly finished: (first: number, x: Tensor) => void;
  readonly onSlices: (done: number) => void;
}

async function enlarge(volume: Volume, stages: Stages, o: Enlarging): Promise<void> {
  const { geometry, operator, residual, signal } = o;
  const atOnce = CALL_PIXELS / (geometry.rows * geometry.columns);
  const stack = o.measured ? { ...stages, denoise: undefined } : stages;
  let done = 0;
  const work = async ({ first, count }: Part): Promise<{ first: number; y: Tensor; x: Tensor }> => {
    throwIfAborted(signal);
    const y = await measurement(volume, stack, { first, count }, { ...o, high: o.measured ? 1 : o.high });
    if (operator.scale === 1) return { first, y, x: y };
    const up = await operator.pseudoInverseInParts(y);
    const other = await stages.reference?.sample(geometry, { from: first, count, ...(signal && { signal }) });
    const batch = { y, up, operator, origins: sliceOrigins(first, count), ...(other && { reference: other.image, given: other.given }) };
    return { first, y, x: await agree(operator, await stages.method(batch, o.seed, signal), y) };
  };
  for await (const { first, y, x: drawn } of ahead(parts(volume.geometry.slices, atOnce), AHEAD, work)) {
    let x = drawn;
    let clamped = clampSlices(x, first, o.limits);
    let again = operator.scale === 1 ? x : await operator.applyInParts(x);
    for (let round = 0; operator.scale > 1 && clamped && round < CLAMP_ROUNDS && relative(again, y) > CLAMP_TOLERANCE; round++) {
      x = axpy(RELAXATION, await operator.pseudoInverseInParts(subtract(y, again)), x);
      clamped = clampSlices(x, first, o.limits);
      again = await operator.applyInParts(x);
    }
    for (let i = 0; i < y.data.length; i++) {
      residual.error += (again.data[i]! - y.data[i]!) ** 2;
      residual.signal += y.data[i]! ** 2;
    }
    o.finished(first, x);
    o.onSlices((done += y.dims[0]));
    await yieldToEvents();
  }
}

/** Alternating projections between what agrees with the measurement and what can be stored (no negative magnitudes). */
const CLAMP_ROUNDS = 8;
const CLAMP_TOLERANCE = 8e-4;
/** A half of the rounds that 1 would take; 2 would not end (measured on zero-filling, the worst case: 2 % to 0.1 % in 2-8 rounds). */
const RELAXATION = 1.9;

/** In place; whether anything was outside. */
function clampSlices(x: Tensor, first: number, limits: Enlarging["limits"]): boolean {
  const [n, , h, w] = x.dims;
  let clamped = false;
  for (let b = 0; b < n; b++) {
    const range = limits(first + b);
    if (range === undefined) continue;
    for (let i = b * h * w; i < (b + 1) * h * w; i++) {
      const v = x.data[i]!;
      if (v >= range[0] && v <= range[1]) continue;
      x.data[i] = v < range[0] ? range[0] : range[1];
      clamped = true;
    }
  }
  return clamped;
}

function relative(again: Tensor, y: Tensor): number {
  let error = 0;
  let signal = 0;
  for (let i = 0; i < y.data.length; i++) {
    error += (again.data[i]! - y.data[i]!) ** 2;
    signal += y.data[i]! ** 2;
  }
  return signal > 0 ? Math.sqrt(error / signal) : 0;
}

interface Part {
  readonly first: number;
  readonly count: number;
}

function parts(slices: number, atOnce: number): Part[] {
  const count = Math.max(1, Math.floor(atOnce));
  return Array.from({ length: Math.ceil(slices / count) }, (_, i) => ({ first: i * count, count: Math.min(count, slices - i * count) }));
}

/** Slices in model range, denoised where that is wanted. */
async function measurement(volume: Volume, { denoise }: Pick<Stages, "denoise">, { first, count }: Part, { seed, high, signal }: Drawn): Promise<Tensor> {
  const y = sliceBatch(volume, { from: first, count, high });
  return denoise === undefined ? y : denoise(y, { origins: sliceOrigins(first, count), seed: seed + DENOISE_SEED, ...(signal && { signal }) });
}

async function* measurements(volume: Volume, stages: Stages, drawn: Drawn, atOnce: number): AsyncGenerator<{ first: number; y: Tensor }> {
  const work = async (part: Part): Promise<{ first: number; y: Tensor }> => {
    throwIfAborted(drawn.signal);
    return { first: part.first, y: await measurement(volume, stages, part, drawn) };
  };
  yield* ahead(parts(volume.geometry.slices, atOnce), AHEAD, work);
}

/** Welford's running mean, and the sum of squares about it, in the volume's units. */
function accumulate(mean: Float32Array, squares: Float32Array | undefined, { first, x, k, high }: { first: number; x: Float32Array; k: number; high: number }): void {
  if (squares === undefined) {
    for (let i = 0; i < x.length; i++) mean[first + i] = high * x[i]!;
    return;
  }
  for (let i = 0; i < x.length; i++) {
    const value = high * x[i]!;
    const before = mean[first + i]!;
    const now = before + (value - before) / (k + 1);
    mean[first + i] = now;
    squares[first + i]! += (value - before) * (value - now);
  }
}

const ROOTS = 1 << 20;

/** Sums of squares to calibrated sample deviations (n - 1). */
async function deviationInPlace(squares: Float32Array, samples: number, factor: number): Promise<void> {
  for (let from = 0; from < squares.length; from += ROOTS) {
    const to = Math.min(squares.length, from + ROOTS);
    for (let i = from; i < to; i++) squares[i] = factor * Math.sqrt(Math.max(0, squares[i]!) / (samples - 1));
    await yieldToEvents();
  }
}

