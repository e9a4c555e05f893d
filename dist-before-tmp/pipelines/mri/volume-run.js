import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceTruncate } from "../../shared/degradation/kspace.js";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { calibrationOf } from "../../shared/runtime/calibration.js";
import { noiseRange } from "../../shared/runtime/presets.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { agree } from "./agree.js";
import { denoiser } from "./denoise.js";
import { refinedGeometry, refinedMask, storedRange } from "./finish.js";
import { methods, zeroFill } from "./methods/index.js";
import { sliceOrigins } from "./methods/method.js";
import { requireScales } from "./models.js";
import { CALL_PIXELS, SliceNetworks } from "./network-windows.js";
import { estimateNoise, noiseKind } from "./noise-estimate.js";
import { RANGE_PERCENTILE, requireSignalRange, sliceBatch, valueExtent } from "./prepare.js";
import { resultStorage } from "./result-storage.js";
import { accumulate, deviationInPlace } from "./running-mean.js";
import { relativeError, settle } from "./settle.js";
import { sliceMeasurement, throughPlane } from "./through-plane.js";
import { withinRange } from "./within-range.js";
/** Batches in work: one keeps the network busy while another is prepared or finished. */
const AHEAD = 2;
/** Seeds of samples lie so far apart; those of denoising and of super-resolution too. */
const SAMPLE_SEED = 2 ** 32;
const DENOISE_SEED = 2 ** 44;
/**
 * Denoises and enlarges a volume in memory: the path of `mri-sr`, and of figures. The bytes depend on the volume and `run` alone.
 * Throws bad-option for a factor that the model does not know, bad-input for a volume without signal, aborted between network calls.
 */
