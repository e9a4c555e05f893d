import { expected } from "../../../shared/errors.js";
const token = "DOMAIN_SR_DICOMWEB_TOKEN";
const authorization = "DOMAIN_SR_DICOMWEB_AUTHORIZATION";
const more = "DOMAIN_SR_DICOMWEB_HEADERS";
/**
 * Headers that prove who asks, from the environment: DOMAIN_SR_DICOMWEB_TOKEN (bearer), DOMAIN_SR_DICOMWEB_AUTHORIZATION (the whole value)
 * and DOMAIN_SR_DICOMWEB_HEADERS (JSON of more headers). Not from options, which other users see in the list of processes.
 * Throws bad-option that names the variable and never its value.
 */
export function credentials(environment = process.env) {
    const headers = {};
    for (const [name, value] of Object.entries(moreHeaders(environment[more])))
        headers[name.toLowerCase()] = checked(value, more);
    const [bearer, whole] = [environment[token]?.trim(), environment[authorization]?.trim()];
    if (bearer && whole)
        throw expected("bad-option", { subject: `${token}, ${authorization}`, want: "one of them", got: "both", advice: "unset one" });
    if (bearer)
        headers["authorization"] = `Bearer ${checked(bearer, token)}`;
    if (whole)
        headers["authorization"] = checked(whole, authorization);
    return headers;
}
/** Ours are set by the requests themselves. */
const reserved = new Set(["accept", "content-type", "content-length", "host", "connection", "transfer-encoding"]);
function moreHeaders(text) {
    if (text === undefined || text.trim() === "")
        return {};
    const wrong = (got) => expected("bad-option", { subject: more, want: `JSON like {"X-Api-Key": "..."}`, got, advice: "put it right" });
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        throw wrong("something else"); // the parser's own message repeats the text
    }
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw wrong("something else");
    for (const [name, each] of Object.entries(value)) {
        if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || reserved.has(name.toLowerCase()))
            throw wrong("a name that no such header has");
        if (typeof each !== "string")
            throw wrong("a value that is no text");
    }
    return value;
}
function checked(value, variable) {
    if (!/^[\x20-\x7e]+$/.test(value))
        throw expected("bad-option", { subject: variable, want: "printable ASCII characters", got: "others", advice: "put it right" });
    return value;
}
//# sourceMappingURL=credentials.js.map