import { Unreadable } from "./byte-source.js";
const itemTag = 0xe000fffe;
const delimiterTag = 0xe0ddfffe;
const mostFragments = 1_000_000;
/**
 * The parts of the file that make up each frame of encapsulated pixels (PS3.5 A.4): by the extended or the basic offset table, else
 * one fragment for each frame, else all of one frame, else each fragment that begins a codestream begins a frame.
 * Throws Unreadable where the fragments are cut off or cannot be told apart.
 */
export async function frameRanges(source, cells) {
    const { frames, extendedOffsets } = cells;
    const { table, fragments, firstItem } = await readItems(source, cells);
    if (fragments.length === 0)
        throw new Unreadable("truncated: no fragment of pixels");
    if (extendedOffsets?.offsets.length === frames)
        return byOffsets(fragments, firstItem, extendedOffsets.offsets);
    if (table.length === frames && (frames > 1 || table[0] === 0))
        return byOffsets(fragments, firstItem, table);
    if (frames === 1)
        return [fragments];
    if (fragments.length === frames)
        return fragments.map((fragment) => [fragment]);
    if (fragments.length < frames)
        throw new Unreadable(`${fragments.length} fragments of pixels for ${frames} frames`);
    const starts = [];
    for (const [i, fragment] of fragments.entries())
        if (beginsCodestream(await source.read(fragment.offset, 4)))
            starts.push(i);
    if (starts.length !== frames || starts[0] !== 0)
        throw new Unreadable(`${fragments.length} fragments of pixels for ${frames} frames, and no table of their offsets`);
    return starts.map((start, i) => fragments.slice(start, starts[i + 1] ?? fragments.length));
}
async function readItems(source, { element }) {
    const first = await source.read(element.offset, 8);
    if (first.length < 8 || first.readUInt32LE(0) !== itemTag)
        throw new Unreadable("damaged fragments of pixels");
    const tableLength = first.readUInt32LE(4);
    if (tableLength > 4 * mostFragments || element.offset + 8 + tableLength > source.size)
        throw new Unreadable("truncated in the table of offsets");
    const bytes = await source.read(element.offset + 8, tableLength);
    const table = Array.from({ length: tableLength >> 2 }, (_, i) => bytes.readUInt32LE(4 * i));
    const firstItem = element.offset + 8 + tableLength;
    const fragments = [];
    for (let at = firstItem; at + 8 <= source.size;) {
        const head = await source.read(at, 8);
        const tag = head.readUInt32LE(0);
        if (tag === delimiterTag)
            break;
        const length = head.readUInt32LE(4);
        if (tag !== itemTag || fragments.length === mostFragments)
            throw new Unreadable("damaged fragments of pixels");
        if (at + 8 + length > source.size)
            throw new Unreadable(`truncated in fragment ${fragments.length + 1} of the pixels`);
        fragments.push({ offset: at + 8, length });
        at += 8 + length;
    }
    return { table, fragments, firstItem };
}
/** Offsets count from the first byte of the item tag that follows the table. */
function byOffsets(fragments, firstItem, offsets) {
    const places = new Map(fragments.map((fragment, i) => [fragment.offset - 8 - firstItem, i]));
    const starts = offsets.map((offset) => places.get(offset) ?? -1);
    const rising = starts.every((start, i) => start >= 0 && start > (starts[i - 1] ?? -1));
    if (!rising)
        throw new Unreadable("a table of offsets that does not fit the fragments");
    return starts.map((start, i) => fragments.slice(start, starts[i + 1] ?? fragments.length));
}
/** JPEG and JPEG-LS (SOI), JPEG 2000 (SOC SIZ). */
function beginsCodestream(bytes) {
    if (bytes.length < 4 || bytes[0] !== 0xff)
        return false;
    return (bytes[1] === 0xd8 && bytes[2] === 0xff) || (bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51);
}
//# sourceMappingURL=fragments.js.map