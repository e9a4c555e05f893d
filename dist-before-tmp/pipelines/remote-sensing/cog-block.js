import { setImmediate as yieldToEvents } from "node:timers/promises";
import { promisify } from "node:util";
import { constants, deflate, inflate } from "node:zlib";
import { give, takeBytes } from "../../shared/tensor/spare.js";
import { addNeighbours, joinBytePlanes, splitBytePlanes, subtractNeighbours } from "./codecs-predictor.js";
import { isFloat, sampleBytes, sampleRange } from "./raster.js";
import { samplesOver } from "./read-blocks.js";
/** One block between numbers with validity and the bytes in the file: DEFLATE of predicted, interleaved samples. */
const deflateAsync = promisify(deflate);
const inflateAsync = promisify(inflate);
const level = 6;
/** Differences of pixels hold noise and runs, hardly ever strings: without the search for them a third of the time, 2 % more bytes. */
const strategy = constants.Z_RLE;
/** Rounds and clamps to the sample type; what was not measured becomes the fill, what was measured never becomes nodata. */
export async function encodeBlock(layout, pixels) {
    const { blockSize, type, bands, hasMask, fill, missing } = layout;
    const { width, height } = pixels;
    const samples = bands.length;
    const bytes = takeBytes(blockSize * blockSize * samples * sampleBytes[type]);
    const values = samplesOver(type, bytes);
    const flags = takeBytes(blockSize * blockSize).fill(0);
    const partial = width < blockSize || height < blockSize;
    if (partial)
        values.fill(fill);
    let measured = false;
    for (const [band, interpretation] of bands.entries()) {
        const alpha = interpretation === "alpha";
        const from = { values: pixels.bands[band], valid: pixels.valid[band], width, height };
        const to = { values, flags, blockSize, samples, band };
        measured = storeBand(from, to, { alpha, empty: alpha ? 0 : fill, quantum: quantumOf(type, alpha ? undefined : layout.nodata) }) || measured;
        if (partial && alpha)
            zeroOutside(values, { width, height, blockSize, samples, band });
        await yieldToEvents();
    }
    const release = () => give(bytes, flags);
    if (!measured && (layout.bands.includes("alpha") || Object.is(fill, missing))) {
        release();
        return { image: new Uint8Array(0), mask: new Uint8Array(0) };
    }
    const shape = { columns: blockSize, rows: blockSize, stride: samples, bytes: sampleBytes[type] };
    if (isFloat(type))
        splitBytePlanes(bytes, shape);
    else
        subtractNeighbours(bytes, shape);
    const [image, mask] = await Promise.all([deflateAsync(bytes, { level, strategy, chunkSize: Math.max(4096, bytes.length >> 1) }), hasMask ? deflateAsync(packBits(flags), { level }) : new Uint8Array(0)]);
    release();
    return { image, mask };
}
/** One band into the interleaved block; whether anything of it was measured. */
function storeBand(from, to, { alpha, empty, quantum }) {
    if (!alpha && quantum.whole && Number.isNaN(quantum.taken) && !from.valid.includes(0) && storeWhole(from, to, quantum)) {
        for (let r = 0; r < from.height; r++)
            to.flags.fill(1, r * to.blockSize, r * to.blockSize + from.width);
        return true;
    }
    return storeMasked(from, to, { alpha, empty, quantum });
}
/** What almost every band is: whole numbers, all measured, none of them nodata. False where one was not a number after all. */
function storeWhole({ values: from, width, height }, { values, blockSize, samples, band }, { low, high }) {
    for (let r = 0, at = 0; r < height; r++) {
        for (let c = 0, to = r * blockSize * samples + band; c < width; c++, at++, to += samples) {
            const value = from[at];
            if (value >= low)
                values[to] = value > high ? high : Math.floor(value + 0.5);
            else if (value < low)
                values[to] = low;
            else
                return false;
        }
    }
    return true;
}
function storeMasked({ values: from, valid, width, height }, { values, flags, blockSize, samples, band }, { alpha, empty, quantum }) {
    const { low, high, whole, taken, beside } = quantum;
    let measured = false;
    for (let r = 0, at = 0; r < height; r++) {
        for (let c = 0, pixel = r * blockSize, to = pixel * samples + band; c < width; c++, at++, pixel++, to += samples) {
            const value = from[at];
            if (valid[at] === 0 || value !== value) {
                values[to] = empty;
                continue;
            }
            const kept = value < low ? low : value > high ? high : whole ? Math.floor(value + 0.5) : value;
            values[to] = kept;
            // a float is compared as it was rounded
            if ((whole ? kept : values[to]) === taken)
                values[to] = beside;
            if (!alpha)
                flags[pixel] = 1;
            else if (value === 0)
                continue;
            measured = true;
        }
    }
    return measured;
}
function zeroOutside(values, { width, height, blockSize, samples, band }) {
    for (let r = 0; r < blockSize; r++) {
        for (let c = r < height ? width : 0; c < blockSize; c++)
            values[(r * blockSize + c) * samples + band] = 0;
    }
}
function quantumOf(type, nodata) {
    const [low, high] = sampleRange[type];
    const taken = nodata !== undefined && Number.isFinite(nodata) ? nodata : NaN;
    const inward = taken >= high ? -1 : 1;
    if (!isFloat(type))
        return { low, high, whole: true, taken, beside: taken + inward };
    const [epsilon, tiny] = type === "float32" ? [2 ** -23, 2 ** -149] : [2 ** -52, Number.MIN_VALUE];
    return { low, high, whole: false, taken, beside: taken === 0 ? tiny : taken + inward * Math.abs(taken) * epsilon };
}
/** The inverse of encodeBlock; undefined for a sparse block. */
export async function decodeBlock(layout, { image, mask }) {
    const { blockSize, type, bands, hasMask } = layout;
    if (image.length === 0)
        return undefined;
    const bytes = aligned(await inflateAsync(image, { chunkSize: blockSize * blockSize * bands.length * sampleBytes[type] }), sampleBytes[type]);
    const shape = { columns: blockSize, rows: blockSize, stride: bands.length, bytes: sampleBytes[type] };
    if (isFloat(type))
        joinBytePlanes(bytes, shape);
    else
        addNeighbours(bytes, shape);
    const values = samplesOver(type, bytes);
    const alpha = bands.indexOf("alpha");
    if (!hasMask && alpha < 0)
        return { values };
    const present = new Uint8Array(blockSize * blockSize).fill(1);
    if (alpha >= 0)
        for (let i = 0; i < present.length; i++)
            if (values[i * bands.length + alpha] === 0)
                present[i] = 0;
    if (hasMask) {
        const packed = await inflateAsync(mask);
        for (let i = 0; i < present.length; i++)
            present[i] = present[i] & (packed[i >> 3] >> (7 - (i & 7)));
    }
    return { values, present };
}
function aligned(bytes, to) {
    return bytes.byteOffset % to === 0 ? bytes : new Uint8Array(bytes);
}
function packBits(flags) {
    const packed = new Uint8Array(flags.length / 8);
    for (let i = 0; i < flags.length; i++)
        packed[i >> 3] = packed[i >> 3] | (flags[i] << (7 - (i & 7)));
    return packed;
}
//# sourceMappingURL=cog-block.js.map