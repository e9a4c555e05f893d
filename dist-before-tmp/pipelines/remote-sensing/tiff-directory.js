import { expected } from "../../shared/errors.js";
import { truncated } from "./tiff-source.js";
/** TIFF 6.0 and BigTIFF directories, read with limits: the file is not trusted. */
/** Bytes per value of each field type; 0 = unknown. */
export const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
const typeOf = { ascii: 2, short: 3, long: 4, rational: 5, double: 12, long8: 16 };
export { typeOf as fieldType };
const maxDirectories = 512;
const maxFields = 4096;
const maxFieldBytes = 64 * 2 ** 20;
export function damaged(name, want, got) {
    return expected("bad-input", { subject: name, want, got, advice: "the file is damaged: fetch it again or repair it with gdal_translate" });
}
export async function readHeader(source, signal) {
    const { name } = source;
    const magic = await source.read(0, Math.min(16, source.size), signal);
    const order = String.fromCharCode(magic[0] ?? 0, magic[1] ?? 0);
    const head = new DataView(magic.buffer);
    const littleEndian = order === "II";
    const version = magic.length >= 8 ? head.getUint16(2, littleEndian) : 0;
    if ((order !== "II" && order !== "MM") || (version !== 42 && version !== 43)) {
        const start = Buffer.from(magic.subarray(0, 4)).toString("hex") || "an empty file";
        throw expected("bad-input", { subject: name, want: "a TIFF file", got: start, advice: "convert it with gdal_translate -of COG" });
    }
    const big = version === 43;
    if (big && (magic.length < 16 || head.getUint16(4, littleEndian) !== 8))
        throw damaged(name, "a BigTIFF header", "another");
    const directories = [];
    const seen = new Set();
    let offset = big ? wide(head, 8, littleEndian, name) : head.getUint32(4, littleEndian);
    if (offset === 0)
        throw damaged(name, "a first image directory", "none");
    while (offset !== 0) {
        if (seen.has(offset))
            throw damaged(name, "a chain of image directories", `a loop at byte ${offset}`);
        seen.add(offset);
        // Overviews and masks come right after their image; a long tail of further pages is no part of the scene.
        if (directories.length === maxDirectories)
            break;
        const { fields, next } = await readFields(source, { offset, big, littleEndian }, signal);
        directories.push(directory(source, fields, littleEndian, signal));
        offset = next;
    }
    return { littleEndian, big, directories };
}
function wide(view, at, littleEndian, name) {
    const value = view.getBigUint64(at, littleEndian);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
        throw damaged(name, "an offset inside the file", value);
    return Number(value);
}
async function readFields(source, { offset, big, littleEndian }, signal) {
    const countBytes = big ? 8 : 2;
    const entryBytes = big ? 20 : 12;
    const linkBytes = big ? 8 : 4;
    if (offset + countBytes > source.size)
        throw truncated(source.name, offset + countBytes, source.size);
    const counter = view(await source.read(offset, countBytes, signal));
    const count = big ? wide(counter, 0, littleEndian, source.name) : counter.getUint16(0, littleEndian);
    if (count === 0 || count > maxFields)
        throw damaged(source.name, `1 to ${maxFields} fields in a directory`, count);
    const start = offset + countBytes;
    const entries = view(await source.read(start, count * entryBytes + linkBytes, signal));
    const fields = new Map();
    for (let i = 0; i < count; i++) {
        const at = i * entryBytes;
        const tag = entries.getUint16(at, littleEndian);
        const type = entries.getUint16(at + 2, littleEndian);
        const length = big ? Number(entries.getBigUint64(at + 4, littleEndian)) : entries.getUint32(at + 4, littleEndian);
        const bytes = length * (typeBytes[type] ?? 0);
        const inline = bytes <= linkBytes;
        const valueAt = at + (big ? 12 : 8);
        const value = inline ? start + valueAt : big ? Number(entries.getBigUint64(valueAt, littleEndian)) : entries.getUint32(valueAt, littleEndian);
        if (!fields.has(tag))
            fields.set(tag, { type, count: length, bytes, offset: value });
    }
    const link = count * entryBytes;
    return { fields, next: big ? wide(entries, link, littleEndian, source.name) : entries.getUint32(link, littleEndian) };
}
function view(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function directory(source, fields, littleEndian, signal) {
    const { name } = source;
    async function bytesOf(tag) {
        const field = fields.get(tag);
        if (field === undefined || field.count === 0)
            return undefined;
        if (field.bytes === 0)
            throw damaged(name, `a known type for tag ${tag}`, `type ${field.type}`);
        if (field.bytes > maxFieldBytes)
            throw damaged(name, `at most ${maxFieldBytes} bytes in tag ${tag}`, field.bytes);
        if (field.offset + field.bytes > source.size)
            throw truncated(name, field.offset + field.bytes, source.size);
        return { field, bytes: await source.read(field.offset, field.bytes, signal) };
    }
    const self = {
        has: (tag) => fields.has(tag),
        async numbers(tag) {
            const found = await bytesOf(tag);
            if (found === undefined)
                return undefined;
            return decodeNumbers(view(found.bytes), found.field, littleEndian);
        },
        async number(tag) {
            const field = fields.get(tag);
            if (field !== undefined && field.count !== 1)
                throw damaged(name, `one value in tag ${tag}`, field.count);
            return (await self.numbers(tag))?.[0];
        },
        async text(tag) {
            const found = await bytesOf(tag);
            if (found === undefined)
                return undefined;
            const end = found.bytes.indexOf(0);
            return Buffer.from(end < 0 ? found.bytes : found.bytes.subarray(0, end)).toString("utf8");
        },
        async raw(tag) {
            const found = await bytesOf(tag);
            if (found === undefined)
                return undefined;
            const { type, count } = found.field;
            const swapped = littleEndian ? found.bytes : swapBytes(found.bytes, type === 5 || type === 10 ? 4 : typeBytes[type]);
            return { tag, type, count, bytes: swapped };
        },
    };
    return self;
}
function decodeNumbers(data, { type, count }, le) {
    const out = new Float64Array(count);
    for (let i = 0; i < count; i++) {
        switch (type) {
            case 3:
                out[i] = data.getUint16(2 * i, le);
                break;
            case 4:
            case 13:
                out[i] = data.getUint32(4 * i, le);
                break;
            case 5:
                out[i] = data.getUint32(8 * i, le) / data.getUint32(8 * i + 4, le);
                break;
            case 6:
                out[i] = data.getInt8(i);
                break;
            case 8:
                out[i] = data.getInt16(2 * i, le);
                break;
            case 9:
                out[i] = data.getInt32(4 * i, le);
                break;
            case 10:
                out[i] = data.getInt32(8 * i, le) / data.getInt32(8 * i + 4, le);
                break;
            case 11:
                out[i] = data.getFloat32(4 * i, le);
                break;
            case 12:
                out[i] = data.getFloat64(8 * i, le);
                break;
            case 16:
            case 18:
                out[i] = Number(data.getBigUint64(8 * i, le));
                break;
            case 17:
                out[i] = Number(data.getBigInt64(8 * i, le));
                break;
            default: out[i] = data.getUint8(i);
        }
    }
    return out;
}
/** Reverses the bytes of every `width`-byte value in place. */
export function swapBytes(bytes, width) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (width === 2)
        buffer.swap16();
    else if (width === 4)
        buffer.swap32();
    else if (width === 8)
        buffer.swap64();
    return bytes;
}
//# sourceMappingURL=tiff-directory.js.map