import { randomBytes } from "node:crypto";
import { access, mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { kspaceTruncate } from "../../shared/degradation/kspace.js";
import { randomStream } from "../../shared/degradation/random.js";
import { expected } from "../../shared/errors.js";
import { versions } from "../../shared/report/versions.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { writeSeries } from "./dicom/write-series.js";
import { gridText } from "./evaluate-place.js";
import { writeNifti } from "./nifti-write.js";
import { openStudy } from "./open.js";
import { chosenStacks } from "./options.js";
import { requireSignalRange, sliceBatch } from "./prepare.js";
/**
 * Makes test input with a known truth: k-space of every slice truncated to 1/scale (the field of view stays), then noise, of a
 * magnitude image or of a real one. Throws bad-option where the output exists, bad-input where a size is no multiple of the scale.
 */
export async function degradeStudy(options, signal) {
    const { input, output, overwrite } = options;
    const nifti = /\.nii(\.gz)?$/i.test(input);
    if (resolve(output) === resolve(input))
        throw wrong("--output", "another place than the input", output, "sources are never touched");
    if (nifti !== /\.nii(\.gz)?$/i.test(output))
        throw wrong("--output", nifti ? "a .nii or .nii.gz file for a NIfTI input" : "a folder for a DICOM input", output, "choose another name");
    if (!overwrite && (await access(output).then(() => true, () => false)))
        throw wrong("--output", "a place that is free", output, "choose another one, or pass --overwrite");
    const stacks = chosenStacks((await openStudy(input, { ...(signal && { signal }) })).stacks, options.series);
    if (stacks.length === 0)
        throw expected("bad-input", { subject: "STUDY", want: "a magnitude MR series", got: "none", advice: "see mri-sr inspect" });
    if (nifti && stacks.length > 1)
        throw wrong("--series", "one volume of the file", `${stacks.length}`, "name one: mri-sr inspect lists their keys");
    const temporary = `${output}.part-${randomBytes(4).toString("hex")}${nifti ? output.slice(output.search(/\.nii/i)) : ""}`;
    const records = [];
    try {
        for (const stack of stacks) {
            signal?.throwIfAborted();
            const { derived, record } = await degraded(stack, options, signal);
            records.push(record);
            if (nifti) {
                await writeNifti(derived, temporary, { ...(signal && { signal }) });
                continue;
            }
            const folder = join(temporary, `series-${stack.seriesNumber ?? "x"}-${stack.key}`);
            await mkdir(folder, { recursive: true });
            await writeSeries(derived, { folder, ...(signal && { signal }) });
        }
        if (overwrite)
            await rm(output, { recursive: true, force: true });
        await rename(temporary, output);
    }
    finally {
        await rm(temporary, { recursive: true, force: true });
    }
    return records;
}
async function degraded(stack, { scale, noise, distribution, seed }, signal) {
    const { rows, columns, slices } = stack.geometry;
    if (rows % scale !== 0 || columns % scale !== 0)
        throw expected("bad-input", { subject: stack.label, want: `rows and columns that are multiples of ${scale}`, got: `${rows}x${columns}`, advice: "choose another --scale, or leave the series out with --series" });
    const source = await stack.read(signal && { signal });
    const high = await requireSignalRange(source, { subject: stack.label });
    const sigma = noise * high;
    const geometry = coarserGeometry(stack.geometry, scale);
    const truncate = kspaceTruncate(scale, { alignment: "center" });
    const random = randomStream(seed, parseInt(stack.key, 16) | 0);
    const plane = geometry.rows * geometry.columns;
    const data = new Float32Array(slices * plane);
    for (let k = 0; k < slices; k++) {
        signal?.throwIfAborted();
        const filled = sliceBatch(source, { from: k, count: 1, high: 1 });
        const low = scale === 1 ? filled : await truncate.applyInParts(tensor(filled.dims, filled.data));
        for (let i = 0; i < plane; i++) {
            const v = low.data[i] + sigma * random.normal();
            data[k * plane + i] = sigma === 0 || distribution === "gaussian" ? v : Math.hypot(v, sigma * random.normal());
        }
    }
    const valid = coarserMask(source, scale);
    const volume = { geometry, data, ...(valid && { valid }) };
    const provenance = {
        software: "domain-sr mri-sr", version: versions()["domain-sr"], method: "degrade", scale: 1 / scale, throughPlane: 1, preset: `${distribution} noise of ${noise}`, seed, samples: 1, device: "cpu",
    };
    return {
        derived: { stack, volume, purpose: "result", sources: Array.from({ length: slices }, (_, k) => [k]), provenance },
        record: { key: stack.key, series: stack.label, grid: gridText(geometry), scale, sigma, distribution, seed },
    };
}
/** The same field of view with voxels `scale` times as large. */
function coarserGeometry(geometry, scale) {
    const { rowDirection, columnDirection, pixelSpacing: [down, across] } = geometry;
    const shift = (scale - 1) / 2;
    const moved = (position) => {
        const at = (axis) => position[axis] + shift * (down * columnDirection[axis] + across * rowDirection[axis]);
        return [at(0), at(1), at(2)];
    };
    return { ...geometry, rows: geometry.rows / scale, columns: geometry.columns / scale, pixelSpacing: [scale * down, scale * across], positions: geometry.positions.map(moved) };
}
/** Measured where every voxel that it covers is. */
function coarserMask({ geometry: { slices, rows, columns }, valid }, scale) {
    if (valid === undefined)
        return undefined;
    const [height, width] = [rows / scale, columns / scale];
    const out = new Uint8Array(slices * height * width).fill(1);
    for (let i = 0; i < valid.length; i++) {
        if (valid[i] === 1)
            continue;
        const row = Math.floor(i / columns);
        out[(Math.floor(row / rows) * height + Math.floor((row % rows) / scale)) * width + Math.floor((i % columns) / scale)] = 0;
    }
    return out;
}
function wrong(subject, want, got, advice) {
    return expected("bad-option", { subject, want, got, advice });
}
//# sourceMappingURL=degrade.js.map