import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceResizeInParts } from "../../shared/degradation/kspace.js";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { foreground } from "./foreground.js";
import { bodyPatches, PATCH, patchNoise } from "./noise-patches.js";
import { RAYLEIGH_MEAN, ricianAmplitude, ricianVariance } from "./rician.js";
/** Slices looked at, evenly spaced over the middle of the volume. */
const SLICES = 7;
const MIDDLE = 0.7;
/** Fewer patches of body say nothing; more than the most say no more. */
const FEWEST_PATCHES = 400;
const MOST_PATCHES = 12_000;
/** Below this ratio of high to middle frequencies noise is not white: measured 0.56-1.02 on white noise (the less, the more texture), 0.02-0.5 on filtered. */
const WHITE = 0.55;
/** Parts of k-space that are tried as the one that was measured. */
const FRACTIONS = [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];
/** Share of negative values up to which an image counts as a magnitude. */
const NEGATIVES = 1e-3;
/** Background of pure Rician noise, in units of RAYLEIGH_MEAN sigma. */
const RAYLEIGH = [0.6, 1.5];
/** What a given level needs to be known of the image. */
export async function noiseKind(volume, sigma) {
    const { rows, columns } = volume.geometry;
    const slices = chosenSlices(volume);
    const distribution = isMagnitude(slices) ? "rician" : "gaussian";
    return { distribution, rayleighBackground: distribution === "rician" && background(await airOf(slices, { rows, columns }), sigma) };
}
/**
 * Noise level of a volume by the eigenvalues of its patches (methods.md 2.1.1), with the estimator's known failures looked after: only
 * patches of the body are used, a magnitude's smaller variance in dark tissue is undone, and noise that is not white is noticed and, if
 * a central part of k-space has white noise, measured there. Other events are let in between slices.
 */
