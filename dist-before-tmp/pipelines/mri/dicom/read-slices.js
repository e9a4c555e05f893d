import { createHash } from "node:crypto";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
import { Unreadable, inflateFrom, openBytes } from "./byte-source.js";
import { decodeFrame, missingDecoder } from "./decode.js";
import { frameRanges } from "./fragments.js";
import { gather } from "./gather.js";
/** Decodes the slices in their order. Throws bad-input with the slice, never with a name, where one cannot be decoded. */
export async function readSlices(slices, geometry, label, signal) {
    const { rows, columns } = geometry;
    const pixels = rows * columns;
    const data = new Float32Array(slices.length * pixels);
    let valid;
    // each file is opened once, whatever the order of its frames
    const byFile = gather(slices.keys(), (k) => slices[k].image);
    for (const [image, places] of byFile) {
        let k = places[0];
        try {
            await withFrames(image, async (read) => {
                for (k of places) {
                    throwIfAborted(signal);
                    const { frame } = slices[k];
                    const stored = await read(frame.index);
                    const out = data.subarray(k * pixels, (k + 1) * pixels);
                    for (let i = 0; i < pixels; i += 1)
                        out[i] = frame.slope * stored[i] + frame.intercept;
                    if (image.cells.padding !== undefined)
                        valid = markPadding(stored, image.cells.padding, valid, { length: data.length, from: k * pixels });
                }
            });
        }
        catch (error) {
            if (signal?.aborted)
                throw error;
            const got = error instanceof Error ? error.message : "an error";
            throw expected("bad-input", { subject: `${label}, slice ${k + 1}`, want: "pixels that can be decoded", got, advice: "export the series again" });
        }
    }
    return { geometry, data, ...(valid && { valid }) };
}
/** Opens an object's pixels for `use`; frames come by their index. Throws Unreadable or a plain Error, both safe to print. */
export async function withFrames(image, use) {
    const source = await openPixels(image.file, image.cells);
    try {
        const ranges = image.cells.syntax.packing === "native" ? undefined : await frameRanges(source, image.cells);
        return await use(async (frame) => {
            const values = await decodeFrame(await frameBytes(source, image.cells, frame, ranges), image.cells);
            await new Promise(setImmediate); // decoders block: let the caller's timers and signals in
            return values;
        });
    }
    finally {
        await source.close();
    }
}
/** Why the pixels cannot be decoded, as far as their first fragment tells: a decoder that is missing, fragments that are. */
export async function undecodable(file, cells) {
    if (cells.syntax.packing === "native")
        return undefined;
    try {
        const source = await openPixels(file, cells);
        try {
            const [first] = await frameRanges(source, cells);
            const { offset, length } = first[0];
            return missingDecoder(await source.read(offset, Math.min(length, 65_536)), cells);
        }
        finally {
            await source.close();
        }
    }
    catch (error) {
        return error instanceof Error ? error.message : "an error";
    }
}
/** Of all stored values and of what they stand for: equal for copies of one object in other transfer syntaxes. */
export async function contentHash(image) {
    const hash = createHash("sha256");
    hash.update(JSON.stringify([image.seriesUid, image.cells.rows, image.cells.columns, image.cells.signed, image.frames]));
    await withFrames(image, async (read) => {
        for (const { index } of image.frames)
            hash.update(await read(index));
    });
    return hash.digest("hex");
}
async function openPixels(file, { element: { deflatedFrom } }) {
    const source = await openBytes(file);
    if (deflatedFrom === undefined)
        return source;
    try {
        return await inflateFrom(source, deflatedFrom);
    }
    finally {
        await source.close();
    }
}
async function frameBytes(source, { element, rows, columns, allocated }, frame, ranges) {
    if (ranges === undefined) {
        const length = rows * columns * (allocated / 8);
        const bytes = await source.read(element.offset + frame * length, length);
        if (bytes.length < length)
            throw new Unreadable("truncated pixels");
        return bytes;
    }
    const parts = [];
    for (const { offset, length } of ranges[frame])
        parts.push(await source.read(offset, length));
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}
function markPadding(stored, [low, high], valid, { length, from }) {
    let mask = valid;
    for (let i = 0; i < stored.length; i += 1) {
        if (stored[i] < low || stored[i] > high)
            continue;
        mask ??= new Uint8Array(length).fill(1);
        mask[from + i] = 0;
    }
    return mask;
}
//# sourceMappingURL=read-slices.js.map