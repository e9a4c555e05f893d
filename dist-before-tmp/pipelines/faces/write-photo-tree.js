import { tiffDirectory, tiffHeader, tiffNumbers, wordBytes } from "./read-photo-directory.js";
/** ExifIFD, GPSInfoIFD, InteroperabilityIFD. */
const pointers = new Set([34665, 34853, 40965]);
/** Tags of an image's own directory that say something of the photograph and not of how its pixels are stored. */
const descriptive = new Set([
    269, 270, 271, 272, 305, 306, 315, 316, 18246, 18249, 33432, 34665, 34853, 40091, 40092, 40093, 40094, 40095,
]);
/** The tree below a directory, of the tags that `keep` lets through at its top, in the byte order `little`. */
export function tiffTree(bytes, header, directory, { little, keep }, depth = 0) {
    const tags = [];
    const below = new Map();
    for (const entry of directory.entries) {
        if (!keep(entry.tag))
            continue;
        if (pointers.has(entry.tag)) {
            const at = tiffNumbers(entry, header.little)[0];
            const next = at === undefined || depth === 2 ? undefined : tiffDirectory(bytes, header, at);
            if (next !== undefined)
                below.set(entry.tag, tiffTree(bytes, header, next, { little, keep: () => true }, depth + 1));
        }
        else if (entry.type <= 13 || entry.type === 129) {
            tags.push({ tag: entry.tag, type: entry.type, count: entry.count, bytes: header.little === little ? entry.bytes : swapped(entry.bytes, wordBytes(entry.type)) });
        }
    }
    return { tags, below };
}
/** A TIFF directory and all that it needs, as the bytes from offset `base` (even) of a file on. Classic TIFF, 32-bit offsets. */
export function tiffTreeBytes({ tags, below }, { little, base }) {
    const count = tags.length + below.size;
    const parts = [];
    let end = 2 + 12 * count + 4;
    const put = (part) => {
        const at = end;
        parts.push(part, new Uint8Array(part.length & 1));
        end += part.length + (part.length & 1);
        return base + at;
    };
    const head = new Uint8Array(end);
    const view = new DataView(head.buffer);
    view.setUint16(0, count, little);
    const all = [...tags.map((tag) => ({ ...tag, tree: undefined })), ...[...below].map(([tag, tree]) => ({ tag, type: 4, count: 1, bytes: new Uint8Array(0), tree }))];
    all.sort((a, b) => a.tag - b.tag);
    all.forEach(({ tag, type, count: values, bytes, tree }, i) => {
        const at = 2 + 12 * i;
        view.setUint16(at, tag, little);
        view.setUint16(at + 2, type, little);
        view.setUint32(at + 4, values, little);
        if (tree !== undefined)
            view.setUint32(at + 8, put(tiffTreeBytes(tree, { little, base: base + end })), little);
        else if (bytes.length <= 4)
            head.set(bytes, at + 8);
        else
            view.setUint32(at + 8, put(bytes), little);
    });
    return new Uint8Array(Buffer.concat([head, ...parts]));
}
/** What a TIFF's own directory says of the photograph, as an EXIF block; undefined where it says nothing. */
export function exifOfTiff(bytes, header, directory) {
    const { little } = header;
    const tree = tiffTree(bytes, header, directory, { little, keep: (tag) => descriptive.has(tag) });
    if (tree.tags.length + tree.below.size === 0)
        return undefined;
    const head = new Uint8Array(8);
    const view = new DataView(head.buffer);
    view.setUint16(0, little ? 0x4949 : 0x4d4d);
    view.setUint16(2, 42, little);
    view.setUint32(4, 8, little);
    return new Uint8Array(Buffer.concat([head, tiffTreeBytes(tree, { little, base: 8 })]));
}
/** The same the other way: what an EXIF block gives to a TIFF's directory of byte order `little`. */
export function tiffOfExif(exif, little) {
    const header = tiffHeader(exif);
    const directory = header && tiffDirectory(exif, header, header.first);
    return directory && tiffTree(exif, header, directory, { little, keep: (tag) => descriptive.has(tag) });
}
function swapped(bytes, word) {
    const copy = new Uint8Array(bytes);
    if (word > 1)
        for (let at = 0; at + word <= copy.length; at += word)
            copy.subarray(at, at + word).reverse();
    return copy;
}
//# sourceMappingURL=write-photo-tree.js.map