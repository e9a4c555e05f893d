import { createRequire } from "node:module";
import { Unreadable, inflateFrom, openBytes } from "./byte-source.js";
import { readHeader } from "./header.js";
import { swapWords } from "./write-dataset.js";
let dcmjs;
/** The standard's data dictionary. Loaded when an implicit source needs it: that takes a quarter of a second. */
function dictionary() {
    if (dcmjs === undefined) {
        dcmjs = createRequire(import.meta.url)("dcmjs");
        // It prints values of data sets.
        dcmjs.log.setLevel("silent");
    }
    return dcmjs.data.DicomMetaDictionary.dictionary;
}
const implicitLittleEndian = "1.2.840.10008.1.2";
const explicitBigEndian = "1.2.840.10008.1.2.2";
/** Reads all attributes of a file again at the time of writing; the bytes of values stay what they are. Throws Unreadable. */
export async function readSource(file) {
    const bytes = await openBytes(file);
    try {
        const header = await readHeader(bytes);
        if (header?.pixels === undefined)
            throw new Error("readSource: expected a DICOM image");
        return sourceOf(header, header.pixels);
    }
    finally {
        await bytes.close();
    }
}
function sourceOf({ dataSet, transferSyntax }, pixels) {
    const signed = dataSet.elements.x00280103 !== undefined && dataSet.uint16("x00280103") === 1;
    return {
        dataset: datasetOf(dataSet, { implicit: transferSyntax === implicitLittleEndian, bigEndian: transferSyntax === explicitBigEndian, signed }),
        transferSyntax, pixelBytes: pixels.length ?? pixels.end - pixels.offset,
    };
}
/** A whole object, its pixels as they stand in the file; undefined for a file that is no DICOM image. Throws Unreadable. */
export async function readWithPixels(file) {
    const bytes = await openBytes(file);
    try {
        const header = await readHeader(bytes);
        if (header?.pixels === undefined)
            return undefined;
        const { pixels, transferSyntax } = header;
        const { offset, length, end, vr = "OW", deflatedFrom } = pixels;
        const body = deflatedFrom === undefined ? bytes : await inflateFrom(bytes, deflatedFrom);
        const source = sourceOf(header, pixels);
        const cells = await body.read(offset, length ?? end - offset);
        if (length !== undefined && cells.length < length)
            throw new Unreadable("truncated pixels");
        const native = transferSyntax === explicitBigEndian ? swapWords(cells, vr) : cells;
        source.dataset.set(0x7fe00010, length === undefined ? { vr: "OB", value: { fragments: cells.subarray(0, endOfFragments(cells)) } } : { vr, value: native });
        return source;
    }
    finally {
        await bytes.close();
    }
}
/** Where the delimiter of a sequence of fragments ends (PS3.5 A.4). */
function endOfFragments(cells) {
    for (let at = 0; at + 8 <= cells.length;) {
        const tag = cells.readUInt16LE(at) * 0x10000 + cells.readUInt16LE(at + 2);
        if (tag === 0xfffee0dd)
            return at + 8;
        if (tag !== 0xfffee000)
            break;
        at += 8 + cells.readUInt32LE(at + 4);
    }
    throw new Unreadable("damaged fragments of pixels");
}
function datasetOf(dataSet, reading) {
    const dataset = new Map();
    for (const [name, element] of Object.entries(dataSet.elements)) {
        const tag = parseInt(name.slice(1), 16);
        // Group lengths are retired, group 2 and the delimiters belong to the file.
        if (tag >>> 16 === 0x0002 || (tag & 0xffff) === 0 || tag >>> 16 === 0xfffe || tag === 0x7fe00010)
            continue;
        dataset.set(tag, elementOf(tag, element, dataSet, reading));
    }
    return dataset;
}
function elementOf(tag, element, dataSet, reading) {
    const known = element.vr !== undefined && knownVrs.has(element.vr);
    const vr = known ? element.vr : standardVr(tag, reading.signed);
    if (element.items !== undefined || vr === "SQ") {
        // Sequences of unknown representation are implicit inside (PS3.5 6.2.2).
        const inner = element.vr === "UN" ? { ...reading, implicit: true, bigEndian: false } : reading;
        return { vr: "SQ", value: { items: (element.items ?? []).map((item) => datasetOf(item.dataSet, inner)) } };
    }
    const end = element.dataOffset + element.length;
    if (end > dataSet.byteArray.length)
        throw new Error("readSource: expected values inside the file");
    const value = Uint8Array.from(dataSet.byteArray.subarray(element.dataOffset, end));
    return { vr, value: reading.bigEndian ? swapWords(value, vr) : value };
}
const knownVrs = new Set("AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split(" "));
/** The VR that an implicit data set leaves out, from the standard's dictionary; private elements are unknown but for their creators. */
export function standardVr(tag, signed) {
    const group = tag >>> 16;
    const element = tag & 0xffff;
    if (group % 2 === 1)
        return element >= 0x10 && element <= 0xff ? "LO" : "UN";
    const hex = (value) => value.toString(16).toUpperCase().padStart(4, "0");
    const vr = dictionary()[`(${hex(group)},${hex(element)})`]?.vr ?? "UN";
    if (vr === "xs")
        return signed ? "SS" : "US";
    if (vr === "ox")
        return "OW";
    return knownVrs.has(vr) ? vr : "UN";
}
//# sourceMappingURL=write-source.js.map