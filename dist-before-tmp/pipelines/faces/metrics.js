import { gmsd } from "../../shared/metrics/gmsd.js";
import { haarPsi } from "../../shared/metrics/haarpsi.js";
import { psnr } from "../../shared/metrics/psnr.js";
import { bandPower, powerSpectrum } from "../../shared/metrics/spectrum.js";
import { ssim } from "../../shared/metrics/ssim.js";
import { resize } from "../../shared/tensor/resample.js";
const SSIM_WINDOW = 11;
/** Fewest cycles a block that still make a band of more than a few frequencies. */
const FEWEST_CYCLES = 4;
/** What a face's degradation leaves nearly untouched: 16 cycles across 256 px. */
export const LOW_PASS = 8;
/** [n, c, h, w] in 0..1; from 0.25..0.5 cycles a pixel down, octave by octave. The corners beyond the Nyquist frequency are left out. */
export function octavePowers(x) {
    const spectrum = powerSpectrum(x);
    const out = [];
    for (let low = 0.25; low * spectrum.block >= FEWEST_CYCLES; low /= 2)
        out.push({ low, high: 2 * low, power: bandPower(spectrum, { low, high: 2 * low }) });
    return out;
}
/** Of the mean powers of a set of pictures: mean first, then the ratio, so that no single picture decides. */
export function octaveDecibels(pictures, truths) {
    const sum = (set, k) => set.reduce((total, octaves) => total + octaves[k].power, 0);
    return (truths[0] ?? []).map(({ low, high }, k) => ({ low, high, decibels: 10 * Math.log10(sum(pictures, k) / pictures.length / (sum(truths, k) / truths.length)) }));
}
export function faceFidelity(x, truth) {
    const [, , h, w] = x.dims;
    const range = { range: 1 };
    return {
        psnr: psnr(x, truth, range),
        ...(Math.min(h, w) >= SSIM_WINDOW && { ssim: ssim(x, truth, range) }),
        haarPsi: haarPsi(x, truth, range), gmsd: gmsd(x, truth, range),
        octaves: octaveDecibels([octavePowers(x)], [octavePowers(truth)]),
    };
}
/**
 * Means over cells of 8 x 8 pixels of x, compared with those of what it was made from: `low` may be smaller than x, of the same shape.
 * A restoration should leave them alone: 0 is agreement.
 */
export function lowFrequencyDifference(x, low) {
    const [, , h, w] = x.dims;
    const grid = { height: Math.max(1, Math.round(h / LOW_PASS)), width: Math.max(1, Math.round(w / LOW_PASS)), kernel: "area" };
    const a = resize(x, grid).data;
    const b = resize(low, grid).data;
    let square = 0;
    let max = 0;
    for (let i = 0; i < a.length; i++) {
        const d = 255 * Math.abs(a[i] - b[i]);
        square += d * d;
        max = Math.max(max, d);
    }
    return { rms: Math.sqrt(square / a.length), max };
}
//# sourceMappingURL=metrics.js.map