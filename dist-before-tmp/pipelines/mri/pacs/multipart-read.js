import { expected } from "../../../shared/errors.js";
import { Unavailable } from "./retry.js";
/** Of one part: DICOMweb has three or four lines. */
const longestHeaders = 16 * 1024;
/** The boundary of a multipart/related media type (RFC 2046 5.1.1); throws bad-input for another type. */
export function boundaryOf(contentType, subject) {
    const [type = "", ...parameters] = (contentType ?? "").split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    const found = parameters.map((each) => /^\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s"]{1,200}))\s*$/i.exec(each)).find((match) => match !== null);
    const boundary = found?.[1] ?? found?.[2];
    if (type.trim().toLowerCase() !== "multipart/related" || boundary === undefined) {
        // a registered type is safe to print, anything else may be the text of a page
        const known = /^[a-z]+\/[a-z0-9.+-]{1,40}$/i.exec(type.trim())?.[0] ?? "another type";
        throw expected("bad-input", { subject, want: "multipart/related with a boundary", got: known, advice: "check that the address is that of the DICOMweb services" });
    }
    return boundary;
}
/**
 * Parts of a multipart body (RFC 2046 5.1) as they come: no more is held than a chunk of the stream and the headers of a part.
 * Throws Unavailable where the body ends before its closing delimiter.
 */
export async function* readMultipart(stream, boundary, subject) {
    const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    const chunks = stream[Symbol.asyncIterator]();
    // the first delimiter may stand at the very beginning
    let held = Buffer.from("\r\n");
    let inside = true;
    const more = async () => {
        const { value, done } = await chunks.next();
        if (done)
            throw new Unavailable(`${subject}: expected the end of the answer, got a part of it; try again later`);
        held = held.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.concat([held, value]);
    };
    /** Up to the next delimiter, which is taken away. */
    const content = async function* () {
        for (;;) {
            const at = held.indexOf(delimiter);
            const safe = at >= 0 ? at : Math.max(0, held.length - delimiter.length + 1);
            const out = held.subarray(0, safe);
            held = held.subarray(at >= 0 ? at + delimiter.length : safe);
            if (at >= 0)
                inside = false;
            if (out.length > 0)
                yield out;
            if (at >= 0)
                return;
            await more();
        }
    };
    /** Up to `end`, which is taken away. */
    const text = async (end) => {
        let at;
        while ((at = held.indexOf(end)) < 0) {
            if (held.length > longestHeaders)
                throw expected("bad-input", { subject, want: "the headers of a part", got: `more than ${longestHeaders / 1024} KiB`, advice: "see the log of the server" });
            await more();
        }
        const found = held.toString("latin1", 0, at);
        held = held.subarray(at + end.length);
        return found;
    };
    for await (const _ of content())
        ; // the preamble
    for (;;) {
        while (held.length < 2)
            await more();
        if (held.toString("latin1", 0, 2) === "--")
            return;
        await text("\r\n"); // padding behind the delimiter
        while (held.length < 2)
            await more();
        const bare = held.toString("latin1", 0, 2) === "\r\n";
        const headers = bare ? "" : await text("\r\n\r\n");
        if (bare)
            held = held.subarray(2);
        inside = true;
        yield { headers: fields(headers), body: content() };
        if (inside)
            for await (const _ of content())
                ;
    }
}
function fields(text) {
    const unfolded = text.replace(/\r\n[ \t]+/g, " ");
    return new Map(unfolded.split("\r\n").flatMap((line) => {
        const colon = line.indexOf(":");
        return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    }));
}
//# sourceMappingURL=multipart-read.js.map