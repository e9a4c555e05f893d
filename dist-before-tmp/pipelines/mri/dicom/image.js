import { Unreadable } from "./byte-source.js";
import { decimal, double, firstItem, privateTag, terms, uid, unsigned } from "./attributes.js";
import { isEnhanced, leaveOutClass, leaveOutMeaning, mrImage, refuse, skip } from "./classify.js";
import { enhancedFrames } from "./enhanced.js";
import { isProcessed, placeOf, rescaleOf } from "./frame.js";
import { leaveOutPixels, pixelCells } from "./pixel-cells.js";
/** Ends the reading of a long header of an object that is left alone anyway. */
export function isLeftAlone(partial) {
    if (partial.elements.x00080016 === undefined || partial.elements.x00200011 === undefined)
        return false;
    try {
        const sopClass = uid(partial, "x00080016");
        return sopClass !== undefined && leaveOutClass(sopClass) !== undefined;
    }
    catch {
        return false; // the last element of the part ends behind it
    }
}
/** Throws Unreadable where a value lies outside the file. */
export function imageOf(file, { dataSet, transferSyntax, pixels }) {
    try {
        return extract(file, dataSet, transferSyntax, pixels);
    }
    catch (error) {
        if (error instanceof Unreadable)
            throw error;
        throw new Unreadable("a damaged header");
    }
}
function extract(file, dataSet, transferSyntax, pixels) {
    const sopClassUid = uid(dataSet, "x00080016") ?? uid(dataSet, "x00020002");
    const sopInstanceUid = uid(dataSet, "x00080018") ?? uid(dataSet, "x00020003");
    const seriesUid = uid(dataSet, "x0020000e");
    const number = decimal(dataSet, "x00200011");
    const seriesNumber = number !== undefined && Number.isSafeInteger(number) ? number : undefined;
    const series = { ...(seriesNumber !== undefined && { seriesNumber }), ...(seriesUid !== undefined && { seriesUid }) };
    const unusable = (leaveOut) => ({ ...series, leaveOut });
    const wrongClass = leaveOutClass(sopClassUid);
    if (wrongClass !== undefined)
        return unusable(wrongClass);
    const modality = terms(dataSet, "x00080060")[0];
    if (modality !== undefined && modality !== "" && modality !== "MR")
        return unusable(skip("its modality is not MR"));
    if (sopInstanceUid === undefined || seriesUid === undefined)
        return unusable(refuse("no SOP Instance UID or no Series Instance UID"));
    if (pixels === undefined)
        return unusable(refuse("no pixels in the object"));
    const cells = pixelCells(dataSet, transferSyntax, pixels);
    if ("reason" in cells)
        return unusable(cells);
    if (sopClassUid === mrImage && cells.frames !== 1)
        return unusable(refuse("several frames in a single-frame class"));
    const broken = leaveOutPixels(cells);
    if (broken !== undefined)
        return unusable(broken);
    const frames = isEnhanced(sopClassUid) ? enhancedFrames(dataSet, cells.frames) : [classicFrame(dataSet)];
    if ("reason" in frames)
        return unusable(frames);
    const frameOfReference = uid(dataSet, "x00200052");
    const sequence = sequenceOf(dataSet);
    return {
        file, sopClassUid: sopClassUid, sopInstanceUid, seriesUid, ...(seriesNumber !== undefined && { seriesNumber }),
        ...(frameOfReference !== undefined && { frameOfReference }), ...(sequence !== undefined && { sequence }),
        ...(terms(dataSet, "x00180023")[0] === "3D" && { volumetric: true }), cells, frames,
    };
}
/** ScanningSequence (0018,0020) or EchoPulseSequence (0018,9008), only where they hold what the standard defines. */
function sequenceOf(dataSet) {
    const scanning = terms(dataSet, "x00180020").filter((term) => ["SE", "IR", "GR", "EP", "RM"].includes(term));
    if (scanning.length > 0)
        return scanning.join("/");
    return { SPIN: "SE", GRADIENT: "GR", BOTH: "SE/GR" }[terms(dataSet, "x00189008")[0] ?? ""];
}
const geParameters = "GEMS_PARM_01";
function classicFrame(dataSet) {
    const type = terms(dataSet, "x00080008");
    const stated = terms(dataSet, "x00089208")[0];
    const ge = privateTag(dataSet, "0043", geParameters, "2f");
    const geComponent = ge === undefined ? undefined : ["MAGNITUDE", "PHASE", "REAL", "IMAGINARY"][geInteger(dataSet, ge) ?? -1];
    const leaveOut = leaveOutMeaning({ type, component: stated ?? geComponent, processed: isProcessed(dataSet) });
    const lut = dataSet.elements.x00283000 === undefined ? undefined : refuse("a modality lookup table in place of slope and intercept");
    const echoTime = decimal(dataSet, "x00180081");
    const bValue = classicBValue(dataSet);
    const reason = leaveOut ?? lut ?? (type.length === 0 ? refuse("no ImageType: nothing says what the images show") : undefined);
    return {
        index: 0, ...placeOf(dataSet, dataSet, dataSet), ...rescaleOf(dataSet),
        ...(echoTime !== undefined && { echoTime }), ...(bValue !== undefined && { bValue }),
        kind: type.join("\\"), apart: apartOf(dataSet), ...(reason && { leaveOut: reason }),
    };
}
/** (0018,9087), else the vendors' own places. */
function classicBValue(dataSet) {
    const standard = double(dataSet, "x00189087");
    if (standard !== undefined)
        return standard;
    const siemens = privateTag(dataSet, "0019", "SIEMENS MR HEADER", "0c");
    if (siemens !== undefined)
        return decimal(dataSet, siemens);
    const ge = privateTag(dataSet, "0043", geParameters, "39");
    const value = ge === undefined ? undefined : decimal(dataSet, ge);
    return value === undefined ? undefined : value % 100_000; // GE adds 1e9 on some releases
}
function geInteger(dataSet, tag) {
    const length = dataSet.elements[tag]?.length ?? 0;
    return length === 2 ? unsigned(dataSet, tag) : decimal(dataSet, tag);
}
/** Attributes in the order in which they are tried. */
const apartTags = [
    ["time", "x00200100"], ["cardiac phase", "x00181060"], ["acquisition", "x00200012"], ["inversion time", "x00180082"], ["flip angle", "x00181314"],
    ["repetition time", "x00180080"], ["acquisition time", "x00080032"], ["content time", "x00080033"],
];
function apartOf(dataSet) {
    const apart = {};
    for (const [name, tag] of apartTags) {
        const value = dataSet.string(tag)?.trim();
        if (value !== undefined && value !== "")
            apart[name] = value.slice(0, 64);
    }
    const direction = [0, 1, 2].map((axis) => double(dataSet, "x00189089", axis) ?? 0);
    if (firstItem(dataSet, "x00189076") !== undefined || dataSet.elements.x00189089 !== undefined)
        apart["diffusion direction"] = direction.join("\\");
    return apart;
}
//# sourceMappingURL=image.js.map