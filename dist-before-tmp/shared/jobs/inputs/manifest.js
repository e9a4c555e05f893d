import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { expected } from "../../errors.js";
import { absolutePaths } from "./path-options.js";
import { csvLines, jsonLines, textOf } from "./manifest-lines.js";
import { namingOf } from "./naming.js";
import { findClashes } from "./outputs-apart.js";
import { Problems } from "./problems.js";
const MANIFEST = /\.(csv|jsonl|ndjson)$/i;
export function isManifest(path) {
    return MANIFEST.test(path);
}
export function isUrl(text) {
    return /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
}
/**
 * The items of a CSV file (a header row: input, output, any option of the single command) or of JSON lines (.jsonl, .ndjson), in
 * its order. Paths are relative to the manifest. Throws one bad-option that tells all wrong lines by number: unreadable ones, no input,
 * unknown columns, what `domain.check` refuses, two items with one output, an output that is an input.
 */
export async function readManifest(domain, path, options = {}) {
    const subject = basename(path);
    const bytes = await readFile(path, { signal: options.signal }).catch((cause) => {
        options.signal?.throwIfAborted();
        throw expected("bad-option", { subject, want: "a manifest that can be read", got: cause.code === "ENOENT" ? "no such file" : cause.code, advice: "check the path and its permissions", cause });
    });
    const problems = new Problems();
    const text = textOf(bytes, subject);
    const lines = /\.csv$/i.test(path) ? csvLines(text, problems) : jsonLines(text, problems);
    const placed = [];
    for (const line of lines) {
        const place = `line ${line.number}`;
        problems.try(place, () => {
            const item = itemOf(line, { domain, folder: dirname(resolve(path)), ...options });
            domain.check(item);
            placed.push({ place, item });
        });
    }
    findClashes(placed, { problems, naming: namingOf(domain) });
    problems.throwIfAny({ subject, advice: "correct the manifest; nothing was started" });
    if (placed.length === 0)
        throw expected("bad-input", { subject, want: "at least one item", got: "none", advice: "give one a line, below the header of a CSV" });
    return placed.map(({ item }) => item);
}
function itemOf({ values }, { domain, folder, output, options: defaults = {} }) {
    const { input: named, output: to, ...own } = values;
    if (typeof named !== "string")
        throw expected("bad-option", { subject: "input", want: "a path or a URL", got: named ?? "none", advice: "fill it in" });
    if (to !== undefined && typeof to !== "string")
        throw expected("bad-option", { subject: "output", want: "a path", got: to, advice: "fill it in, or leave it empty" });
    const input = isUrl(named) ? named : resolve(folder, named);
    const options = { ...defaults, ...absolutePaths(own, folder) };
    return { input, output: to === undefined ? domain.outputOf(input, { ...(output !== undefined && { folder: resolve(output) }), options }) : resolve(folder, to), options };
}
//# sourceMappingURL=manifest.js.map