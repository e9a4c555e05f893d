/** Segments up to the first scan, and where that scan's marker stands (ITU-T T.81 annex B). */
export function jpegSegments(bytes) {
    const segments = [];
    let at = 2;
    while (at + 4 <= bytes.length) {
        if (bytes[at] !== 0xff)
            break;
        const marker = bytes[at + 1];
        if (marker === 0xff) {
            at++; // fill byte
            continue;
        }
        if (marker === 0xda || marker === 0xd9)
            break;
        const length = (bytes[at + 2] << 8) | bytes[at + 3];
        if (length < 2 || at + 2 + length > bytes.length)
            break;
        segments.push({ marker, data: bytes.subarray(at + 4, at + 2 + length) });
        at += 2 + length;
    }
    return { segments, scanAt: at };
}
/** Chunks in file order, to the end or to the first that does not lie in the file. */
export function pngChunks(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const chunks = [];
    for (let at = 8; at + 12 <= bytes.length;) {
        const end = at + 12 + view.getUint32(at);
        if (end > bytes.length)
            break;
        chunks.push({ name: ascii(bytes, at + 4, 4), data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
        at = end;
    }
    return chunks;
}
export function riffChunks(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const chunks = [];
    for (let at = 12; at + 8 <= bytes.length;) {
        const length = view.getUint32(at + 4, true);
        if (at + 8 + length > bytes.length)
            break;
        const end = Math.min(bytes.length, at + 8 + length + (length & 1));
        chunks.push({ name: ascii(bytes, at, 4), data: bytes.subarray(at + 8, at + 8 + length), whole: bytes.subarray(at, end) });
        at = end;
    }
    return chunks;
}
/** Boxes of ISO base media (AVIF) between `from` and `to`, to the first that does not lie there. */
export function isoBoxes(bytes, from = 0, to = bytes.length) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const boxes = [];
    for (let at = from; at + 8 <= to;) {
        let length = view.getUint32(at);
        let head = 8;
        if (length === 1 && at + 16 <= to) {
            length = Number(view.getBigUint64(at + 8));
            head = 16;
        }
        const end = length === 0 ? to : at + length;
        if (end < at + head || end > to)
            break;
        boxes.push({ name: ascii(bytes, at + 4, 4), from: at + head, to: end });
        at = end;
    }
    return boxes;
}
export function ascii(bytes, at, length) {
    return String.fromCharCode(...bytes.subarray(at, at + length));
}
//# sourceMappingURL=read-photo-segments.js.map