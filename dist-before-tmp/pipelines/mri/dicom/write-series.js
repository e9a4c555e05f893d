import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expected } from "../../../shared/errors.js";
import { provenanceHash } from "./write-attributes.js";
import { classicDataset, nearestSource } from "./write-classic.js";
import { encodeFrame } from "./write-codecs.js";
import { creationClock } from "./write-clock.js";
import { decimalString } from "./write-dataset.js";
import { enhancedDataset } from "./write-enhanced.js";
import { encodeFile } from "./write-file.js";
import { formOf, storeFrame } from "./write-pixels.js";
import { readSource } from "./write-source.js";
import { uidOf } from "./write-uid.js";
/** Transfer syntaxes a result may be written in. */
export const outputSyntaxes = ["explicit", "implicit", "deflated", "rle", "jpeg-ls", "jpeg-2000", "htj2k"];
const mrImage = "1.2.840.10008.5.1.4.1.1.4";
/**
 * Writes a derived DICOM series of the source's SOP class: one object for each slice, or one multi-frame object. Geometry is
 * that of `derived.volume`; values are stored with the source's slope, intercept and bits. UIDs follow from the source and the
 * provenance, so that the same result has the same names. Text of the source keeps its bytes and its character set.
 * Throws RestorationError "bad-input" (a source file changed or vanished), "bad-option" (samples that the transfer syntax
 * cannot hold), "no-space".
 */
export async function writeSeries(derived, options) {
    const { folder, transferSyntax = "explicit", keepPrivate = false, dated = "now", mask, signal } = options;
    const { stack, volume, sources, purpose, storage = stack.storage } = derived;
    const { instances, seriesUid: sourceUid } = stack;
    const { slices, rows, columns } = volume.geometry;
    if (instances === undefined || sourceUid === undefined || sources.length !== slices || volume.data.length !== slices * rows * columns || sources.some((from) => from.length === 0)) {
        throw new Error(`writeSeries: expected a DICOM stack with sources for ${slices} slices of ${rows}x${columns}`);
    }
    const nearest = sources.map((candidates, index) => nearestSource(volume.geometry, stack.geometry, index, candidates));
    const read = sourceReader(mask);
    const first = await read(instances[nearest[0]]);
    const deviationSlope = purpose === "deviation" ? slopeFor(volume.data, volume.valid) : undefined;
    const form = deviationSlope === undefined ? formOf(storage, first.dataset, stack.storage) : { bitsAllocated: 16, bitsStored: deviationBits, signed: false };
    const codec = codecOf(transferSyntax);
    const seriesUid = uidOf(sourceUid, stack.key, purpose, provenanceHash(derived), keepPrivate ? "private" : "");
    const plan = { derived, seriesUid, clock: creationClock(dated, first.dataset), keepPrivate, form, ...(deviationSlope !== undefined && { deviationSlope }) };
    const frame = (index) => {
        const from = index * rows * columns;
        const slope = deviationSlope ?? stack.storage.slope[nearest[index]] ?? 1;
        const intercept = deviationSlope === undefined ? (stack.storage.intercept[nearest[index]] ?? 0) : 0;
        return storeFrame(volume.data.subarray(from, from + rows * columns), volume.valid?.subarray(from, from + rows * columns), { form, slope, intercept });
    };
    const compressed = (stored) => encodeFrame(stored.cells, { rows, columns, ...form }, codec);
    const files = [];
    const write = async (dataset) => {
        const file = join(folder, `IM${String(files.length + 1).padStart(4, "0")}.dcm`);
        await writeFile(file, encodeFile(dataset, transferSyntax), { flag: "wx" }).catch((error) => Promise.reject(spaceError(stack.label, error)));
        files.push(file);
    };
    if (instances[0].sopClassUid === mrImage) {
        for (let index = 0; index < slices; index++) {
            signal?.throwIfAborted();
            const source = await read(instances[nearest[index]]);
            const stored = frame(index);
            const dataset = classicDataset(source, plan, { index, nearest: nearest[index], stored, sopInstanceUid: uidOf(seriesUid, String(index)) });
            dataset.set(0x7fe00010, pixelElement(form, codec === undefined ? { cells: [stored.cells] } : { frames: [await compressed(stored)] }));
            await write(dataset);
        }
        return { files, seriesUid };
    }
    const frameSources = [];
    const pixels = [];
    for (let index = 0; index < slices; index++) {
        signal?.throwIfAborted();
        const instance = instances[nearest[index]];
        frameSources.push({ object: await read(instance), frame: instance.frame });
        const stored = frame(index);
        pixels.push(codec === undefined ? stored.cells : await compressed(stored));
    }
    const dataset = enhancedDataset(plan, frameSources, uidOf(seriesUid, "frames"));
    dataset.set(0x7fe00010, pixelElement(form, codec === undefined ? { cells: pixels } : { frames: pixels }));
    await write(dataset);
    return { files, seriesUid };
}
function pixelElement({ bitsAllocated }, pixels) {
    if ("frames" in pixels)
        return { vr: "OB", value: pixels };
    return { vr: bitsAllocated === 8 ? "OB" : "OW", value: Buffer.concat(pixels.cells) };
}
function codecOf(syntax) {
    return syntax === "rle" || syntax === "jpeg-ls" || syntax === "jpeg-2000" || syntax === "htj2k" ? syntax : undefined;
}
const deviationBits = 16;
/** The slope that makes the largest deviation the largest stored value, as its decimal string says it. */
function slopeFor(data, valid) {
    let largest = 0;
    for (let i = 0; i < data.length; i++)
        if ((valid === undefined || valid[i] === 1) && data[i] > largest)
            largest = data[i];
    return largest === 0 ? 1 : Number(decimalString(largest / (2 ** deviationBits - 1)));
}
/** Reads a source object, and keeps the last one: multi-frame objects serve many slices. */
function sourceReader(mask = (dataset) => dataset) {
    let last;
    return async ({ file }) => {
        if (last?.file !== file) {
            const object = await readSource(file).catch((error) => {
                throw expected("bad-input", { subject: "a source file", want: "the object that was read before", got: "none that can be read", advice: "leave the study in place while it is restored", cause: error });
            });
            last = { file, object: { ...object, dataset: mask(object.dataset) } };
        }
        return last.object;
    };
}
function spaceError(subject, error) {
    const { code } = error;
    if (code === "ENOSPC" || code === "EDQUOT") {
        return expected("no-space", { subject, want: "room on the disk for the derived series", got: code, advice: "free some and repeat with --resume", cause: error });
    }
    return error;
}
//# sourceMappingURL=write-series.js.map