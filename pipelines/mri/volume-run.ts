import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceTruncate, type Alignment, type KspaceTruncation } from "../../shared/degradation/kspace.js";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { calibrationOf } from "../../shared/runtime/calibration.js";
import { noiseRange, type Preset } from "../../shared/runtime/presets.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { agree } from "./agree.js";
import { denoiser, type Denoise } from "./denoise.js";
import { refinedGeometry, refinedMask, storedRange } from "./finish.js";
import { methods, zeroFill } from "./methods/index.js";
import { sliceOrigins, type Method } from "./methods/method.js";
import { requireScales, type MriModels } from "./models.js";
import { CALL_PIXELS, SliceNetworks } from "./network-windows.js";
import { estimateNoise, noiseKind, type NoiseEstimate } from "./noise-estimate.js";
import { RANGE_PERCENTILE, requireSignalRange, sliceBatch, valueExtent } from "./prepare.js";
import type { Reference } from "./reference.js";
import { resultStorage, type ResultStorageOptions } from "./result-storage.js";
import { accumulate, deviationInPlace } from "./running-mean.js";
import { relativeError, settle } from "./settle.js";
import { settleVolume } from "./settle-volume.js";
import type { Storage } from "./study.js";
import { sliceMeasurement, throughPlane, type SliceProfile } from "./through-plane.js";
import type { Volume } from "./volume.js";
import { withinRange, type Range } from "./within-range.js";

/** How a volume is restored. */
export interface VolumeRun {
  readonly models: MriModels;
  readonly scale: number;
  /** Factor between slices. Default 1. */
  readonly throughPlane?: number;
  /** Default average. */
  readonly profile?: SliceProfile;
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
  /** How the source is stored. The result's values are then such that can be stored as they are. */
  readonly storage?: Storage;
  /** Default nifti: the result is stored as the source is. */
  readonly format?: ResultStorageOptions["format"];
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
  /** How `volume` can be stored without a change; with run.storage. */
  readonly storage?: Storage;
  /** Values beyond what the data type can hold were cut off. */
  readonly cut?: boolean;
  /** Root mean square of A x - y over that of y, y the (denoised) measurement and x `volume`: with run.storage, what will be written. */
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
  const { models, scale, throughPlane: factor = 1, profile = "average", alignment = "corner", samples = 1, seed = 0 } = run;
  const { signal, subject = "volume" } = context;
  requireScales(models, [{ flag: "--scale", factor: scale }, { flag: "--through-plane", factor }]);
  const high = await requireSignalRange(volume, { subject, percentile: (models.model ?? models.denoiser)?.card.normalization.high ?? RANGE_PERCENTILE });
  if (models.denoiser) context.onStage?.("noise estimate");
  const noise = await findNoise(volume, run, { high, ...(signal && { signal }) });

