import dicomParser from "dicom-parser";
import { Unreadable, inflateFrom } from "./byte-source.js";
const pixelData = "x7fe00010";
const implicitLittleEndian = "1.2.840.10008.1.2";
const explicitLittleEndian = "1.2.840.10008.1.2.1";
const deflatedLittleEndian = "1.2.840.10008.1.2.1.99";
/** Most headers fit in the first; vendors' private blocks and functional groups of thousands of frames need more. */
const prefixes = [64 * 1024, 2 ** 20, 2 ** 24, 2 ** 28];
/** How many bytes at the start tell whether a file is DICOM. */
export const sniffed = 140;
export function looksLikeDicom(start) {
    return isPart10(start) || syntaxOfBareDataSet(start) !== undefined;
}
function isPart10(start) {
    return start.subarray(128, 132).toString("latin1") === "DICM";
}
/**
 * Parses the header without its pixels. `enough` sees what was parsed of a header that goes on behind the bytes read so far,
 * and may end the reading there. Undefined for a file that is not DICOM; throws Unreadable for DICOM that is damaged.
 */
export async function readHeader(file, enough = () => false) {
    const start = await file.read(0, sniffed);
    if (!looksLikeDicom(start))
        return undefined;
    const bareSyntax = isPart10(start) ? undefined : syntaxOfBareDataSet(start);
    for (const most of prefixes) {
        const bytes = await file.read(0, most);
        const whole = bytes.length >= file.size;
        const { transferSyntax, end } = bareSyntax !== undefined ? { transferSyntax: bareSyntax, end: 0 } : readMeta(bytes);
        if (transferSyntax === deflatedLittleEndian)
            return readDeflated(file, bytes, end);
        const { dataSet, complete } = parse(bytes, bareSyntax !== undefined ? { TransferSyntaxUID: bareSyntax } : {});
        const element = dataSet?.elements[pixelData];
        if (dataSet !== undefined && (element !== undefined || (complete && whole) || enough(dataSet))) {
            return { dataSet, transferSyntax, ...(element && { pixels: pixelElement(element, file.size) }) };
        }
        if (whole)
            throw new Unreadable("truncated or damaged before its pixels");
    }
    throw new Unreadable(`more than ${prefixes.at(-1) / 2 ** 20} MiB before its pixels`);
}
async function readDeflated(file, start, from) {
    const inflated = await inflateFrom(file, from);
    const bytes = await inflated.read(0, inflated.size);
    // its own inflater has no limit
    const { dataSet, complete } = parse(start, { inflater: () => bytes });
    const element = dataSet?.elements[pixelData];
    if (dataSet === undefined || (element === undefined && !complete))
        throw new Unreadable("truncated or damaged before its pixels");
    return { dataSet, transferSyntax: deflatedLittleEndian, ...(element && { pixels: { ...pixelElement(element, inflated.size), deflatedFrom: from } }) };
}
function pixelElement({ dataOffset, length, vr }, end) {
    return { offset: dataOffset, length: length === 0xffffffff ? undefined : length, vr, end };
}
function readMeta(bytes) {
    let transferSyntax;
    let end = 0;
    try {
        const meta = dicomParser.readPart10Header(bytes);
        transferSyntax = meta.string("x00020010");
        end = meta.position;
    }
    catch {
        throw new Unreadable("damaged file meta information");
    }
    if (transferSyntax === undefined || transferSyntax === "")
        throw new Unreadable("no transfer syntax in its file meta information");
    return { transferSyntax, end };
}
function parse(bytes, options) {
    try {
        return { dataSet: dicomParser.parseDicom(bytes, { untilTag: pixelData, ...options }), complete: true };
    }
    catch (error) {
        return { dataSet: error?.dataSet, complete: false };
    }
}
const explicitVrs = new Set("AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US UT".split(" "));
/** A data set without preamble and file meta information begins with group 0008; its second word tells explicit from implicit. */
function syntaxOfBareDataSet(start) {
    if (start.length < 16 || start.readUInt16LE(0) !== 0x0008 || start.readUInt16LE(2) > 0x0070)
        return undefined;
    if (explicitVrs.has(start.toString("latin1", 4, 6)))
        return explicitLittleEndian;
    return start.readUInt32LE(4) <= 1024 ? implicitLittleEndian : undefined;
}
//# sourceMappingURL=header.js.map