import { createHash } from "node:crypto";
import { isSequence, itemsOf, put, putItems, textOf } from "./write-dataset.js";
/** Every derived series says so where a reader of a list of series sees it. */
export const notDiagnostic = "Not for primary diagnosis";
const descriptionLimit = 64;
/** The method of test input made from a good image, with a scale below 1. */
const degrade = "degrade";
export function code(value, scheme, meaning) {
    const item = new Map();
    put(item, 0x00080100, "SH", value);
    put(item, 0x00080102, "SH", scheme);
    put(item, 0x00080104, "LO", meaning);
    return item;
}
/** In a few words what was done: "SR x2 z3 srdiff denoised". */
function title({ method, scale, throughPlane, denoised }) {
    const words = [
        ...(scale > 1 || throughPlane > 1 ? ["SR"] : []), ...(scale > 1 ? [`x${scale}`] : []), ...(throughPlane > 1 ? [`z${throughPlane}`] : []),
        ...(scale > 1 || throughPlane > 1 ? [method] : []), ...(denoised ? ["denoised"] : []),
    ];
    return words.length > 0 ? words.join(" ") : method;
}
/** For ImageComments, where many viewers show it. */
export function commentText({ software, version, method, model, denoised }) {
    return `${model || denoised ? "AI-processed" : "Processed"} image (${software} ${version}, ${method}). ${notDiagnostic}.`;
}
/** How the image was made, for DerivationDescription: one paragraph of ASCII, without anything from the source's text. */
export function derivationText({ provenance, purpose }) {
    const { software, version, method, model, denoised, reference, scale, throughPlane, preset, seed, samples, device } = provenance;
    const parts = [
        ...(purpose === "deviation" ? [`standard deviation over ${samples} samples`] : []),
        `method ${method}`,
        ...(model ? [`model ${model.id} ${model.version} (SHA-256 ${model.hash})`] : []),
        `in-plane scale ${scale}`, `through-plane scale ${throughPlane}`,
        ...(denoised ? [`denoised by ${denoised.model} (SHA-256 ${denoised.hash}), sigma ${denoised.sigma}, alpha ${denoised.alpha}`] : []),
        ...(reference ? [`reference series ${reference.seriesUid ?? reference.key}`] : []),
        `preset ${preset}`, `seed ${seed}`, `samples ${samples}`, `device ${device}`,
    ];
    return `${software} ${version}: ${parts.join("; ")}. ${notDiagnostic}.`;
}
/** A hash of everything that decides the result's samples apart from its source. */
export function provenanceHash({ provenance, purpose }) {
    return createHash("sha256").update(derivationText({ provenance, purpose })).digest("hex");
}
export function derivationCodes({ scale, throughPlane, denoised }) {
    const codes = [
        // CID 7203. A degraded image is a low-pass of its source, and not coded as resampled: it is there to be restored.
        ...(scale > 1 || throughPlane > 1 ? [code("113085", "DCM", "Spatial resampling")] : []),
        ...(denoised ? [code("113087", "DCM", "Smoothing")] : []),
    ];
    return codes.length > 0 ? codes : [code("113087", "DCM", "Smoothing")];
}
/** The source's description, cut where need be, and what was done to it. */
export function putDescription(dataset, { provenance, purpose }) {
    const suffix = `${purpose === "deviation" ? "SD of " : ""}${title(provenance)}. ${notDiagnostic}`;
    const source = valueBytes(dataset, 0x0008103e);
    const kept = trimmed(cut(source, descriptionLimit - suffix.length - 2, textOf(dataset, 0x00080005) ?? ""));
    dataset.set(0x0008103e, { vr: "LO", value: Buffer.concat([kept, Buffer.from(kept.length > 0 ? `: ${suffix}` : suffix)]) });
}
/** At most `most` characters of encoded text; nothing where the character set gives no safe place to cut. */
function cut(bytes, most, characterSet) {
    if (most <= 0)
        return new Uint8Array(0);
    if (characterSet === "ISO_IR 192")
        return Buffer.from([...Buffer.from(bytes).toString("utf8")].slice(0, most).join(""));
    if (bytes.length <= most)
        return bytes;
    return /^(ISO_IR \d+)?$/.test(characterSet) ? bytes.subarray(0, most) : new Uint8Array(0);
}
/** ASCII in front of what the source says, in any character set; the older text is dropped where both do not fit. */
export function putBefore(dataset, tag, vr, text) {
    const limit = vr === "ST" ? 1024 : 10240;
    const older = valueBytes(dataset, tag);
    const both = older.length === 0 ? Buffer.from(text) : Buffer.concat([Buffer.from(`${text} Before: `), older]);
    dataset.set(tag, { vr, value: both.length <= limit ? both : Buffer.from(text.slice(0, limit)) });
}
function valueBytes(dataset, tag) {
    const value = dataset.get(tag)?.value;
    return value instanceof Uint8Array ? trimmed(value) : new Uint8Array(0);
}
function trimmed(value) {
    let end = value.length;
    while (end > 0 && (value[end - 1] === 0x20 || value[end - 1] === 0))
        end--;
    return value.subarray(0, end);
}
/** DA and TM of a moment, in the zone that the object names (TimezoneOffsetFromUTC), else in UTC or in the machine's, which is the default. */
export function clockOf(now, dataset, { utc = false } = {}) {
    const named = /^([+-])(\d\d)(\d\d)$/.exec(textOf(dataset, 0x00080201) ?? "");
    const minutes = named !== null ? (named[1] === "-" ? -1 : 1) * (60 * Number(named[2]) + Number(named[3])) : utc ? 0 : -now.getTimezoneOffset();
    const text = new Date(now.getTime() + minutes * 60_000).toISOString();
    return { date: text.slice(0, 10).replaceAll("-", ""), time: text.slice(11, 19).replaceAll(":", ""), ...(named && { offset: named[0] }) };
}
/** ContributingEquipmentSequence, one item more. */
export function appendEquipment(dataset, { software, version, method, model }, { date, time, offset = "" }) {
    const item = new Map();
    put(item, 0x00080070, "LO", software);
    put(item, 0x00081090, "LO", model?.id ?? method);
    put(item, 0x00181020, "LO", version, ...(model ? [`${model.id} ${model.version}`] : []));
    put(item, 0x0018a002, "DT", `${date}${time}${offset}`);
    // The reader leaves alone what begins with "MR image restoration", so that no result is restored again; test input is no result.
    put(item, 0x0018a003, "ST", `${method === degrade ? "MR image degraded for tests" : "MR image restoration"}. ${notDiagnostic}.`);
    putItems(item, 0x0040a170, code("109102", "DCM", "Processing Equipment"));
    putItems(dataset, 0x0018a001, ...itemsOf(dataset, 0x0018a001), item);
}
/**
 * What would no longer be true of new pixels on a new grid: look-up tables, overlays and curves, icons, statistics over the
 * old pixels, signatures, and the identity of the object.
 */
