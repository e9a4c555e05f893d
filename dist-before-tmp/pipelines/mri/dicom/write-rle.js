/** DICOM run-length encoding of one frame: a segment for each byte of a cell, most significant first (PS3.5 G). */
export function encodeRle(cells, columns, bitsAllocated) {
    const planes = bitsAllocated / 8;
    const segments = Array.from({ length: planes }, (_, plane) => {
        const bytes = new Uint8Array(cells.length / planes);
        for (let i = 0; i < bytes.length; i++)
            bytes[i] = cells[i * planes + (planes - 1 - plane)];
        return packRows(bytes, columns);
    });
    const header = new Uint8Array(64);
    const view = new DataView(header.buffer);
    view.setUint32(0, planes, true);
    let at = header.length;
    segments.forEach(({ length }, index) => {
        view.setUint32(4 + 4 * index, at, true);
        at += length;
    });
    return Buffer.concat([header, ...segments]);
}
/** Runs end with their row (G.3.1). */
function packRows(bytes, columns) {
    const rows = [];
    for (let start = 0; start < bytes.length; start += columns)
        rows.push(packBits(bytes.subarray(start, start + columns)));
    const packed = Buffer.concat(rows);
    // Segments have an even length.
    return packed.length % 2 === 0 ? packed : Buffer.concat([packed, new Uint8Array(1)]);
}
function packBits(bytes) {
    const out = new Uint8Array(bytes.length + Math.ceil(bytes.length / 128) + 1);
    let to = 0;
    let from = 0;
    while (from < bytes.length) {
        const run = runLength(bytes, from);
        if (run >= 3) {
            out[to++] = 257 - run;
            out[to++] = bytes[from];
            from += run;
            continue;
        }
        const start = from;
        while (from < bytes.length && from - start < 128 && runLength(bytes, from) < 3)
            from++;
        out[to++] = from - start - 1;
        out.set(bytes.subarray(start, from), to);
        to += from - start;
    }
    return out.subarray(0, to);
}
function runLength(bytes, from) {
    let end = from + 1;
    while (end < bytes.length && end - from < 128 && bytes[end] === bytes[from])
        end++;
    return end - from;
}
//# sourceMappingURL=write-rle.js.map