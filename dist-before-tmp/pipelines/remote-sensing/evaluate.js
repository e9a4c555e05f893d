import { setImmediate as yieldToEvents } from "node:timers/promises";
import { perceptualDistance } from "../../shared/metrics/perceptual.js";
import { ssimPerChannel } from "../../shared/metrics/ssim.js";
import { bandPower, powerSpectrum } from "../../shared/metrics/spectrum.js";
import { expected } from "../../shared/errors.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { comparedBands, factorBetween, requireSamePlace } from "./evaluate-place.js";
import { LowComparison, detailThreshold } from "./evaluate-low.js";
import { pair, windowsOf } from "./evaluate-windows.js";
import { Fidelity, validWindows } from "./metrics.js";
const SSIM_SIDE = 11;
const SPECTRUM_SIDE = 120;
/**
 * Compares `input` with `reference`, window by window: memory does not grow with the scene. Throws bad-input where they
 * do not show the same place with the same bands, or share no valid pixel.
 */
export async function evaluate(reference, input, options = {}) {
    const { low, signal, ignoreGeoreference: relaxed = false } = options;
    requireSamePlace(input, reference, { relaxed });
    const scale = low === undefined ? options.scale : factorBetween(low, reference);
    if (low !== undefined)
        requireSamePlace(low, reference, { factor: scale, relaxed });
    const bands = comparedBands([reference, input, ...(low ? [low] : [])], options.bands);
    const range = options.range ?? (await spanOf(reference, bands, signal));
    const fidelity = new Fidelity(bands.length);
    const ssim = { sum: 0, windows: 0 };
    const power = { x: 0, truth: 0 };
    const distance = { sum: 0, count: 0 };
    const against = low === undefined ? undefined : await LowComparison.open({ low, bands, range, scale: scale, threshold: await detailThreshold(reference, low, bands, signal), ...(options.kernel && { kernel: options.kernel }) });
    for (const window of windowsOf(reference, bands.length)) {
        signal?.throwIfAborted();
        const inner = await pair(reference, input, window, bands, signal);
        fidelity.add({ x: inner.x.bands, truth: inner.truth.bands, valid: inner.valid });
        const [x, truth] = [unit(inner.x, range), unit(inner.truth, range)];
        if (scale !== undefined)
            addPower(power, { x, truth, valid: inner.valid, scale });
        if (options.perceptual && Math.min(window.width, window.height) >= options.perceptual.minimum && !inner.valid.includes(0)) {
            distance.sum += await perceptualDistance(options.perceptual, x, truth, { low: 0, high: 1 });
            distance.count++;
        }
        // SSIM's own windows belong to the tile that holds their first pixel
        const grown = { ...window, width: Math.min(window.width + SSIM_SIDE - 1, reference.width - window.col), height: Math.min(window.height + SSIM_SIDE - 1, reference.height - window.row) };
        const wider = await pair(reference, input, grown, bands, signal);
        addSsim(ssim, { x: unit(wider.x, range), truth: unit(wider.truth, range), valid: wider.valid });
        await against?.add({ reference, input, window, ...(signal && { signal }) });
        await yieldToEvents();
    }
    if (fidelity.pixels === 0)
        throw expected("bad-input", { subject: input.name, want: `a pixel that is valid here and in ${reference.name}`, got: "none", advice: "check nodata and masks" });
    return {
        width: reference.width, height: reference.height, bands: bands.map((b) => b + 1), pixels: fidelity.pixels, range,
        ...(scale !== undefined && { scale }),
        psnr: fidelity.psnr(range), psnrPerBand: fidelity.psnrPerBand(range), rmsePerBand: fidelity.rmse,
        ...(ssim.windows > 0 && { ssim: ssim.sum / ssim.windows }),
        ...(bands.length > 1 && { sam: fidelity.sam }),
        ...(scale !== undefined && { ergas: fidelity.ergas(scale) }),
        ...(power.truth > 0 && { detailDecibels: 10 * Math.log10(power.x / power.truth) }),
        ...(distance.count > 0 && { perceptual: distance.sum / distance.count }),
        ...(against && { low: against.figures }),
    };
}
/** 255 for uint8 (PSNR as everybody reports it); else what the reference really spans, exactly, in one pass. */
async function spanOf(reference, bands, signal) {
    if (reference.sampleType === "uint8")
        return 255;
    let least = Infinity;
    let most = -Infinity;
    for (const window of windowsOf(reference, bands.length)) {
        const block = await reference.read(window, bands, signal);
        block.bands.forEach((values, b) => {
            const valid = block.valid[b];
            for (let i = 0; i < values.length; i++) {
                if (valid[i] === 0)
                    continue;
                if (values[i] < least)
                    least = values[i];
                if (values[i] > most)
                    most = values[i];
            }
        });
        await yieldToEvents();
    }
    if (!(most > least))
        throw expected("bad-input", { subject: reference.name, want: "values that differ", got: least === Infinity ? "no valid pixel" : `${least} everywhere`, advice: "give --range" });
    return most - least;
}
/** Numbers over the range, [1, bands, h, w]; not shifted, because SSIM knows the level. */
function unit({ bands, window: { height, width } }, range) {
    const out = tensor([1, bands.length, height, width]);
    bands.forEach((values, b) => {
        for (let i = 0; i < values.length; i++)
            out.data[b * values.length + i] = values[i] / range;
    });
    return out;
}
function addSsim(to, { x, truth, valid }) {
    const [, , height, width] = x.dims;
    if (Math.min(height, width) < SSIM_SIDE)
        return;
    const windows = validWindows(valid, { height, width, side: SSIM_SIDE });
    if (windows === 0)
        return;
    const perBand = ssimPerChannel(x, truth, { range: 1, valid });
    to.sum += (windows * perBand.reduce((sum, v) => sum + v, 0)) / perBand.length;
    to.windows += windows;
}
/** Power above the LR Nyquist, in blocks without an invalid pixel. */
function addPower(to, { x, truth, valid, scale }) {
    const [, , height, width] = x.dims;
    const block = Math.min(SPECTRUM_SIDE, height, width);
    if (block < 4 * scale || valid.includes(0))
        return;
    const above = { low: 0.5 / scale, high: 1 };
    to.x += bandPower(powerSpectrum(x, { block }), above) * height * width;
    to.truth += bandPower(powerSpectrum(truth, { block }), above) * height * width;
}
//# sourceMappingURL=evaluate.js.map