  const { smallest, largest } = await valueExtent(volume);
  const stages = stagesOf(run, noise, smallest >= 0);
  const { storage, signed, scalable = false } = run.storage === undefined ? {} : resultStorage(run.storage, { format: run.format ?? "nifti", enlarged: scale > 1 || factor > 1, denoised: noise?.denoised ?? false, largest });
  let isSigned = false;
  const geometry = refinedGeometry(volume.geometry, { scale, throughPlane: factor, alignment });
  const plane = geometry.rows * geometry.columns;
  const mean = new Float32Array(geometry.slices * plane);
  const squares = samples > 1 ? new Float32Array(mean.length) : undefined;
  const measured = new Float32Array(volume.data.length);
  const seen = new Float32Array(factor * measured.length); // A x, in-plane
  const pixels = volume.geometry.rows * volume.geometry.columns;
  const range: Range = (slice) => storage && (storedRange(storage, Math.floor(slice / factor)).map((v) => v / high) as [number, number]);
  const perSample = geometry.slices;
  context.onSlices?.(0, samples * perSample);
  for (let k = 0; k < samples; k++) {
    const drawn = { seed: seed + k * SAMPLE_SEED, high, ...context };
    const cleaned = (first: number, y: Float32Array): void => accumulate(measured, undefined, { first: first * pixels, x: y, k, gain: high });
    const orLeave = signed !== undefined || scalable;
    const source = factor === 1 ? undefined : await betweenSlices(volume, stages, { ...drawn, factor, profile, range, orLeave, cleaned });
    await enlarge(source ?? volume, stages, {
      ...drawn, geometry, operator: stages.operator, measured: source !== undefined, range, orLeave,
      finished: async (first, x, y) => {
        accumulate(mean, squares, { first: first * plane, x: x.data, k, gain: high });
        if (factor === 1) cleaned(first, y.data);
        if (k < samples - 1 || scalable) return;
        const settled = await settle(mean, first, x.dims[0], { geometry, operator: stages.operator, factor, high, ...(storage && { storage }), ...(signed && { signed }) });
        seen.set(settled.seen, first * pixels);
        if (settled.signed) isSigned = true;
      },
      onSlices: (done) => context.onSlices?.(k * perSample + done, samples * perSample),
    });
  }
  const consistencyOf = async (inPlane: Float32Array): Promise<number> => {
    const again = factor === 1 ? inPlane : (await sliceMeasurement(factor, profile).applyInParts(tensor([1, 1, geometry.slices, pixels], inPlane))).data;
    return relativeError(again, measured);
  };
  if (scalable) context.onStage?.("rounding");
  const whole = scalable ? await settleVolume(mean, seen, { geometry, operator: stages.operator, factor, high, storage: storage!, consistencyOf, ...(signal && { signal }) }) : undefined;
  const valid = await refinedMask(volume, { scale, throughPlane: factor });
  const masked = valid && { valid };
  if (squares) await deviationInPlace(squares, samples, calibrationOf((models.model ?? models.denoiser)?.card, run.preset ?? "fidelity") ?? 1);
  return {
    volume: { geometry, data: mean, ...masked },
    ...(squares && { deviation: { geometry, data: squares, ...masked } }),
    high,
    ...(noise && { noise }),
    ...(storage && { storage: whole?.storage ?? (isSigned ? signed! : storage) }),
    ...(whole?.cut && { cut: true }),
    consistency: whole?.consistency ?? (await consistencyOf(seen)),
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

function stagesOf({ models, scale, throughPlane: factor = 1, alignment = "corner", preset = "fidelity", samples = 1, alpha = 1, reference }: VolumeRun, noise: NoiseFinding | undefined, magnitude: boolean): Stages {
  const { model, denoiser: cleaning, method: name } = models;
  const networks = model && new SliceNetworks(model);
  const cleaners = cleaning && (cleaning === model ? networks! : new SliceNetworks(cleaning));
  const stochastic = samples > 1;
  const method = (s: number): Method => (name === "zero-fill" || s === 1 || networks === undefined ? zeroFill : methods[name].make({ networks, scale: s, preset, stochastic }));
  return {
    denoise: noise?.denoised && cleaners ? denoiser({ networks: cleaners, preset, sigma: noise.share, alpha, removeBias: noise.rayleighBackground, magnitude, stochastic, ...(noise.native && { native: noise.native }) }) : undefined,
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

interface BetweenSlices {
  readonly factor: number;
  readonly profile: SliceProfile;
  readonly range: Range;
  /** Whether there is another form for slices that do not agree inside of the range. */
  readonly orLeave: boolean;
  readonly cleaned: (first: number, y: Float32Array) => void;
  readonly onStage?: (name: string) => void;
}

/** The denoised stack with `factor` times the slices. */
async function betweenSlices(volume: Volume, stages: Stages, { seed, high, factor, profile, range, orLeave, cleaned, signal, onStage }: Drawn & BetweenSlices): Promise<Volume> {
  const { slices, rows, columns } = volume.geometry;
  const clean = new Float32Array(slices * rows * columns);
  for await (const { first, y } of measurements(volume, stages, { seed, high, ...(signal && { signal }) }, CALL_PIXELS / (rows * columns))) {
    clean.set(y.data, first * rows * columns);
    cleaned(first, y.data);
  }
  onStage?.("between slices");
  const data = await throughPlane(clean, { slices, rows, columns }, { factor, profile, method: stages.between, seed, range: wholeRange(factor * slices, range), orLeave, ...(signal && { signal }) });
  return { geometry: { ...volume.geometry, slices: slices * factor }, data };
}

/** What every slice can hold. */
function wholeRange(slices: number, range: Range): ReturnType<Range> {
  const all = Array.from({ length: slices }, (_, k) => range(k)).filter((limits) => limits !== undefined);
  return all.length === 0 ? undefined : [Math.max(...all.map(([low]) => low)), Math.min(...all.map(([, top]) => top))];
}

interface Enlarging extends Drawn {
  readonly geometry: Volume["geometry"];
  readonly operator: KspaceTruncation;
  /** Whether the volume is in model range already, and denoised. */
  readonly measured: boolean;
  /** Of a result slice, in model range. */
  readonly range: Range;
  readonly orLeave: boolean;
  readonly finished: (first: number, x: Tensor, y: Tensor) => Promise<void>;
  readonly onSlices: (done: number) => void;
}

async function enlarge(volume: Volume, stages: Stages, o: Enlarging): Promise<void> {
  const { geometry, operator, range, orLeave, signal } = o;
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
    const drawn = await agree(operator, await stages.method(batch, o.seed, signal), y);
    return { first, y, x: await withinRange(drawn, y, operator, (slice) => range(first + slice), { orLeave }) };
  };
  for await (const { first, y, x } of ahead(parts(volume.geometry.slices, atOnce), AHEAD, work)) {
    await o.finished(first, x, y);
    o.onSlices((done += y.dims[0]));
    await yieldToEvents();
  }
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
