import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceTruncate } from "../../shared/degradation/kspace.js";
import { bandPower, powerSpectrum } from "../../shared/metrics/spectrum.js";
import { ssim } from "../../shared/metrics/ssim.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { expected } from "../../shared/errors.js";
import { gridText, requireRelation, sameGrid } from "./evaluate-place.js";
import { signalOverNoise, tissues, VolumeError } from "./metrics.js";
import { estimateNoise } from "./noise-estimate.js";
import { signalRange } from "./prepare.js";
/** Measures a result. Throws bad-input where the grids do not fit, bad-option where there is nothing to compare with. */
export async function evaluate(result, { reference, low, range, signal }) {
    if (reference === undefined && low === undefined)
        throw expected("bad-option", { subject: "eval", want: "a reference, the input, or both", got: "neither", advice: "pass --reference, --lr, or both" });
    if (reference !== undefined && !sameGrid(result.geometry, reference.geometry)) {
        throw expected("bad-input", { subject: "reference", want: `the result's grid (${gridText(result.geometry)})`, got: gridText(reference.geometry), advice: "give a reference of the same voxels" });
    }
    const related = low && requireRelation(low.geometry, result.geometry, "input");
    const above = 0.5 / Math.max(2, ...(related?.scales ?? []));
    return {
        grid: gridText(result.geometry),
        ...(reference && { fidelity: await compare(result, reference, { above, ...(range !== undefined && { range }), ...(signal && { signal }) }) }),
        ...(low && { against: await againstInput(result, low, related, signal) }),
    };
}
async function compare(result, reference, { above, range = signalRange(reference), signal }) {
    if (!(range > 0))
        throw expected("bad-input", { subject: "reference", want: "values above 0", got: `a 99.5th percentile of ${range}`, advice: "give --range" });
    const { slices } = reference.geometry;
    const error = new VolumeError();
    const similar = [];
    const power = { x: 0, truth: 0 };
    for (let k = 0; k < slices; k++) {
        signal?.throwIfAborted();
        const [x, truth] = [slice(result, k), slice(reference, k)];
        const valid = both(result, reference, k);
        error.add(x.data, truth.data, valid);
        if (Math.min(x.dims[2], x.dims[3]) >= 11) {
            const value = ssim(x, truth, { range, ...(valid && { valid }) });
            if (!Number.isNaN(value))
                similar.push(value);
        }
        if (valid === undefined && Math.min(x.dims[2], x.dims[3]) >= 16) {
            power.x += bandPower(powerSpectrum(x), { low: above, high: 1 });
            power.truth += bandPower(powerSpectrum(truth), { low: above, high: 1 });
        }
        await yieldToEvents();
    }
    if (error.voxels === 0)
        throw expected("bad-input", { subject: "reference", want: "a voxel that is measured here and in the result", got: "none", advice: "check the padding values" });
    const seen = tissues(reference);
    return {
        voxels: error.voxels, range, psnr: error.psnr(range), psnrOfSlices: error.psnrOfSlices(range), rmse: error.rmse,
        ...(similar.length > 0 && { ssim: similar.reduce((sum, v) => sum + v, 0) / similar.length }),
        ...(power.truth > 0 && { detail: { decibels: 10 * Math.log10(power.x / power.truth), above } }),
        noise: { result: await noiseOf(result, seen, signal), reference: await noiseOf(reference, seen, signal) },
    };
}
async function againstInput(result, low, related, signal) {
    const after = await measuredPart(result, low, related, signal);
    const seen = tissues(low);
    return {
        scales: related.scales, slices: related.slices, consistency: consistencyOf(after, low),
        noise: { before: await noiseOf(low, seen, signal), after: await noiseOf(after, seen, signal) },
    };
}
/** A result: its k-space truncated to the input's grid. */
async function measuredPart(result, low, { scales, slices, alignment, slicesAlignment }, signal) {
    const { rows, columns } = low.geometry;
    const truncate = kspaceTruncate(scales, { alignment });
    const planes = new Float32Array(result.geometry.slices * rows * columns);
    for (let k = 0; k < result.geometry.slices; k++) {
        signal?.throwIfAborted();
        planes.set((await truncate.applyInParts(slice(result, k))).data, k * rows * columns);
    }
    let data = planes;
    if (slices > 1) {
        // not measured in k-space: the stack ends at its edges instead of going round
        const along = kspaceTruncate([slices, 1], { alignment: slicesAlignment, ...(slicesAlignment === "center" && { boundary: "mirror" }) });
        data = (await along.applyInParts(tensor([1, 1, result.geometry.slices, rows * columns], planes))).data;
    }
    return { geometry: low.geometry, data, ...(low.valid && { valid: low.valid }) };
}
function consistencyOf(after, low) {
    const plane = low.geometry.rows * low.geometry.columns;
    const total = { error: 0, signal: 0 };
    let worstSlice = 0;
    for (let k = 0; k < low.geometry.slices; k++) {
        let [error, signal] = [0, 0];
        for (let i = k * plane; i < (k + 1) * plane; i++) {
            if (low.valid?.[i] === 0)
                continue;
            error += (after.data[i] - low.data[i]) ** 2;
            signal += low.data[i] ** 2;
        }
        total.error += error;
        total.signal += signal;
        if (signal > 0)
            worstSlice = Math.max(worstSlice, Math.sqrt(error / signal));
    }
    return { relative: total.signal > 0 ? Math.sqrt(total.error / total.signal) : 0, worstSlice };
}
async function noiseOf(volume, seen, signal) {
    const high = signalRange(volume);
    const { sigma, verdict } = await estimateNoise(volume, { floor: 0, high, ...(signal && { signal }) });
    if (seen === undefined || !(sigma > 0))
        return { sigma, verdict };
    const { snr, cnr } = signalOverNoise(volume.data, seen, sigma);
    return { sigma, verdict, snr, cnr };
}
function slice({ geometry: { rows, columns }, data }, k) {
    return tensor([1, 1, rows, columns], data.subarray(k * rows * columns, (k + 1) * rows * columns));
}
/** What is measured in both, of one slice; undefined where all of it is. */
function both(a, b, k) {
    if (a.valid === undefined && b.valid === undefined)
        return undefined;
    const plane = a.geometry.rows * a.geometry.columns;
    const valid = new Uint8Array(plane);
    for (let i = 0; i < plane; i++)
        valid[i] = (a.valid?.[k * plane + i] ?? 1) & (b.valid?.[k * plane + i] ?? 1);
    return valid.includes(0) ? valid : undefined;
}
//# sourceMappingURL=evaluate.js.map