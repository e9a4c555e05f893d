import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { expected } from "../../errors.js";
import { isManifest, isUrl, readManifest } from "./manifest.js";
import { namingOf } from "./naming.js";
import { findClashes, sameness } from "./outputs-apart.js";
import { Problems } from "./problems.js";
/**
 * The items of a command line: folders and globs (what `domain.discover` finds there; hidden files are not), files, URLs, and manifests. Sorted
 * by input; what is asked for twice is there once. Below the folder of `output` the folders under each argument are kept. Throws bad-input
 * where nothing is found, bad-option for what `domain.check` refuses, for two items with one output and for an output that is an input.
 */
export async function gather(domain, inputs, options = {}) {
    const items = new Map();
    const found = new Set();
    const problems = new Problems();
    const manifests = [];
    const naming = namingOf(domain);
    for (const [i, argument] of inputs.entries()) {
        options.signal?.throwIfAborted();
        if (argument.trim() === "")
            throw expected("bad-input", { subject: "INPUT", want: "a folder, a file, a glob, a URL or a manifest", got: "nothing", advice: "name one" });
        if (!isUrl(argument) && isManifest(argument))
            manifests.push(argument);
        else
            for (const { input, below } of await inputsOf(domain, argument, { subject: naming.argument(argument, i + 1), ...(options.signal && { signal: options.signal }) })) {
                if (found.has(input))
                    continue; // the first argument that finds it says where it goes
                found.add(input);
                problems.try(naming.input(input, found.size), () => {
                    const item = itemAt(domain, input, { ...options, ...(below !== undefined && { below }) });
                    domain.check(item);
                    items.set(sameness(item), item);
                });
            }
    }
    for (const manifest of manifests)
        for (const item of await readManifest(domain, manifest, options))
            items.set(sameness(item), item);
    const sorted = [...items.values()].sort((a, b) => (a.input < b.input ? -1 : a.input > b.input ? 1 : a.output < b.output ? -1 : 1));
    findClashes(sorted.map((item, i) => ({ place: naming.input(item.input, i + 1), item })), { problems, naming });
    problems.throwIfAny({ subject: domain.unit.many, advice: "nothing was started" });
    if (sorted.length === 0)
        throw expected("bad-input", { subject: inputs.map((argument, i) => naming.argument(argument, i + 1)).join(", ") || "INPUT", want: `at least one ${domain.unit.one}`, got: "none", advice: "check the paths; hidden files and earlier results are left alone" });
    return sorted;
}
/** The item of an input that lies in the folders `below` what was searched. */
export function itemAt(domain, input, { below, output, options = {} }) {
    return { input, output: domain.outputOf(input, { ...(output !== undefined && { folder: resolve(output), ...(below !== undefined && { below }) }), options }), options };
}
/** The folders between `root` and an input in it: "" where there are none. */
export function foldersBelow(root, input) {
    const below = relative(root, dirname(input));
    return below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? "" : below;
}
async function inputsOf(domain, argument, { subject, signal }) {
    if (isUrl(argument))
        return [{ input: argument }];
    const path = resolve(argument);
    const there = await stat(path).catch((cause) => {
        if (cause.code === "ENOENT" || cause.code === "ENOTDIR")
            return undefined;
        throw expected("bad-input", { subject, want: "an input that can be read", got: cause.code, advice: "check its permissions", cause });
    });
    if (there?.isDirectory())
        return (await domain.discover(path, signal)).map((input) => ({ input, below: foldersBelow(path, input) }));
    if (there !== undefined)
        return [{ input: path }];
    if (!isDynamicPattern(argument))
        throw expected("bad-input", { subject, want: "a folder, a file, a glob, a URL or a manifest", got: "no such file", advice: "check the path" });
    return matching(domain, argument, signal);
}
/** What the domain takes for an input among the matches of a glob, and below the folders that match. */
async function matching(domain, pattern, signal) {
    const { root, rest } = await rooted(pattern);
    const matches = await glob(rest, { cwd: root, dot: false, onlyFiles: false, expandDirectories: false, followSymbolicLinks: false, ...(signal && { signal }) });
    if (matches.length === 0)
        return [];
    const matched = new Set(matches.map((match) => join(root, match)).map((match) => (match.endsWith(sep) ? match.slice(0, -1) : match)));
    const within = (path) => matched.has(path) || (path.length > root.length && within(dirname(path)));
    return (await domain.discover(root, signal)).filter(within).map((input) => ({ input, below: foldersBelow(root, input) }));
}
/** A pattern cut after the folders that are there as they are written, "photos (1)" among them. */
async function rooted(pattern) {
    const parts = pattern.split("/");
    let [root, used] = pattern.startsWith("/") ? ["/", 1] : [resolve("."), 0];
    for (; used < parts.length - 1; used++) {
        const next = resolve(root, parts[used]);
        if (!(await stat(next).then((it) => it.isDirectory(), () => false)))
            break;
        root = next;
    }
    return { root, rest: parts.slice(used).join("/") };
}
//# sourceMappingURL=gather.js.map