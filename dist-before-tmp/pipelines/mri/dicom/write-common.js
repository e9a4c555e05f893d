import { appendEquipment, code, commentText, derivationCodes, derivationText, deviationMapping, dropOutdated, putBefore, putDescription } from "./write-attributes.js";
import { itemsOf, put, putItems, shortOf, textOf } from "./write-dataset.js";
/** Result series are numbered 1000 above their source, deviation series 2000. */
const numberOffset = { result: 1000, deviation: 2000 };
/**
 * The attributes of a derived object that do not depend on its kind: identity, dates, description, history, equipment and the
 * form of its pixels, over everything of the source that stays true. Patient, study and frame of reference are not touched.
 */
export function putCommon(dataset, source, plan, { sopInstanceUid, instanceNumber }) {
    const { derived, seriesUid, clock, keepPrivate, form } = plan;
    const { rows, columns } = derived.volume.geometry;
    dropOutdated(dataset, { keepPrivate });
    put(dataset, 0x00080018, "UI", sopInstanceUid);
    for (const tag of [0x00080012, 0x00080021, 0x00080023])
        put(dataset, tag, "DA", clock.date);
    for (const tag of [0x00080013, 0x00080031, 0x00080033])
        put(dataset, tag, "TM", clock.time);
    putDescription(dataset, derived);
    put(dataset, 0x0020000e, "UI", seriesUid);
    put(dataset, 0x00200011, "IS", (derived.stack.seriesNumber ?? 0) + numberOffset[derived.purpose]);
    put(dataset, 0x00200013, "IS", instanceNumber);
    putBefore(dataset, 0x00204000, "LT", commentText(derived.provenance));
    appendEquipment(dataset, derived.provenance, clock);
    putLossyHistory(dataset, source);
    if (derived.volume.geometry.slices !== derived.stack.geometry.slices)
        dataset.delete(0x00201002);
    put(dataset, 0x00280010, "US", rows);
    put(dataset, 0x00280011, "US", columns);
    put(dataset, 0x00280100, "US", form.bitsAllocated);
    put(dataset, 0x00280101, "US", form.bitsStored);
    put(dataset, 0x00280102, "US", form.bitsStored - 1);
    const before = shortOf(source.dataset, 0x00280103) === 1;
    put(dataset, 0x00280103, "US", form.signed ? 1 : 0);
    if (form.signed && !before)
        becomeSigned(dataset, form);
    if (derived.purpose === "deviation") {
        for (const tag of [0x00280120, 0x00280121, 0x00281055, 0x00281056])
            dataset.delete(tag);
        // Larger is brighter in any case.
        put(dataset, 0x00280004, "CS", "MONOCHROME2");
        if (textOf(dataset, 0x20500020) !== undefined)
            put(dataset, 0x20500020, "CS", "IDENTITY");
    }
}
/** Attributes whose VR goes with PixelRepresentation: padding, and the stored values that a real-world mapping covers. */
function becomeSigned(dataset, { padding }) {
    if (padding !== undefined) {
        put(dataset, 0x00280120, "SS", padding[0]);
        if (dataset.has(0x00280121))
            put(dataset, 0x00280121, "SS", padding[1]);
    }
    const owners = [dataset, ...[0x52009229, 0x52009230].flatMap((groups) => itemsOf(dataset, groups))];
    for (const mapping of owners.flatMap((owner) => itemsOf(owner, 0x00409096))) {
        for (const tag of [0x00409211, 0x00409216])
            if (mapping.has(tag))
                put(mapping, tag, "SS", Math.min(2 ** 15 - 1, shortOf(mapping, tag)));
    }
}
/** Image or frame type of the derived object: value 1 is DERIVED, the others say what they did. */
export function derivedType(source, { derived, enhanced }) {
    const values = source?.split("\\").map((value) => value.trim()) ?? [];
    const [, examination = "PRIMARY", ...rest] = values;
    if (enhanced) {
        const resampled = derived.provenance.scale > 1 || derived.provenance.throughPlane > 1;
        const technique = derived.purpose === "deviation" ? "STD_DEVIATION" : resampled ? "RESAMPLED" : (rest[1] ?? "NONE");
        return ["DERIVED", examination, rest[0] ?? "OTHER", technique];
    }
    if (derived.purpose === "deviation")
        return ["DERIVED", "SECONDARY", "OTHER", "STD_DEVIATION"];
    return ["DERIVED", "SECONDARY", ...(rest.length > 0 ? rest : ["OTHER"])];
}
/** One item of SourceImageSequence for each object, with the frames that were used of it. */
export function sourceItems(instances, { frames }) {
    const byObject = new Map();
    for (const instance of instances)
        byObject.set(instance.sopInstanceUid, [...(byObject.get(instance.sopInstanceUid) ?? []), instance]);
    return [...byObject.values()].map((same) => {
        const item = new Map();
        put(item, 0x00081150, "UI", same[0].sopClassUid);
        put(item, 0x00081155, "UI", same[0].sopInstanceUid);
        if (frames)
            put(item, 0x00081160, "IS", ...same.map(({ frame }) => frame + 1));
        put(item, 0x0028135a, "CS", instances.length === 1 ? "YES" : "NO");
        putItems(item, 0x0040a170, code("121322", "DCM", "Source image for image processing operation"));
        return item;
    });
}
/** DerivationDescription and its codes, before and beside what the source has been through already. */
export function putDerivation(dataset, derived) {
    putBefore(dataset, 0x00082111, "ST", derivationText(derived));
    putItems(dataset, 0x00089215, ...itemsOf(dataset, 0x00089215), ...derivationCodes(derived.provenance));
}
/** Slope and its meaning for a deviation, in an image or in a Pixel Value Transformation item. */
export function putDeviationRescale(dataset, slope) {
    put(dataset, 0x00281052, "DS", 0);
    put(dataset, 0x00281053, "DS", slope);
    put(dataset, 0x00281054, "LO", "US");
}
export function putDeviationWindow(dataset, slope, bitsStored) {
    const width = slope * (2 ** bitsStored - 1);
    put(dataset, 0x00281050, "DS", width / 2);
    put(dataset, 0x00281051, "DS", width);
}
export function putDeviationMapping(dataset, slope, bitsStored) {
    putItems(dataset, 0x00409096, deviationMapping(slope, bitsStored));
}
/** Transfer syntaxes whose pixels may have lost something, with their CompressionMethod (C.7.6.1.1.5). */
const lossy = {
    "1.2.840.10008.1.2.4.50": "ISO_10918_1", "1.2.840.10008.1.2.4.51": "ISO_10918_1", "1.2.840.10008.1.2.4.81": "ISO_14495_1",
    "1.2.840.10008.1.2.4.91": "ISO_15444_1", "1.2.840.10008.1.2.4.203": "ISO_15444_15",
};
/** Once lossy, always lossy: a source that says nothing of itself but is in a lossy transfer syntax counts as lossy. */
function putLossyHistory(dataset, { dataset: source, transferSyntax, pixelBytes }) {
    const stated = textOf(source, 0x00282110);
    const method = lossy[transferSyntax];
    if (stated !== undefined || method === undefined) {
        put(dataset, 0x00282110, "CS", stated ?? "00");
        return;
    }
    const [rows = 0, columns = 0, bits = 16] = [0x00280010, 0x00280011, 0x00280100].map((tag) => shortOf(source, tag));
    const raw = (rows * columns * bits * Number(textOf(source, 0x00280008) ?? 1)) / 8;
    put(dataset, 0x00282110, "CS", "01");
    put(dataset, 0x00282112, "DS", Number((raw / pixelBytes).toFixed(2)));
    put(dataset, 0x00282114, "CS", method);
}
//# sourceMappingURL=write-common.js.map