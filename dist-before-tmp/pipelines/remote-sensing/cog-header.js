import { shorts } from "./cog-layout.js";
import { fieldType } from "./tiff-directory.js";
/** Each block is preceded by its size and followed by its last four bytes (GDAL's COG layout). */
export const leaderBytes = 4;
export const trailerBytes = 4;
/**
 * Everything before the pixels: header, GDAL's structural hints, all directories (full resolution first, each followed by
 * its mask). The blocks then follow in the order smallest overview to full resolution, row-major, a mask block right
 * behind its image block. BigTIFF where an offset would not fit otherwise.
 */
export function cogHeader(layout, sizes, bigTiff = "auto") {
    if (bigTiff === "auto") {
        const classic = build(layout, sizes, false);
        if (classic.fileBytes < 2 ** 32)
            return classic;
    }
    return build(layout, sizes, true);
}
function structure(hasMask) {
    // The space leaves room for NO to become YES when another program edits the file in place.
    const body = "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\nBLOCK_TRAILER=LAST_4_BYTES_REPEATED\n"
        + `KNOWN_INCOMPATIBLE_EDITION=NO\n ${hasMask ? "MASK_INTERLEAVED_WITH_IMAGERY=YES\n" : ""}`;
    return Buffer.from(`GDAL_STRUCTURAL_METADATA_SIZE=${String(body.length).padStart(6, "0")} bytes\n${body}`, "latin1");
}
function build(layout, sizes, big) {
    const start = big ? 16 : 8;
    const hints = structure(layout.hasMask);
    const directories = layout.levels.flatMap((_, level) => (layout.hasMask ? [{ level, mask: false }, { level, mask: true }] : [{ level, mask: false }]));
    const fieldsOf = ({ level, mask }, offsets) => {
        const { width, height } = layout.levels[level];
        const lengths = mask ? sizes[level].mask : sizes[level].image;
        const kind = (level > 0 ? 1 : 0) | (mask ? 4 : 0);
        return [
            ...(kind === 0 ? [] : [longs(254, [kind])]),
            longs(256, [width]), longs(257, [height]),
            shorts(259, [8]), shorts(284, [1]),
            shorts(322, [layout.blockSize]), shorts(323, [layout.blockSize]),
            big ? wides(324, offsets) : longs(324, offsets), longs(325, lengths),
            ...(mask ? [shorts(258, [1]), shorts(262, [4]), shorts(277, [1])] : layout.common),
            ...(kind === 0 ? layout.first : []),
        ].sort((a, b) => a.tag - b.tag);
    };
    const countOf = (level) => layout.levels[level].across * layout.levels[level].down;
    // Offsets have a fixed width, so the size of the directories is known before the offsets are.
    let headerBytes = even(start + hints.length);
    for (const directory of directories)
        headerBytes += directoryBytes(fieldsOf(directory, new Float64Array(countOf(directory.level))), big);
    const places = new Map();
    let at = headerBytes;
    for (let level = layout.levels.length - 1; level >= 0; level--) {
        const { image, mask } = sizes[level];
        const images = new Float64Array(countOf(level));
        const masks = new Float64Array(countOf(level));
        for (let i = 0; i < images.length; i++) {
            for (const [lengths, offsets] of [[image, images], [mask, masks]]) {
                if (!lengths[i])
                    continue;
                offsets[i] = at + leaderBytes;
                at += leaderBytes + lengths[i] + trailerBytes;
            }
        }
        places.set(`${level}`, images).set(`${level} mask`, masks);
    }
    const bytes = new Uint8Array(headerBytes);
    const view = new DataView(bytes.buffer);
    bytes.set([0x49, 0x49, big ? 43 : 42, 0, ...(big ? [8, 0, 0, 0] : [])]);
    if (big)
        view.setBigUint64(8, BigInt(even(start + hints.length)), true);
    else
        view.setUint32(4, even(start + hints.length), true);
    bytes.set(hints, start);
    let offset = even(start + hints.length);
    directories.forEach((directory, i) => {
        const fields = fieldsOf(directory, places.get(`${directory.level}${directory.mask ? " mask" : ""}`));
        offset = writeDirectory(view, offset, fields, { big, last: i === directories.length - 1 });
    });
    return { bytes, fileBytes: at };
}
function longs(tag, values) {
    return { tag, type: fieldType.long, count: values.length, bytes: new Uint8Array(Uint32Array.from(values).buffer) };
}
function wides(tag, values) {
    return { tag, type: fieldType.long8, count: values.length, bytes: new Uint8Array(BigUint64Array.from(values, BigInt).buffer) };
}
const even = (at) => at + (at % 2);
function directoryBytes(fields, big) {
    const fixed = big ? 16 + fields.length * 20 : 6 + fields.length * 12;
    return fields.reduce((sum, { bytes }) => sum + (bytes.length > (big ? 8 : 4) ? even(bytes.length) : 0), fixed);
}
/** Returns where the next directory starts. */
function writeDirectory(view, at, fields, { big, last }) {
    const inline = big ? 8 : 4;
    const into = new Uint8Array(view.buffer);
    let entry = at + (big ? 8 : 2);
    let value = entry + fields.length * (big ? 20 : 12) + inline;
    if (big)
        view.setBigUint64(at, BigInt(fields.length), true);
    else
        view.setUint16(at, fields.length, true);
    for (const { tag, type, count, bytes } of fields) {
        view.setUint16(entry, tag, true);
        view.setUint16(entry + 2, type, true);
        if (big)
            view.setBigUint64(entry + 4, BigInt(count), true);
        else
            view.setUint32(entry + 4, count, true);
        const slot = entry + (big ? 12 : 8);
        if (bytes.length <= inline)
            into.set(bytes, slot);
        else {
            if (big)
                view.setBigUint64(slot, BigInt(value), true);
            else
                view.setUint32(slot, value, true);
            into.set(bytes, value);
            value += even(bytes.length);
        }
        entry = slot + inline;
    }
    if (!last) {
        if (big)
            view.setBigUint64(entry, BigInt(value), true);
        else
            view.setUint32(entry, value, true);
    }
    return value;
}
//# sourceMappingURL=cog-header.js.map