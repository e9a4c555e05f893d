import { expected } from "../../../shared/errors.js";
import { exchange } from "./exchange.js";
import { nameOf } from "./place.js";
import { isUid } from "./query.js";
import { patience as usual, retrying } from "./retry.js";
const pageSize = 200;
/** Of one page: a study has about 2 kB. */
const longestPage = 2 ** 26;
/** Search for studies (PS3.18 10.6, QIDO-RS), page by page. */
export async function findStudies(place, query, call = {}) {
    if (Object.keys(query).length === 0)
        throw expected("bad-option", { subject: "query", want: "at least one key", got: "none, which is the whole archive", advice: "such as StudyDate=20200101-" });
    const parameters = new URLSearchParams([...Object.entries(query), ["includefield", "00080061"], ["includefield", "00201208"]]);
    const found = await search(place, { path: "studies", parameters, unique: "0020000D" }, call);
    return found.map((it) => {
        const [modalities, instances] = [values(it, "00080061"), Number(values(it, "00201208")[0])];
        return { studyUid: values(it, "0020000D")[0], ...(modalities.length > 0 && { modalities }), ...(Number.isSafeInteger(instances) && instances > 0 && { instances }) };
    });
}
/** Throws where a search is not answered. */
export async function answers(place, call = {}) {
    await page(place, "studies?limit=1", call);
}
export async function findSeries(place, studyUid, call = {}) {
    const found = await search(place, { path: `studies/${studyUid}/series`, parameters: new URLSearchParams(), unique: "0020000E" }, call);
    return found.map((it) => ({ seriesUid: values(it, "0020000E")[0], modality: values(it, "00080060")[0] }));
}
/** SOP Instance UIDs of a series. */
export async function findInstances(place, { studyUid, seriesUid }, call = {}) {
    const found = await search(place, { path: `studies/${studyUid}/series/${seriesUid}/instances`, parameters: new URLSearchParams(), unique: "00080018" }, call);
    return found.map((it) => values(it, "00080018")[0]);
}
/**
 * All matches, each once. A server may give fewer than `limit` at a time (PS3.18 8.3.4.4), so the end is a page that brings nothing new;
 * one that has said that there is more, and does not give it, is an error and not a short list.
 */
async function search(place, { path, parameters, unique }, call) {
    const found = new Map();
    let offset = 0;
    for (;;) {
        const query = new URLSearchParams([...parameters, ["limit", String(pageSize)], ["offset", String(offset)]]);
        const { items, more } = await page(place, `${path}?${query}`, call);
        const before = found.size;
        for (const item of items) {
            const uid = values(item, unique)[0];
            if (uid === undefined || !isUid(uid))
                throw answerOf(place, "a UID in each match", "none in one of them");
            if (!found.has(uid))
                found.set(uid, item);
        }
        if (found.size === before) {
            if (more)
                throw answerOf(place, "the matches that it announced", "no more of them");
            return [...found.values()];
        }
        offset += items.length;
    }
}
async function page(place, path, { patience = usual, signal }) {
    const request = { place, path, service: "QIDO-RS", accept: "application/dicom+json", accepted: [200, 204], patience, ...(signal && { signal }) };
    return retrying(() => exchange(request, async ({ status, headers, body }) => {
        if (status === 204)
            return { items: [], more: false };
        const parsed = await jsonOf(body, longestPage).catch((cause) => {
            throw cause instanceof NotJson ? answerOf(place, "application/dicom+json", "something else", cause) : cause;
        });
        if (!Array.isArray(parsed))
            throw answerOf(place, "a list of matches", "something else");
        return { items: parsed, more: /\b299\b/.test(headers.get("warning") ?? "") };
    }), patience, signal);
}
class NotJson extends Error {
}
/** Throws NotJson, whose message is not the parser's: that repeats the text. */
export async function jsonOf(body, longest) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body) {
        length += chunk.length;
        if (length > longest)
            throw new NotJson(`over ${longest} bytes`);
        chunks.push(chunk);
    }
    try {
        return JSON.parse(Buffer.concat(chunks).toString("utf8"));
    }
    catch {
        throw new NotJson("not JSON");
    }
}
/** Texts and numbers of an attribute, as text. */
export function values(dataset, tag) {
    const value = dataset[tag]?.Value;
    return Array.isArray(value) ? value.filter((it) => typeof it === "string" || typeof it === "number").map(String) : [];
}
function answerOf(place, want, got, cause) {
    return expected("bad-input", { subject: `QIDO-RS at ${nameOf(place)}`, want, got, advice: "check that the address is that of the DICOMweb services", cause });
}
//# sourceMappingURL=qido.js.map