export async function estimateNoise(volume, { floor, high, signal }) {
    const { rows, columns } = volume.geometry;
    const slices = chosenSlices(volume);
    const all = await measured(slices, { rows, columns }, signal);
    const distribution = isMagnitude(slices) ? "rician" : "gaussian";
    if (all === undefined)
        return { sigma: 0, verdict: "no-body", reason: "too little tissue to measure noise in", distribution, rayleighBackground: false };
    let found = all;
    let native;
    if (!isWhite(all.whiteness)) {
        if (all.middle < floor * high) {
            return { sigma: all.middle, verdict: "below-floor", distribution, rayleighBackground: false, reason: `what there is at middle frequencies, ${(all.middle / high).toFixed(4)} of the range, is below what is worth removing (${floor})` };
        }
        const inner = await nativeGrid(slices, { rows, columns }, all, signal);
        const [vertical, horizontal] = all.whiteness.map((ratio) => ratio.toFixed(2));
        if (inner === undefined) {
            return {
                sigma: all.sigma, verdict: "correlated", distribution, rayleighBackground: false,
                reason: `high frequencies hold ${vertical} (rows) and ${horizontal} (columns) of white noise's power: filtered, interpolated, or less noise than texture; give --sigma to denoise it all the same`,
            };
        }
        ({ found, native } = inner);
    }
    const sigma = distribution === "rician" ? channelSigma(found.sigma, found.means) : found.sigma;
    const rayleighBackground = distribution === "rician" && background(found.background, sigma);
    const common = { sigma, distribution, rayleighBackground, ...(native && { native }) };
    if (sigma < floor * high)
        return { ...common, verdict: "below-floor", reason: `noise of ${(sigma / high).toFixed(4)} of the range is below what is worth removing (${floor})` };
    const where = native ? ` within ${native[0]}x${native[1]} of ${rows}x${columns} of k-space` : "";
    return { ...common, verdict: "reliable", reason: `white noise${where}, ${distribution}, ${(100 * found.calm).toFixed(0)} % of the tissue calm enough to measure it` };
}
function chosenSlices({ geometry: { slices, rows, columns }, data, valid }) {
    const plane = rows * columns;
    const count = Math.min(slices, SLICES);
    const first = ((1 - MIDDLE) / 2) * (slices - 1);
    const places = new Set(Array.from({ length: count }, (_, i) => Math.round(first + (count === 1 ? 0.5 : i / (count - 1)) * MIDDLE * (slices - 1))));
    return [...places].map((k) => {
        const mask = valid?.subarray(k * plane, (k + 1) * plane);
        const slice = data.subarray(k * plane, (k + 1) * plane).map((v, i) => (mask?.[i] === 0 || !Number.isFinite(v) ? 0 : v));
        return { data: slice, ...(mask && { valid: mask }) };
    });
}
/** From the body of all the slices together; undefined where there is too little. */
async function measured(slices, { rows, columns }, signal) {
    const parts = [];
    const air = [];
    for (const { data, valid } of slices) {
        throwIfAborted(signal);
        await yieldToEvents();
        const { body, background: outside } = foreground(data, { height: rows, width: columns, ...(valid && { valid }) });
        parts.push(bodyPatches(data, { height: rows, width: columns }, body));
        const values = data.filter((_, i) => outside[i] === 1);
        if (values.length >= PATCH)
            air.push(mean(values));
        await yieldToEvents();
    }
    const patches = thinned(parts);
    await yieldToEvents();
    if (patches.length < FEWEST_PATCHES * PATCH)
        return undefined;
    const means = [];
    for (let p = 0; p < patches.length; p += 7 * PATCH)
        means.push(mean(patches.subarray(p, p + PATCH)));
    await yieldToEvents();
    return { ...(await patchNoise(patches)), means, background: air };
}
/** Every n-th patch, so that at most MOST_PATCHES remain. */
function thinned(parts) {
    const count = parts.reduce((sum, part) => sum + part.length / PATCH, 0);
    const every = Math.max(1, Math.ceil(count / MOST_PATCHES));
    const out = new Float32Array(Math.ceil(count / every) * PATCH);
    let index = 0;
    for (const part of parts) {
        for (let p = 0; p < part.length; p += PATCH, index++)
            if (index % every === 0)
                out.set(part.subarray(p, p + PATCH), (index / every) * PATCH);
    }
    return out;
}
/** Mean of the air of each slice that shows enough of it. */
async function airOf(slices, { rows, columns }) {
    const air = [];
    for (const { data, valid } of slices) {
        const { background: outside } = foreground(data, { height: rows, width: columns, ...(valid && { valid }) });
        const values = data.filter((_, i) => outside[i] === 1);
        if (values.length >= PATCH)
            air.push(mean(values));
        await yieldToEvents();
    }
    return air;
}
function isWhite(whiteness) {
    return Math.min(...whiteness) >= WHITE;
}
/** The largest central part of k-space, axis by axis, whose noise is white. */
async function nativeGrid(slices, { rows, columns }, all, signal) {
    const few = slices.filter((_, i) => i % 3 === 1 || slices.length < 3);
    const cropped = async (fractions, some) => {
        const [height, width] = [part(rows, fractions[0]), part(columns, fractions[1])];
        const parts = [];
        for (const { data } of some)
            parts.push({ data: (await kspaceResizeInParts(tensor([1, 1, rows, columns], data), { height, width })).data });
        return { rows: height, columns: width, slices: parts };
    };
    let fractions = [1, 1];
    let whiteness = all.whiteness;
    for (const axis of [1, 0]) {
        for (const fraction of FRACTIONS) {
            if (whiteness[axis] >= WHITE)
                break;
            fractions = axis === 0 ? [fraction, fractions[1]] : [fractions[0], fraction];
            const tried = await cropped(fractions, few);
            whiteness = (await measured(tried.slices, tried, signal))?.whiteness ?? [0, 0];
        }
    }
    if (!isWhite(whiteness))
        return undefined;
    const inner = await cropped(fractions, slices);
    const found = await measured(inner.slices, inner, signal);
    return found && isWhite(found.whiteness) ? { found, native: [inner.rows, inner.columns] } : undefined;
}
/** Odd sizes have no Nyquist frequency to share. */
function part(size, fraction) {
    return fraction === 1 ? size : 2 * Math.floor((fraction * size - 1) / 2) + 1;
}
function isMagnitude(slices) {
    let negative = 0;
    let total = 0;
    for (const { data } of slices) {
        total += data.length;
        for (const v of data)
            if (v < 0)
                negative++;
    }
    return negative <= NEGATIVES * total;
}
/** Koay & Basser's correction (2006) for a mixture of signal levels: the variance of M is sigma^2 times the mean of xi(theta). */
function channelSigma(apparent, means) {
    let sigma = apparent;
    for (let round = 0; round < 20; round++) {
        let sum = 0;
        for (const m of means)
            sum += ricianVariance(ricianAmplitude(m / sigma));
        const next = apparent / Math.sqrt(sum / means.length);
        if (Math.abs(next - sigma) < 1e-4 * sigma)
            return next;
        sigma = next;
    }
    return sigma;
}
function background(air, sigma) {
    if (air.length === 0 || sigma === 0)
        return false;
    const ratio = median(air) / (RAYLEIGH_MEAN * sigma);
    return ratio >= RAYLEIGH[0] && ratio <= RAYLEIGH[1];
}
function mean(values) {
    let sum = 0;
    for (const v of values)
        sum += v;
    return sum / values.length;
}
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
//# sourceMappingURL=noise-estimate.js.map