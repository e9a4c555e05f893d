import { copyDataset, encodeDataset, itemsOf, put, putItems, textOf } from "./write-dataset.js";
import { derivedType, putCommon, putDerivation, putDeviationMapping, putDeviationRescale, putDeviationWindow, sourceItems } from "./write-common.js";
import { uidOf } from "./write-uid.js";
const sharedGroups = 0x52009229;
const perFrameGroups = 0x52009230;
const frameContent = 0x00209111;
const enhancedMr = "1.2.840.10008.5.1.4.1.1.4.1";
/**
 * The MR Pulse Sequence module and the technique of bulk motion compensation: only where ImageType is ORIGINAL or MIXED (C.8.13.4,
 * C.7.6.18.3). Timing, echo and modifiers are in functional groups and stay.
 */
const originalOnly = [
    0x00180023, 0x00189005, 0x00189008, 0x00189011, 0x00189012, 0x00189014, 0x00189015, 0x00189017, 0x00189018, 0x00189024, 0x00189025, 0x00189029,
    0x00189032, 0x00189033, 0x00189034, 0x00189093, 0x00189094, 0x00189172, 0x00189173,
];
/**
 * The one multi-frame object of a derived stack but for its pixels. Every frame takes the functional groups of its nearest
 * source frame, shared or its own, with geometry, type and derivation made new; groups that are shared in the first source and
 * still equal in all frames are shared again. The frames are one stack, ordered by position (C.7.6.16, C.7.6.17).
 */
export function enhancedDataset(plan, frames, sopInstanceUid) {
    const { derived } = plan;
    const { object } = frames[0];
    const dataset = copyDataset(object.dataset);
    putCommon(dataset, object, plan, { sopInstanceUid, instanceNumber: 1 });
    put(dataset, 0x00080008, "CS", ...derivedType(textOf(object.dataset, 0x00080008), { derived, enhanced: true }));
    put(dataset, 0x00280008, "IS", frames.length);
    if (textOf(dataset, 0x00080016) === enhancedMr)
        for (const tag of originalOnly)
            dataset.delete(tag);
    putEvidence(dataset, derived);
    putDimensions(dataset, uidOf(sopInstanceUid, "dimensions"));
    const shareable = new Set([...(itemsOf(dataset, sharedGroups)[0] ?? new Map()).keys()]);
    shareable.delete(frameContent);
    shareable.delete(0x00089124);
    // Cleaned of private elements once, by object.
    const cleaned = new Map([[object, dataset]]);
    const groups = frames.map((frame, index) => {
        let from = cleaned.get(frame.object);
        if (from === undefined) {
            from = copyDataset(frame.object.dataset);
            putCommon(from, frame.object, plan, { sopInstanceUid, instanceNumber: 1 });
            cleaned.set(frame.object, from);
        }
        return frameGroups(from, frame.frame, plan, index);
    });
    const shared = new Map();
    for (const tag of shareable) {
        const first = groups[0].get(tag);
        const bytes = first && encoded(tag, first);
        if (first === undefined || bytes === undefined)
            continue;
        const equal = groups.every((group) => {
            const own = group.get(tag);
            return own !== undefined && (own === first || Buffer.compare(encoded(tag, own), bytes) === 0);
        });
        if (equal)
            shared.set(tag, first);
    }
    for (const tag of shared.keys())
        for (const group of groups)
            group.delete(tag);
    putItems(dataset, sharedGroups, shared);
    putItems(dataset, perFrameGroups, ...groups);
    return dataset;
}
function encoded(tag, element) {
    return encodeDataset(new Map([[tag, element]]));
}
function frameGroups(source, frame, { derived, form, deviationSlope }, index) {
    const { geometry } = derived.volume;
    const groups = new Map([...(itemsOf(source, sharedGroups)[0] ?? []), ...(itemsOf(source, perFrameGroups)[frame] ?? [])]);
    /** A fresh copy of a group's item, so that frames do not write into each other. */
    const change = (tag, edit) => {
        const item = new Map(itemsOf(groups, tag)[0] ?? []);
        edit(item);
        putItems(groups, tag, item);
    };
    change(frameContent, (item) => {
        put(item, 0x00209056, "SH", textOf(item, 0x00209056) ?? "1");
        put(item, 0x00209057, "UL", index + 1);
        put(item, 0x00209157, "UL", 1, index + 1);
    });
    change(0x00209113, (item) => put(item, 0x00200032, "DS", ...geometry.positions[index]));
    change(0x00209116, (item) => put(item, 0x00200037, "DS", ...geometry.rowDirection, ...geometry.columnDirection));
    change(0x00289110, (item) => {
        put(item, 0x00280030, "DS", ...geometry.pixelSpacing);
        if (geometry.sliceThickness !== undefined)
            put(item, 0x00180050, "DS", geometry.sliceThickness);
        if (geometry.sliceSpacing !== undefined)
            put(item, 0x00180088, "DS", geometry.sliceSpacing);
    });
    if (groups.has(0x00189226))
        change(0x00189226, (item) => put(item, 0x00089007, "CS", ...derivedType(textOf(item, 0x00089007), { derived, enhanced: true })));
    const step = new Map();
    putDerivation(step, derived);
    putItems(step, 0x00082112, ...sourceItems(derived.sources[index].map((slice) => derived.stack.instances[slice]), { frames: true }));
    putItems(groups, 0x00089124, ...itemsOf(groups, 0x00089124), step);
    if (deviationSlope !== undefined) {
        change(0x00289145, (item) => putDeviationRescale(item, deviationSlope));
        putItems(groups, 0x00289132);
        change(0x00289132, (item) => putDeviationWindow(item, deviationSlope, form.bitsStored));
        putDeviationMapping(groups, deviationSlope, form.bitsStored);
    }
    return groups;
}
/** Every source object that a frame refers to (C.8.13.2.1.1: SourceImageEvidenceSequence). */
function putEvidence(dataset, { stack }) {
    const objects = new Map(stack.instances.map(({ sopInstanceUid, sopClassUid }) => [sopInstanceUid, sopClassUid]));
    const references = [...objects].map(([instance, sopClass]) => {
        const item = new Map();
        put(item, 0x00081150, "UI", sopClass);
        put(item, 0x00081155, "UI", instance);
        return item;
    });
    const series = new Map();
    put(series, 0x0020000e, "UI", stack.seriesUid ?? "");
    putItems(series, 0x00081199, ...references);
    const study = new Map();
    putItems(study, 0x00081115, series);
    const uid = dataset.get(0x0020000d);
    if (uid !== undefined)
        study.set(0x0020000d, uid);
    putItems(dataset, 0x00089154, ...itemsOf(dataset, 0x00089154), study);
}
/** Two dimensions, the stack and the position in it, in place of the source's. */
function putDimensions(dataset, uid) {
    const organization = new Map();
    put(organization, 0x00209164, "UI", uid);
    putItems(dataset, 0x00209221, organization);
    dataset.delete(0x00209311);
    putItems(dataset, 0x00209222, ...[0x00209056, 0x00209057].map((pointer) => {
        const item = new Map();
        put(item, 0x00209164, "UI", uid);
        put(item, 0x00209165, "AT", pointer);
        put(item, 0x00209167, "AT", frameContent);
        return item;
    }));
}
//# sourceMappingURL=write-enhanced.js.map