import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
/** Below this many folders inside each other a study is no study but a loop or a whole disk. */
const deepest = 32;
/**
 * Every regular file at or below `path`. Links to files are followed, links to folders are not: they may lead in a circle.
 * Throws bad-input where `path` is neither a file nor a folder that can be listed.
 */
export async function walk(path, signal) {
    const top = await stat(path).catch((error) => {
        throw expected("bad-input", { subject: path, want: "a file or a folder", got: codeOf(error), advice: "check the path", cause: error });
    });
    if (top.isFile())
        return { files: [path], passedOver: 0, single: true };
    if (!top.isDirectory())
        throw expected("bad-input", { subject: path, want: "a file or a folder", got: "something else", advice: "give a study's folder" });
    const files = [];
    let passedOver = 0;
    const pending = [{ folder: path, depth: 0 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        throwIfAborted(signal);
        const { folder, depth } = next;
        const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
            if (depth === 0)
                throw expected("bad-input", { subject: path, want: "a folder that can be listed", got: codeOf(error), advice: "check its permissions", cause: error });
            passedOver += 1;
            return [];
        });
        entries.sort((a, b) => (a.name < b.name ? -1 : 1));
        const below = [];
        for (const entry of entries) {
            const full = join(folder, entry.name);
            if (entry.isDirectory() && depth < deepest)
                below.push({ folder: full, depth: depth + 1 });
            else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(full))))
                files.push(full);
            else
                passedOver += 1;
        }
        pending.push(...below.reverse());
    }
    return { files, passedOver, single: false };
}
async function isFile(path) {
    return stat(path).then((found) => found.isFile(), () => false);
}
/** What the system says, without the path that its own message would repeat: names of files may hold names of patients. */
export function codeOf(error) {
    const code = error?.code;
    return code === "ENOENT" ? "nothing there" : code === "EACCES" || code === "EPERM" ? "no permission" : typeof code === "string" ? code : "an error";
}
//# sourceMappingURL=walk.js.map