const outdated = new Set([
    0x00080012, 0x00080013, 0x00080014, 0x00280034, 0x00280106, 0x00280107, 0x00280108, 0x00280109, 0x00280110, 0x00280111,
    0x00281101, 0x00281102, 0x00281103, 0x00281199, 0x00281201, 0x00281202, 0x00281203, 0x00281221, 0x00281222, 0x00281223,
    0x00283000, 0x00283010, 0x00880200, 0x00209161, 0x00209162, 0x00209163, 0x00209228, 0x0040a390, 0x4ffe0001, 0xfffafffa, 0xfffcfffc,
]);
export function dropOutdated(dataset, { keepPrivate }) {
    for (const [tag, { value }] of dataset) {
        const group = tag >>> 16;
        const isPrivate = group % 2 === 1;
        const overlayOrCurve = (group >= 0x6000 && group <= 0x60ff) || (group >= 0x5000 && group <= 0x50ff);
        if (outdated.has(tag) || overlayOrCurve || group === 0x7fe0 || (isPrivate && !keepPrivate))
            dataset.delete(tag);
        else if (!keepPrivate && !(value instanceof Uint8Array) && isSequence(value))
            value.items.forEach(dropPrivate);
    }
}
function dropPrivate(item) {
    for (const [tag, { value }] of item) {
        if ((tag >>> 16) % 2 === 1)
            item.delete(tag);
        else if (!(value instanceof Uint8Array) && isSequence(value))
            value.items.forEach(dropPrivate);
    }
}
/** A real-world value mapping that names the stored values a standard deviation in the image's own units (C.7.6.16.2.11). */
export function deviationMapping(slope, bitsStored) {
    const item = new Map();
    put(item, 0x00283003, "LO", "Standard deviation over the samples");
    putItems(item, 0x004008ea, code("1", "UCUM", "no units"));
    put(item, 0x00409210, "SH", "STD_DEVIATION");
    put(item, 0x00409211, "US", 2 ** bitsStored - 1);
    put(item, 0x00409216, "US", 0);
    const quantity = new Map();
    put(quantity, 0x0040a040, "CS", "CODE");
    putItems(quantity, 0x0040a043, code("246205007", "SCT", "Quantity"));
    putItems(quantity, 0x0040a168, code("386136009", "SCT", "Standard Deviation"));
    putItems(item, 0x00409220, quantity);
    put(item, 0x00409224, "FD", 0);
    put(item, 0x00409225, "FD", slope);
    return item;
}
//# sourceMappingURL=write-attributes.js.map