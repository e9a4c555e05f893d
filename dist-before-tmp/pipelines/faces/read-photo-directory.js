/** Bytes of one value by TIFF type (TIFF 6.0 section 2; 13 IFD, 16..18 BigTIFF); types not listed are skipped. */
const typeBytes = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1 };
/** Bytes that swap together when the byte order changes. */
export function wordBytes(type) {
    const bytes = typeBytes[type] ?? 1;
    return type === 5 || type === 10 ? 4 : bytes;
}
export function tiffHeader(bytes) {
    if (bytes.length < 8)
        return undefined;
    const little = bytes[0] === 0x49 && bytes[1] === 0x49;
    if (!little && !(bytes[0] === 0x4d && bytes[1] === 0x4d))
        return undefined;
    const view = viewOf(bytes);
    const magic = view.getUint16(2, little);
    if (magic === 42)
        return { little, big: false, first: view.getUint32(4, little) };
    if (magic !== 43 || bytes.length < 16)
        return undefined;
    return { little, big: true, first: Number(view.getBigUint64(8, little)) };
}
/** The directory at offset `at`; undefined where it does not lie in `bytes`. Entries whose value does not are left out. */
export function tiffDirectory(bytes, { little, big }, at) {
    const [countBytes, recordBytes, offsetBytes] = big ? [8, 20, 8] : [2, 12, 4];
    if (at < 8 || at + countBytes > bytes.length)
        return undefined;
    const view = viewOf(bytes);
    const offset = (place) => (big ? Number(view.getBigUint64(place, little)) : view.getUint32(place, little));
    const count = big ? offset(at) : view.getUint16(at, little);
    const nextAt = at + countBytes + count * recordBytes;
    if (nextAt > bytes.length)
        return undefined;
    const entries = [];
    for (let i = 0; i < count; i++) {
        const record = at + countBytes + i * recordBytes;
        const type = view.getUint16(record + 2, little);
        const values = offset(record + 4);
        const length = values * (typeBytes[type] ?? 0);
        const inline = record + 4 + offsetBytes;
        const valueAt = length <= offsetBytes ? inline : offset(inline);
        if (length === 0 || valueAt + length > bytes.length)
            continue;
        entries.push({ tag: view.getUint16(record, little), type, count: values, bytes: bytes.subarray(valueAt, valueAt + length), at: record, valueAt });
    }
    return { entries, next: nextAt + offsetBytes > bytes.length ? 0 : offset(nextAt), nextAt };
}
/** Directories from the first on, by their links; stops at the first that does not stand or was seen before. */
export function tiffDirectories(bytes, header) {
    const found = [];
    const seen = new Set();
    for (let at = header.first; at !== 0 && !seen.has(at);) {
        seen.add(at);
        const directory = tiffDirectory(bytes, header, at);
        if (directory === undefined)
            break;
        found.push(directory);
        at = directory.next;
    }
    return found;
}
/** Whole numbers and fractions of the types BYTE, SHORT, LONG, IFD, LONG8 and RATIONAL; other types give none. */
export function tiffNumbers({ type, count, bytes }, little) {
    const view = viewOf(bytes);
    return Array.from({ length: count }, (_, i) => {
        if (type === 1)
            return view.getUint8(i);
        if (type === 3)
            return view.getUint16(2 * i, little);
        if (type === 4 || type === 13)
            return view.getUint32(4 * i, little);
        if (type === 5)
            return view.getUint32(8 * i, little) / view.getUint32(8 * i + 4, little);
        if (type === 16 || type === 18)
            return Number(view.getBigUint64(8 * i, little));
        return NaN;
    }).filter((value) => !Number.isNaN(value));
}
export function tiffValue(directory, tag, little) {
    const entry = directory.entries.find((candidate) => candidate.tag === tag);
    return entry && tiffNumbers(entry, little)[0];
}
/** Pixels per inch that the tags 282 and 296 state. */
export function tiffDensity(directory, little) {
    const resolution = tiffValue(directory, 282, little);
    const unit = tiffValue(directory, 296, little) ?? 2;
    if (resolution === undefined || !(resolution > 0 && Number.isFinite(resolution)) || (unit !== 2 && unit !== 3))
        return undefined;
    return unit === 3 ? resolution * 2.54 : resolution;
}
function viewOf(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
//# sourceMappingURL=read-photo-directory.js.map