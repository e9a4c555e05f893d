import { expected } from "../../../shared/errors.js";
import { exchange } from "./exchange.js";
import { multipartOf } from "./multipart-write.js";
import { nameOf } from "./place.js";
import { jsonOf, values } from "./qido.js";
import { patience as usual, retrying } from "./retry.js";
const referenced = "00081199";
const failures = "00081198";
const otherFailures = "0008119A";
const failureReason = "00081197";
const warningReason = "00081196";
/** Duplicate SOP Instance (PS3.7 C.5.7). */
const duplicate = "0111";
const longestAnswer = 2 ** 26;
/** Stores files in one request (PS3.18 10.5, STOW-RS). What the server does not name in its answer has not been stored. */
export async function store(place, files, { patience = usual, signal } = {}) {
    const request = { place, path: "studies", service: "STOW-RS", accept: "application/dicom+json", accepted: [200, 202, 409], upload: multipartOf(files), patience, ...(signal && { signal }) };
    return retrying(() => exchange(request, async ({ body }) => {
        const parsed = await jsonOf(body, longestAnswer).catch(() => undefined);
        if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
            throw expected("bad-input", { subject: `STOW-RS at ${nameOf(place)}`, want: "an answer that names what was stored", got: "something else", advice: "check on the server what it has, then repeat" });
        }
        return outcomeOf(parsed, files);
    }), patience, signal);
}
function outcomeOf(answer, files) {
    const waiting = new Set(files.map(({ sopInstanceUid }) => sopInstanceUid));
    const failed = new Map();
    const warnings = new Map();
    const count = (into, reason, by = 1) => into.set(reason, (into.get(reason) ?? 0) + by);
    let [stored, already] = [0, 0];
    for (const item of items(answer, failures)) {
        if (!waiting.delete(values(item, "00081155")[0] ?? ""))
            continue;
        const reason = code(item, failureReason);
        if (reason === duplicate)
            already += 1;
        else
            count(failed, reason ?? "unnamed");
    }
    for (const item of items(answer, referenced)) {
        if (!waiting.delete(values(item, "00081155")[0] ?? ""))
            continue;
        stored += 1;
        const reason = code(item, warningReason);
        if (reason !== undefined)
            count(warnings, reason);
    }
    const other = items(answer, otherFailures).map((item) => code(item, failureReason))[0];
    if (waiting.size > 0)
        count(failed, other ?? "unnamed", waiting.size);
    return { stored, already, failed, warnings };
}
function items(dataset, tag) {
    const value = dataset[tag]?.Value;
    return Array.isArray(value) ? value.filter((it) => typeof it === "object" && it !== null) : [];
}
/** US as four hexadecimal digits, which is how the standard lists them. */
function code(dataset, tag) {
    const [text] = values(dataset, tag);
    return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text).toString(16).toUpperCase().padStart(4, "0") : undefined;
}
//# sourceMappingURL=stow.js.map