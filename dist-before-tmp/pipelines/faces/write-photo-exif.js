import { tiffDirectory, tiffHeader, tiffNumbers } from "./read-photo-directory.js";
/**
 * A copy of an EXIF block that is true of the written photograph: Orientation 1, pixel dimensions its own, and the
 * thumbnail, which shows the old face, unlinked and wiped. Everything else keeps its bytes and its place, because maker
 * notes hold offsets (Exif 3.0, 4.6). Undefined for bytes that are no EXIF block.
 */
export function uprightExif(exif, { width, height }) {
    const copy = new Uint8Array(exif);
    const header = tiffHeader(copy);
    if (header === undefined || header.big)
        return undefined;
    const main = tiffDirectory(copy, header, header.first);
    if (main === undefined)
        return undefined;
    const { little } = header;
    const view = new DataView(copy.buffer);
    const set = (directory, tag, value) => {
        const entry = directory.entries.find((candidate) => candidate.tag === tag);
        if (entry === undefined || entry.count !== 1 || (entry.type !== 3 && entry.type !== 4))
            return;
        const long = entry.type === 4 || value > 65535;
        view.setUint16(entry.at + 2, long ? 4 : 3, little);
        view.setUint32(entry.at + 8, 0, little);
        if (long)
            view.setUint32(entry.at + 8, value, little);
        else
            view.setUint16(entry.at + 8, value, little);
    };
    set(main, 0x0112, 1);
    set(main, 0x0100, width);
    set(main, 0x0101, height);
    const [pointer] = main.entries.filter(({ tag }) => tag === 0x8769).flatMap((entry) => tiffNumbers(entry, little));
    const details = pointer === undefined ? undefined : tiffDirectory(copy, header, pointer);
    if (details !== undefined) {
        set(details, 0xa002, width);
        set(details, 0xa003, height);
    }
    const thumbnail = main.next === 0 ? undefined : tiffDirectory(copy, header, main.next);
    if (thumbnail !== undefined)
        wipe(copy, thumbnail, little);
    if (main.nextAt + 4 <= copy.length)
        view.setUint32(main.nextAt, 0, little);
    return copy;
}
/** Zeroes the pixels of a thumbnail: one JPEG (0x0201, 0x0202) or uncompressed strips (0x0111, 0x0117). */
function wipe(bytes, { entries }, little) {
    const values = (tag) => entries.filter((entry) => entry.tag === tag).flatMap((entry) => tiffNumbers(entry, little));
    for (const [offsets, lengths] of [[values(0x0201), values(0x0202)], [values(0x0111), values(0x0117)]]) {
        offsets.forEach((at, i) => {
            // A block that lies about the thumbnail's place must not cost it its header.
            if (at >= 8)
                bytes.fill(0, at, at + (lengths[i] ?? 0));
        });
    }
}
//# sourceMappingURL=write-photo-exif.js.map