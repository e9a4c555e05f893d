import { deflateSync } from "node:zlib";
import { tiffDirectory, tiffHeader } from "./read-photo-directory.js";
import { ascii, jpegSegments, pngChunks, riffChunks } from "./read-photo-segments.js";
import { tiffOfExif, tiffTree, tiffTreeBytes } from "./write-photo-tree.js";
/** Longest block of one JPEG segment, its signature taken off. */
export const jpegExifBytes = 65533 - 6;
export const jpegXmpBytes = 65533 - 29;
const jpegIccBytes = 65533 - 14;
/** A JPEG of libvips with its metadata: JFIF, EXIF (CIPA DC-008), XMP part 3, ICC.1 annex B.4. */
export function jpegWith(bytes, { icc, exif, xmp, density }) {
    const perInch = Math.round(density ?? 0);
    const stated = perInch >= 1 && perInch <= 65535;
    const jfif = Uint8Array.of(1, 2, stated ? 1 : 0, ...(stated ? [perInch >> 8, perInch & 255, perInch >> 8, perInch & 255] : [0, 1, 0, 1]), 0, 0);
    const parts = [Uint8Array.of(0xff, 0xd8), ...segment(0xe0, "JFIF\0", jfif)];
    if (exif)
        parts.push(...segment(0xe1, "Exif\0\0", exif));
    if (xmp)
        parts.push(...segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", xmp));
    const count = Math.ceil((icc?.length ?? 0) / jpegIccBytes);
    for (let i = 0; i < count; i++)
        parts.push(...segment(0xe2, `ICC_PROFILE\0${String.fromCharCode(i + 1, count)}`, icc.subarray(i * jpegIccBytes, (i + 1) * jpegIccBytes)));
    const { segments, scanAt } = jpegSegments(bytes);
    for (const { marker, data } of segments)
        if (marker < 0xe0 || marker === 0xee)
            parts.push(...segment(marker, "", data));
    return [...parts, bytes.subarray(scanAt)];
}
function segment(marker, signature, data) {
    const length = signature.length + data.length + 2;
    if (length > 65535)
        throw new Error(`segment ${marker.toString(16)}: expected at most 65533 bytes, got ${length - 2}`);
    return [Uint8Array.of(0xff, marker, length >> 8, length & 255), Buffer.from(signature, "latin1"), data];
}
/** A PNG of libvips with iCCP, pHYs, eXIf and an iTXt of XMP before its pixels (PNG, third edition, 11.3). */
export function pngWith(bytes, { icc, exif, xmp, density }) {
    const [header, ...rest] = pngChunks(bytes);
    const parts = [bytes.subarray(0, 8), header.whole];
    if (icc)
        parts.push(pngChunk("iCCP", Buffer.from("icc\0\0", "latin1"), deflateSync(icc)));
    if (density !== undefined) {
        const data = new Uint8Array(9);
        new DataView(data.buffer).setUint32(0, Math.round(density / 0.0254));
        new DataView(data.buffer).setUint32(4, Math.round(density / 0.0254));
        data[8] = 1;
        parts.push(pngChunk("pHYs", data));
    }
    if (exif)
        parts.push(pngChunk("eXIf", exif));
    if (xmp)
        parts.push(pngChunk("iTXt", Buffer.from("XML:com.adobe.xmp\0\0\0\0\0", "latin1"), xmp));
    for (const { name, whole } of rest)
        if (["PLTE", "tRNS", "IDAT", "IEND"].includes(name))
            parts.push(whole);
    return parts;
}
function pngChunk(name, ...data) {
    const body = Buffer.concat([Buffer.from(name, "latin1"), ...data]);
    const chunk = Buffer.alloc(body.length + 8);
    chunk.writeUInt32BE(body.length - 4, 0);
    body.copy(chunk, 4);
    chunk.writeUInt32BE(crc32(body), body.length + 4);
    return chunk;
}
/** CRC-32 of ISO 3309; only ever of metadata. */
function crc32(bytes) {
    let value = -1;
    for (const byte of bytes) {
        value ^= byte;
        for (let bit = 0; bit < 8; bit++)
            value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return (value ^ -1) >>> 0;
}
/** A WebP in the extended layout: VP8X, ICCP, pixels, EXIF, XMP (RFC 9649, 2.7). */
export function webpWith(bytes, { icc, exif, xmp }, { width, height, alpha }) {
    const pixels = riffChunks(bytes).filter(({ name }) => ["ALPH", "VP8 ", "VP8L"].includes(name)).map(({ name, data }) => riffChunk(name, data));
    const header = new Uint8Array(10);
    header[0] = (icc ? 0x20 : 0) | (alpha ? 0x10 : 0) | (exif ? 0x08 : 0) | (xmp ? 0x04 : 0);
    const view = new DataView(header.buffer);
    view.setUint32(4, width - 1, true);
    // 24 bits each; the width's fourth byte is the height's first.
    for (let byte = 0; byte < 3; byte++)
        header[7 + byte] = ((height - 1) >> (8 * byte)) & 255;
    const chunks = [riffChunk("VP8X", header), ...(icc ? [riffChunk("ICCP", icc)] : []), ...pixels, ...(exif ? [riffChunk("EXIF", exif)] : []), ...(xmp ? [riffChunk("XMP ", xmp)] : [])];
    const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
    head.writeUInt32LE(4 + chunks.reduce((sum, { length }) => sum + length, 0), 4);
    return [head, ...chunks];
}
function riffChunk(name, data) {
    const chunk = Buffer.alloc(8 + data.length + (data.length & 1));
    chunk.write(name, "latin1");
    chunk.writeUInt32LE(data.length, 4);
    chunk.set(data, 8);
    return chunk;
}
/** A TIFF of libvips with a new directory at its end: orientation 1, XMP (700), ICC (34675) and the tags of the EXIF block. */
export function tiffWith(bytes, { icc, exif, xmp, density }) {
    const header = tiffHeader(bytes);
    const directory = header && tiffDirectory(bytes, header, header.first);
    if (directory === undefined || header.big)
        throw new Error(`tiffWith: expected a classic TIFF, got ${ascii(bytes, 0, 4)}`);
    const { little } = header;
    const short = (tag, value) => ({ tag, type: 3, count: 1, bytes: little ? Uint8Array.of(value & 255, value >> 8) : Uint8Array.of(value >> 8, value & 255) });
    const replaced = new Set([274, 282, 283, 296, 700, 34675]);
    const encoded = tiffTree(bytes, header, directory, { little, keep: (tag) => !replaced.has(tag) });
    const described = exif && tiffOfExif(exif, little);
    const tags = [short(274, 1)];
    if (density !== undefined)
        tags.push(ratio(282, density, little), ratio(283, density, little), short(296, 2));
    if (xmp)
        tags.push({ tag: 700, type: 1, count: xmp.length, bytes: xmp });
    if (icc)
        tags.push({ tag: 34675, type: 7, count: icc.length, bytes: icc });
    const own = new Set([...encoded.tags, ...tags].map(({ tag }) => tag));
    for (const tag of described?.tags ?? [])
        if (!own.has(tag.tag))
            tags.push(tag);
    const base = bytes.length + (bytes.length & 1);
    const head = new Uint8Array(bytes.subarray(0, 8));
    new DataView(head.buffer).setUint32(4, base, little);
    return [head, bytes.subarray(8), new Uint8Array(base - bytes.length), tiffTreeBytes({ tags: [...encoded.tags, ...tags], below: described?.below ?? new Map() }, { little, base })];
}
function ratio(tag, value, little) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint32(0, Math.round(value * 1000), little);
    new DataView(bytes.buffer).setUint32(4, 1000, little);
    return { tag, type: 5, count: 1, bytes };
}
//# sourceMappingURL=write-photo-splice.js.map