import { isEnhanced } from "../dicom/classify.js";
import { isSequence, put, putItems, textOf } from "../dicom/write-dataset.js";
import { code } from "../dicom/write-attributes.js";
import { standardVr } from "../dicom/write-source.js";
import { basicCode, modifiedDatesCode, retainable } from "./options.js";
import { basicProfile, keptBy } from "./profile-table.js";
import { safePrivate } from "./safe-private.js";
import { dummyOf, isWellFormed, shifted } from "./values.js";
/**
 * A copy of an MR image's data set that PS3.15 E.1.1 allows to leave. Where the table gives a choice of actions, the attribute's type in the MR
 * and Enhanced MR Image IODs decides. What the table does not name goes by its value representation: names, dates, application
 * entities and UIDs like those that it names; the patient's group and elements that no dictionary knows are removed. Sequences are done inside. Pixels
 * are not looked at: burned-in text and faces stay what they are, which RecognizableVisualFeatures says.
 */
export function deidentified(source, deidentifier) {
    const { pseudonyms, options } = deidentifier;
    const patient = [textOf(source, 0x00100020), textOf(source, 0x00100021)].filter((text) => text !== undefined).join("\\") || (textOf(source, 0x0020000d) ?? "");
    const context = { ...deidentifier, enhanced: isEnhanced(textOf(source, 0x00080016) ?? ""), patient: pseudonyms.hex("patient", patient, 12), days: options.dateShift ? pseudonyms.shift(patient) : 0 };
    const dataset = cleaned(source, context);
    for (const [tag, vr] of [[0x00100010, "PN"], [0x00100020, "LO"]])
        put(dataset, tag, vr, `P${context.patient}`);
    putStatement(dataset, source, context);
    return dataset;
}
function cleaned(source, context) {
    const dataset = context.options.retain.includes("safe-private") ? safePrivate(source) : new Map();
    for (const [tag, element] of source) {
        const group = tag >>> 16;
        // curves and overlays: their data and comments go, and what describes these means nothing without them
        if (group % 2 === 1 || (group >= 0x5000 && group <= 0x50ff) || (group >= 0x6000 && group <= 0x60ff))
            continue;
        const kept = elementOf(tag, element, context);
        if (kept !== undefined)
            dataset.set(tag, kept);
    }
    return dataset;
}
function elementOf(tag, element, context) {
    const { vr, value } = element;
    if (!(value instanceof Uint8Array) && isSequence(value)) {
        const action = actionOf(tag, "SQ", context);
        if (action !== "keep" && action !== "uid")
            return action === "empty" ? { vr, value: { items: [] } } : undefined;
        const items = value.items.map((item) => cleaned(item, context)).filter((item, at) => item.size > 0 || value.items[at].size === 0);
        return items.length > 0 || value.items.length === 0 ? { vr, value: { items } } : undefined;
    }
    if (vr === "UN" || !(value instanceof Uint8Array))
        return undefined;
    switch (actionOf(tag, vr, context)) {
        case "keep": return isWellFormed(vr, value) ? element : undefined;
        case "remove": return undefined;
        case "empty": return { vr, value: new Uint8Array(0) };
        case "dummy": return replaced(vr, dummyOf(vr));
        case "uid": return { vr, value: mapped(value, context) };
        case "shift": {
            if (vr !== "DA" && vr !== "DT")
                return isWellFormed(vr, value) ? element : undefined;
            const moved = shifted(Buffer.from(value).toString("latin1").replace(/[\0 ]+$/, ""), context.days);
            if (moved !== undefined)
                return { vr, value: Buffer.from(moved, "latin1") };
            return value.length === 0 ? element : replaced(vr, dummyOf(vr));
        }
    }
}
function replaced(vr, value) {
    return value && { vr, value };
}
const registered = /^1\.2\.840\.10008(\.|$)/;
/** SOP classes: registered, or a maker's. */
const classes = new Set([0x00080016, 0x00081150]);
/** Type 1 in the Enhanced MR Image IOD alone (C.7.5.2). */
const neededInEnhanced = new Set([0x00181000]);
/** Of type 2 in either IOD, so that they stay without a value. */
const neededEmpty = new Set([0x00180010]);
/** What the table passes over, though it may name a person or a place: protocols typed at the scanner, issuers of identifiers, numbers of other studies and devices. */
const overlooked = new Set([
    0x00080051, 0x00181010, 0x00181011, 0x00189423, 0x00201070, 0x00203100, 0x00400026, 0x00400027, 0x00400031, 0x00400032, 0x00400033, 0x00400035, 0x00400036, 0x00400039, 0x0040003a,
]);
/** Of the patient's group only what is needed of an animal (C.7.1.1): species and breed. */
const ofAnimals = new Set([0x00102201, 0x00102202, 0x00102292, 0x00102293]);
function actionOf(tag, vr, { options: { retain, dateShift }, enhanced }) {
    const action = basicProfile.get(tag);
    if (retain.includes("device") && keptBy.device.has(tag))
        return "keep";
    if (retain.includes("institution") && keptBy.institution.has(tag))
        return "keep";
    if (retain.includes("patient-characteristics") && keptBy.patientCharacteristics.has(tag))
        return "keep";
    if (isTemporal(tag, vr)) {
        if (retain.includes("dates"))
            return "keep";
        if (dateShift)
            return "shift";
    }
    if (vr === "UI" && !classes.has(tag) && (action === undefined || action.endsWith("U") || action === "D"))
        return retain.includes("uids") ? "keep" : "uid";
    if (action === undefined)
        return outsideTable(tag, vr);
    return resolved(action, tag, enhanced);
}
function resolved(action, tag, enhanced) {
    switch (action) {
        case "X": return "remove";
        case "Z": return "empty";
        case "D": return "dummy";
        case "U":
        case "X/Z/U": return "uid";
        case "Z/D": return neededEmpty.has(tag) ? "empty" : "dummy";
        case "X/Z":
        case "X/D":
        case "X/Z/D": return enhanced && (neededInEnhanced.has(tag) || tag === 0x0008002a) ? "dummy" : tag === 0x00400555 && enhanced ? "empty" : "remove";
    }
}
function outsideTable(tag, vr) {
    if (vr === "PN" || vr === "DA" || vr === "TM" || vr === "DT" || vr === "AE" || overlooked.has(tag))
        return "remove";
    if (tag >>> 16 === 0x0010 && !ofAnimals.has(tag))
        return "remove";
    return standardVr(tag, false) === "UN" ? "remove" : "keep";
}
/** Times of the examination; of the patient only the one that the table counts among them. */
function isTemporal(tag, vr) {
    const group = tag >>> 16;
    if (tag === 0x00080201 || tag === 0x001021d0 || tag === 0x0016008d)
        return true;
    return (vr === "DA" || vr === "TM" || vr === "DT") && group !== 0x0010 && group !== 0x0016;
}
function mapped(value, { pseudonyms, onUid }) {
    const uids = Buffer.from(value).toString("latin1").replace(/[\0 ]+$/, "").split("\\");
    return Buffer.from(uids.map((old) => {
        if (old === "" || registered.test(old))
            return old;
        const now = pseudonyms.uid(old);
        onUid?.(old, now);
        return now;
    }).join("\\"));
}
const heads = /^(HEAD|BRAIN|SKULL|FACE|HEADNECK|NECK|EAR|IAC|JAW|MAXILLA|NOSE|ORBIT|EYE|SELLA|SINUS|TMJ|CSPINE|WHOLEBODY|ZYGOMA)$/;
function putStatement(dataset, source, { options: { retain, dateShift }, software }) {
    put(dataset, 0x00120062, "CS", "YES");
    put(dataset, 0x00120063, "LO", software, "PS3.15 E.1 Basic Application Confidentiality Profile");
    const codes = [basicCode, ...retain.map((name) => retainable[name]), ...(dateShift ? [modifiedDatesCode] : [])];
    putItems(dataset, 0x00120064, ...codes.map(([value, meaning]) => code(value, "DCM", meaning)));
    put(dataset, 0x00280303, "CS", retain.includes("dates") ? "UNMODIFIED" : dateShift ? "MODIFIED" : "REMOVED");
    // a face can be rendered from a head, and nothing here removes it; a body part that is not stated may be one
    const part = textOf(source, 0x00180015);
    put(dataset, 0x00280302, "CS", part === undefined || heads.test(part) ? "YES" : "NO");
}
//# sourceMappingURL=dataset.js.map