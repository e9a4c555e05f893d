import { expected } from "../../../shared/errors.js";
import { associate, codeOf } from "./dimse-associate.js";
import { dimseLibrary, status, uncompressed } from "./dimse-library.js";
import { nameOf } from "./place.js";
import { isUid } from "./query.js";
import { Unavailable } from "./retry.js";
const verification = "1.2.840.10008.1.1";
/** Study Root Query/Retrieve: FIND (PS3.4 C.6.2). */
const find = "1.2.840.10008.5.1.4.1.2.2.1";
/** C-ECHO (PS3.7 9.1.5): whether the PACS is there and knows us. */
export async function echo(place, call = {}) {
    const { requests: { CEchoRequest } } = dimseLibrary();
    await associate(place, [{ abstract: verification, syntaxes: uncompressed }], async ({ ask }) => {
        const response = await ask(new CEchoRequest());
        if (response.getStatus() !== status.success)
            throw refused(place, "C-ECHO", response);
    }, call);
}
export async function findStudies(place, query, call = {}) {
    if (Object.keys(query).length === 0)
        throw expected("bad-option", { subject: "query", want: "at least one key", got: "none, which is the whole archive", advice: "such as StudyDate=20200101-" });
    const found = await search(place, "STUDY", { StudyInstanceUID: "", ModalitiesInStudy: "", NumberOfStudyRelatedInstances: "", ...query }, "StudyInstanceUID", call);
    return found.map((it) => {
        const [modalities, instances] = [texts(it["ModalitiesInStudy"]), Number(texts(it["NumberOfStudyRelatedInstances"])[0])];
        return { studyUid: texts(it["StudyInstanceUID"])[0], ...(modalities.length > 0 && { modalities }), ...(Number.isSafeInteger(instances) && instances > 0 && { instances }) };
    });
}
export async function findSeries(place, studyUid, call = {}) {
    const found = await search(place, "SERIES", { StudyInstanceUID: studyUid, SeriesInstanceUID: "", Modality: "" }, "SeriesInstanceUID", call);
    return found.map((it) => ({ seriesUid: texts(it["SeriesInstanceUID"])[0], modality: texts(it["Modality"])[0] }));
}
export async function findInstances(place, { studyUid, seriesUid }, call = {}) {
    const found = await search(place, "IMAGE", { StudyInstanceUID: studyUid, SeriesInstanceUID: seriesUid, SOPInstanceUID: "", SOPClassUID: "" }, "SOPInstanceUID", call);
    return found.map((it) => ({ sopInstanceUid: texts(it["SOPInstanceUID"])[0], sopClassUid: texts(it["SOPClassUID"])[0] }));
}
/** Matches of a C-FIND (PS3.4 C.4.1), each once. */
async function search(place, level, keys, unique, call) {
    const { requests: { CFindRequest }, Dataset } = dimseLibrary();
    const plain = Object.values(keys).every((value) => /^[\x20-\x7e]*$/.test(String(value)));
    return associate(place, [{ abstract: find, syntaxes: uncompressed }], async ({ ask }) => {
        const request = new CFindRequest();
        request.setDataset(new Dataset({ QueryRetrieveLevel: level, ...(!plain && { SpecificCharacterSet: "ISO_IR 192" }), ...keys }));
        const found = new Map();
        const response = await ask(request, (pending) => {
            const elements = pending.getDataset()?.getElements() ?? {};
            const uid = texts(elements[unique])[0];
            if (uid !== undefined && isUid(uid))
                found.set(uid, elements);
        });
        if (response.getStatus() === status.success)
            return [...found.values()];
        throw refused(place, "C-FIND", response);
    }, call);
}
/** Out of resources may pass (PS3.4 table C.4-1); a class that is not served, or an identifier that does not match it, will not. */
export function refused(place, operation, response, more = "") {
    const code = codeOf(response);
    if (code.startsWith("A7"))
        return new Unavailable(`${operation} at ${nameOf(place)}: expected an answer, got status ${code}H; try again later`);
    return expected("bad-input", { subject: `${operation} at ${nameOf(place)}`, want: "an answer", got: `status ${code}H`, advice: `see the log of the PACS${more}` });
}
function texts(value) {
    const all = Array.isArray(value) ? value : [value];
    return all.filter((it) => typeof it === "string" || typeof it === "number").flatMap((it) => String(it).split("\\")).map((it) => it.trim()).filter((it) => it !== "");
}
//# sourceMappingURL=dimse-find.js.map