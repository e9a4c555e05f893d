import { jpeg2000Shape, jpegShape } from "./codestream.js";
import { runCodec } from "./decode-codecs.js";
import { decodeJpegLossless } from "./decode-jpeg-lossless.js";
import { decodeRle } from "./decode-rle.js";
/**
 * One frame from its bytes: unpacked, bits above and below the value removed, sign extended from BitsStored (PS3.5 8.1.1).
 * Throws a plain Error in words that are safe to print where the bytes are damaged or need a decoder that is missing.
 */
export async function decodeFrame(bytes, cells) {
    const pixels = cells.rows * cells.columns;
    switch (cells.syntax.packing) {
        case "native": return valuesOf(nativeWords(bytes, cells), cells, cells.stored);
        case "rle": return valuesOf(words(decodeRle(bytes, pixels, cells.allocated / 8), cells.allocated), cells, cells.stored);
        default: return decodeCodestream(bytes, cells);
    }
}
/** Refuses what needs a missing decoder from the first bytes of a frame; undefined where it can be decoded. */
export function missingDecoder(start, { syntax }) {
    if (syntax.packing !== "jpeg" && syntax.packing !== "jpeg-lossless")
        return undefined;
    const { process, precision } = jpegShape(start);
    if (process === 0xc3)
        return undefined;
    if (precision === 8 && process !== undefined && process <= 0xc2)
        return undefined;
    return precision === 8
        ? "no decoder for this JPEG process; decompress the study first (dcmdjpeg)"
        : `no decoder for lossy JPEG of ${precision} bits (8 are read); decompress the study first (dcmdjpeg)`;
}
async function decodeCodestream(bytes, cells) {
    const { syntax: { packing }, rows, columns, allocated } = cells;
    const wavelet = packing === "jpeg-2000" || packing === "ht-jpeg-2000";
    const shape = wavelet ? jpeg2000Shape(bytes) : jpegShape(bytes);
    const missing = missingDecoder(bytes, cells);
    if (missing !== undefined)
        throw new Error(missing);
    if (shape.rows !== rows || shape.columns !== columns || shape.components !== 1 || shape.precision > allocated) {
        throw new Error(`a codestream of ${shape.rows}x${shape.columns}, ${shape.components} components of ${shape.precision} bits for pixels of ${rows}x${columns}, ${allocated} bits`);
    }
    return valuesOf(await unpack(bytes, shape, cells), cells, shape.signed ? cells.stored : shape.precision);
}
async function unpack(bytes, shape, { syntax: { packing }, rows, columns }) {
    // both JPEG transfer syntaxes go by what the stream itself says that it is
    if (shape.process === 0xc3)
        return decodeJpegLossless(bytes);
    const codec = packing === "jpeg-lossless" ? "jpeg" : packing;
    if (codec === "native" || codec === "rle")
        throw new Error("no codestream");
    if (!endsProperly(bytes))
        throw new Error("a truncated codestream");
    const { samples, rows: height, columns: width, components } = await runCodec(codec, bytes);
    const needed = rows * columns * (shape.precision > 8 ? 2 : 1);
    if (height !== rows || width !== columns || components !== 1 || samples.length !== needed)
        throw new Error("a damaged codestream");
    return words(Buffer.from(samples.buffer, samples.byteOffset, samples.length), shape.precision > 8 ? 16 : 8, shape.signed);
}
/**
 * Decoders fill what is cut off with zeros or with grey: the end marker (EOI, EOC), which no coded data can hold, must be there.
 * Behind it stands at most padding: zeros, or the one byte to an even length, which some writers leave as it was.
 */
function endsProperly(bytes) {
    const marker = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
    const padding = bytes.subarray(marker + 2);
    return marker >= 0 && (padding.length <= 1 || padding.every((byte) => byte === 0));
}
function nativeWords(bytes, { syntax: { bigEndian }, allocated, element: { vr } }) {
    if (!bigEndian)
        return words(bytes, allocated);
    // in big-endian files OW holds 16-bit words, so that pairs of 8-bit pixels are swapped too; OB is not (PS3.5 A.3)
    return words(allocated === 16 || vr === "OW" ? Buffer.from(bytes).swap16() : bytes, allocated);
}
function words(bytes, allocated, signed = false) {
    if (allocated === 8)
        return Uint16Array.from(signed ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes);
    const out = new Uint16Array(bytes.length >> 1);
    for (let i = 0; i < out.length; i += 1)
        out[i] = bytes[2 * i] | (bytes[2 * i + 1] << 8);
    return out;
}
/** `precision`: bits that the decoder gave; fewer than BitsStored leave a sign in doubt where the highest of them is set. */
function valuesOf(words, { stored, shift, signed }, precision) {
    const mask = 2 ** stored - 1;
    if (!signed) {
        if (shift > 0 || stored < 16)
            for (let i = 0; i < words.length; i += 1)
                words[i] = (words[i] >> shift) & mask;
        return words;
    }
    const doubtful = precision < stored ? 2 ** (precision - 1) : Infinity;
    const out = new Int16Array(words.buffer, words.byteOffset, words.length);
    const spare = 32 - stored;
    for (let i = 0; i < words.length; i += 1) {
        const word = words[i];
        if (word >= doubtful)
            throw new Error(`signed pixels of ${stored} bits in an unsigned codestream of ${precision}`);
        out[i] = ((word >> shift) << spare) >> spare;
    }
    return out;
}
//# sourceMappingURL=decode.js.map