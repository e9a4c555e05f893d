import { RestorationError, expected } from "../../shared/errors.js";
import { decompress } from "./codecs.js";
import { addNeighbours, joinBytePlanes } from "./codecs-predictor.js";
import { sampleBytes } from "./raster.js";
import { swapBytes } from "./tiff-directory.js";
const arrays = {
    uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array,
    uint32: Uint32Array, int32: Int32Array, float32: Float32Array, float64: Float64Array,
};
export function samplesOver(type, bytes) {
    const width = sampleBytes[type];
    const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
    return new arrays[type](aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / width));
}
/** Decoded blocks of one image, the most recently used kept up to `cacheBytes`; blocks asked for twice at once are read once. */
export function blockReader(source, layout, cacheBytes) {
    const kept = new Map();
    const pending = new Map();
    let bytes = 0;
    async function load(index, place, signal) {
        const stored = await source.read(place.offset, place.length, signal);
        const samples = await decodeBlock(source.name, layout, index, stored);
        kept.set(index, samples);
        bytes += samples.byteLength;
        for (const [old, block] of kept) {
            if (bytes <= cacheBytes || old === index)
                break;
            kept.delete(old);
            bytes -= block.byteLength;
        }
        return samples;
    }
    return async (index, signal) => {
        const hit = kept.get(index);
        if (hit !== undefined) {
            kept.delete(index); // to the young end
            kept.set(index, hit);
            return hit;
        }
        const place = layout.place(index);
        if (place === undefined)
            return undefined;
        const running = pending.get(index);
        if (running !== undefined)
            return running;
        const started = load(index, place, signal).finally(() => pending.delete(index));
        pending.set(index, started);
        return started;
    };
}
async function decodeBlock(name, layout, index, stored) {
    const { blockWidth: width, blockHeight: height, blocksAcross, blocksDown, tiled, planar, type } = layout;
    const samples = planar ? 1 : layout.samples;
    const row = Math.floor((index % (blocksAcross * blocksDown)) / blocksAcross);
    const rows = tiled ? height : Math.min(height, layout.height - row * height);
    const rowBytes = type === "bit" ? Math.ceil(width / 8) : width * samples * sampleBytes[type];
    const size = rows * rowBytes;
    let raw;
    try {
        raw = await decompress(stored, size, { width, height, rows, samples }, layout.codec);
        if (raw.length < size)
            throw new Error(`${raw.length} of ${size} bytes`);
    }
    catch (cause) {
        if (cause instanceof RestorationError)
            throw cause;
        throw expected("bad-input", {
            subject: `${name}, ${tiled ? "tile" : "strip"} ${index}`, want: "samples that decode", got: reason(cause),
            advice: "the file is damaged: fetch it again", cause,
        });
    }
    if (raw.length > size)
        raw = raw.subarray(0, size);
    if (type === "bit")
        return unpackBits(raw, width, rows);
    const bytes = sampleBytes[type];
    const whole = raw.byteOffset % bytes === 0 ? raw : new Uint8Array(raw);
    if (layout.swap)
        swapBytes(whole, bytes);
    const shape = { columns: width, rows, stride: samples, bytes };
    if (layout.predictor === 2)
        addNeighbours(whole, shape);
    if (layout.predictor === 3)
        joinBytePlanes(whole, shape);
    return samplesOver(type, whole);
}
/** Decoders throw strings and quote the stream's bytes; a terminal should see neither. */
function reason(cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    return text.replace(/[^\x20-\x7e]+/g, " ").trim().slice(0, 200) || "a damaged stream";
}
function unpackBits(packed, width, rows) {
    const stride = Math.ceil(width / 8);
    const out = new Uint8Array(width * rows);
    for (let r = 0; r < rows; r++) {
        for (let c = 0; c < width; c++)
            out[r * width + c] = (packed[r * stride + (c >> 3)] >> (7 - (c & 7))) & 1;
    }
    return out;
}
//# sourceMappingURL=read-blocks.js.map