import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { getDecoder, setLogger } from "geotiff";
import { decodeJpeg, decodeWebp } from "./codecs-image.js";
import { decodeLzw, decodePackBits } from "./codecs-lzw.js";
const names = {
    1: "none", 2: "CCITT RLE", 3: "CCITT fax 3", 4: "CCITT fax 4", 5: "LZW", 6: "old-style JPEG", 7: "JPEG", 8: "DEFLATE",
    32773: "PackBits", 32809: "ThunderScan", 32946: "DEFLATE (old code)", 33003: "JPEG 2000", 33005: "JPEG 2000", 34661: "JBIG", 34676: "SGI LogLuv",
    34712: "JPEG 2000", 34887: "LERC", 34892: "lossy JPEG (DNG)", 34925: "LZMA", 50000: "ZSTD", 50001: "WEBP", 50002: "JPEG XL", 52546: "JPEG XL",
};
const readable = new Set([1, 5, 7, 8, 32773, 32946, 34887, 50000, 50001]);
export function compressionName(code) {
    return names[code] ?? `code ${code}`;
}
export function canDecode(code) {
    return readable.has(code);
}
/** Whether the samples come out in host order whatever the order of the file (they were never plain integers in it). */
export function decodesToHostOrder(code) {
    return code === 34887;
}
// geotiff's decoders would otherwise write to the console that the command's output and progress bar share.
setLogger({ debug() { }, log() { }, info() { }, warn() { }, error() { }, time() { }, timeEnd() { } });
const inflateAsync = promisify(inflate);
/** Throws a plain Error with the cause where the stream is damaged; fewer than `size` bytes may come back. */
export async function decompress(input, size, shape, codec) {
    switch (codec.compression) {
        case 1: return input;
        case 5: return decodeLzw(input, size);
        case 7: return decodeJpeg(input, { ...shape, ycbcr: codec.ycbcr, ...(codec.jpegTables && { tables: codec.jpegTables }) });
        case 8:
        case 32946: return inflateBounded(input, size);
        case 32773: return decodePackBits(input, size);
        case 34887: return decodeLerc(input, size, shape, codec.lerc ?? []);
        case 50000: return decodeZstd(input, size);
        case 50001: return decodeWebp(input, shape);
        default: throw new Error(`${compressionName(codec.compression)} compression`);
    }
}
async function inflateBounded(input, size) {
    // The last strip may be stored whole, and writers pad: some slack beyond what is used.
    return inflateAsync(input, { maxOutputLength: 2 * size + 65536, chunkSize: Math.max(1024, size) });
}
const zstdBlock = 128 * 1024;
async function decodeZstd(input, size) {
    const most = zstdBound(input);
    if (most > 4 * size + 64 * zstdBlock)
        throw new Error(`a ZSTD stream of up to ${most} bytes in a block of ${size}`);
    const decoder = await getDecoder(50000, { tileWidth: 0, tileHeight: 0, planarConfiguration: 1, bitsPerSample: 8, predictor: 1 });
    const plain = await decoder.decode(new Uint8Array(input).buffer);
    return new Uint8Array(plain);
}
/** RFC 8878: the most bytes that the frame's blocks can hold, from their headers alone. */
function zstdBound(input) {
    const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
    if (input.length < 6 || view.getUint32(0, true) !== 0xfd2fb528)
        throw new Error("no ZSTD frame");
    const descriptor = input[4];
    const singleSegment = (descriptor & 0x20) !== 0;
    const contentBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6];
    let at = 5 + (singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3] + contentBytes;
    if (contentBytes > 0 && at > input.length)
        throw new Error("a truncated ZSTD frame");
    let most = 0;
    for (;;) {
        if (at + 3 > input.length)
            throw new Error("a truncated ZSTD frame");
        const header = input[at] | (input[at + 1] << 8) | (input[at + 2] << 16);
        const kind = (header >> 1) & 3;
        const bytes = header >> 3;
        if (kind === 3)
            throw new Error("a damaged ZSTD frame");
        most += kind === 2 ? zstdBlock : bytes;
        at += 3 + (kind === 1 ? 1 : bytes);
        if ((header & 1) === 1)
            break;
    }
    if (at > input.length)
        throw new Error("a truncated ZSTD frame");
    // A declared size is allocated at once by the decoder, so it must not lie either.
    const start = 5 + (singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3];
    const declared = contentBytes === 8 ? Number(view.getBigUint64(start, true)) : contentBytes === 4 ? view.getUint32(start, true) : contentBytes === 2 ? view.getUint16(start, true) + 256 : 0;
    return Math.max(most, declared);
}
async function decodeLerc(input, size, shape, [, extra = 0]) {
    const blob = extra === 1 ? await inflateBounded(input, 2 * size) : extra === 2 ? await decodeZstd(input, 2 * size) : input;
    const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
    if (blob.length < 40 || Buffer.from(blob.subarray(0, 6)).toString("latin1") !== "Lerc2 ")
        throw new Error("no LERC version 2 stream");
    const version = view.getInt32(6, true);
    const at = version >= 3 ? 14 : 10;
    const [rows, columns, depth] = [view.getInt32(at, true), view.getInt32(at + 4, true), version >= 4 ? view.getInt32(at + 8, true) : 1];
    if (columns !== shape.width || rows < shape.rows || rows > shape.height || depth > shape.samples) {
        throw new Error(`a LERC image of ${columns}x${rows}x${depth} in a block of ${shape.width}x${shape.height}x${shape.samples}`);
    }
    const parameters = { tileWidth: shape.width, tileHeight: rows, planarConfiguration: 1, bitsPerSample: 8, predictor: 1, LercParameters: [4, 0] };
    const decoder = await getDecoder(34887, parameters);
    return new Uint8Array(await decoder.decode(new Uint8Array(blob).buffer));
}
//# sourceMappingURL=codecs.js.map