export async function restoreVolume(volume, run, context = {}) {
    const { models, scale, throughPlane: factor = 1, profile = "average", alignment = "corner", samples = 1, seed = 0 } = run;
    const { signal, subject = "volume" } = context;
    requireScales(models, [{ flag: "--scale", factor: scale }, { flag: "--through-plane", factor }]);
    const high = await requireSignalRange(volume, { subject, percentile: (models.model ?? models.denoiser)?.card.normalization.high ?? RANGE_PERCENTILE });
    if (models.denoiser)
        context.onStage?.("noise estimate");
    const noise = await findNoise(volume, run, { high, ...(signal && { signal }) });
    const { smallest, largest } = await valueExtent(volume);
    const stages = stagesOf(run, noise, smallest >= 0);
    const { storage, signed } = run.storage === undefined ? {} : resultStorage(run.storage, { format: run.format ?? "nifti", enlarged: scale > 1 || factor > 1, denoised: noise?.denoised ?? false, largest });
    let isSigned = false;
    const geometry = refinedGeometry(volume.geometry, { scale, throughPlane: factor, alignment });
    const plane = geometry.rows * geometry.columns;
    const mean = new Float32Array(geometry.slices * plane);
    const squares = samples > 1 ? new Float32Array(mean.length) : undefined;
    const measured = new Float32Array(volume.data.length);
    const seen = new Float32Array(factor * measured.length); // A x, in-plane
    const pixels = volume.geometry.rows * volume.geometry.columns;
    const range = (slice) => storage && storedRange(storage, Math.floor(slice / factor)).map((v) => v / high);
    const perSample = geometry.slices;
    context.onSlices?.(0, samples * perSample);
    for (let k = 0; k < samples; k++) {
        const drawn = { seed: seed + k * SAMPLE_SEED, high, ...context };
        const cleaned = (first, y) => accumulate(measured, undefined, { first: first * pixels, x: y, k, gain: high });
        const orLeave = signed !== undefined;
        const source = factor === 1 ? undefined : await betweenSlices(volume, stages, { ...drawn, factor, profile, range, orLeave, cleaned });
        await enlarge(source ?? volume, stages, {
            ...drawn, geometry, operator: stages.operator, measured: source !== undefined, range, orLeave,
            finished: async (first, x, y) => {
                accumulate(mean, squares, { first: first * plane, x: x.data, k, gain: high });
                if (factor === 1)
                    cleaned(first, y.data);
                if (k < samples - 1)
                    return;
                const settled = await settle(mean, first, x.dims[0], { geometry, operator: stages.operator, factor, high, ...(storage && { storage }), ...(signed && { signed }) });
                seen.set(settled.seen, first * pixels);
                if (settled.signed)
                    isSigned = true;
            },
            onSlices: (done) => context.onSlices?.(k * perSample + done, samples * perSample),
        });
    }
    const again = factor === 1 ? seen : (await sliceMeasurement(factor, profile).applyInParts(tensor([1, 1, geometry.slices, pixels], seen))).data;
    const valid = await refinedMask(volume, { scale, throughPlane: factor });
    const masked = valid && { valid };
    if (squares)
        await deviationInPlace(squares, samples, calibrationOf((models.model ?? models.denoiser)?.card, run.preset ?? "fidelity") ?? 1);
    return {
        volume: { geometry, data: mean, ...masked },
        ...(squares && { deviation: { geometry, data: squares, ...masked } }),
        high,
        ...(noise && { noise }),
        ...(storage && { storage: isSigned ? signed : storage }),
        consistency: await relativeError(again, measured),
        networkCalls: stages.calls(),
    };
}
function stagesOf({ models, scale, throughPlane: factor = 1, alignment = "corner", preset = "fidelity", samples = 1, alpha = 1, reference }, noise, magnitude) {
    const { model, denoiser: cleaning, method: name } = models;
    const networks = model && new SliceNetworks(model);
    const cleaners = cleaning && (cleaning === model ? networks : new SliceNetworks(cleaning));
    const stochastic = samples > 1;
    const method = (s) => (name === "zero-fill" || s === 1 || networks === undefined ? zeroFill : methods[name].make({ networks, scale: s, preset, stochastic }));
    return {
        denoise: noise?.denoised && cleaners ? denoiser({ networks: cleaners, preset, sigma: noise.share, alpha, removeBias: noise.rayleighBackground, magnitude, stochastic, ...(noise.native && { native: noise.native }) }) : undefined,
        method: method(scale),
        between: method(factor),
        operator: kspaceTruncate(scale, { alignment }),
        reference,
        calls: () => (networks?.calls ?? 0) + (cleaners === networks ? 0 : (cleaners?.calls ?? 0)),
    };
}
async function findNoise(volume, { models, sigma }, { high, signal }) {
    if (models.denoiser === undefined)
        return undefined;
    if (sigma !== undefined)
        return { sigma: sigma * high, share: sigma, given: true, denoised: true, verdict: "reliable", reason: "given", ...(await noiseKind(volume, sigma * high)) };
    const found = await estimateNoise(volume, { floor: noiseRange(models.denoiser.card).minimum, high, ...(signal && { signal }) });
    return { ...found, share: found.sigma / high, given: false, denoised: found.verdict === "reliable" };
}
/** The denoised stack with `factor` times the slices. */
async function betweenSlices(volume, stages, { seed, high, factor, profile, range, orLeave, cleaned, signal, onStage }) {
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
function wholeRange(slices, range) {
    const all = Array.from({ length: slices }, (_, k) => range(k)).filter((limits) => limits !== undefined);
    return all.length === 0 ? undefined : [Math.max(...all.map(([low]) => low)), Math.min(...all.map(([, top]) => top))];
}
async function enlarge(volume, stages, o) {
    const { geometry, operator, range, orLeave, signal } = o;
    const atOnce = CALL_PIXELS / (geometry.rows * geometry.columns);
    const stack = o.measured ? { ...stages, denoise: undefined } : stages;
    let done = 0;
    const work = async ({ first, count }) => {
        throwIfAborted(signal);
        const y = await measurement(volume, stack, { first, count }, { ...o, high: o.measured ? 1 : o.high });
        if (operator.scale === 1)
            return { first, y, x: y };
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
function parts(slices, atOnce) {
    const count = Math.max(1, Math.floor(atOnce));
    return Array.from({ length: Math.ceil(slices / count) }, (_, i) => ({ first: i * count, count: Math.min(count, slices - i * count) }));
}
/** Slices in model range, denoised where that is wanted. */
async function measurement(volume, { denoise }, { first, count }, { seed, high, signal }) {
    const y = sliceBatch(volume, { from: first, count, high });
    return denoise === undefined ? y : denoise(y, { origins: sliceOrigins(first, count), seed: seed + DENOISE_SEED, ...(signal && { signal }) });
}
async function* measurements(volume, stages, drawn, atOnce) {
    const work = async (part) => {
        throwIfAborted(drawn.signal);
        return { first: part.first, y: await measurement(volume, stages, part, drawn) };
    };
    yield* ahead(parts(volume.geometry.slices, atOnce), AHEAD, work);
}
//# sourceMappingURL=volume-run.js.map