import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { formatOfExtension } from "./outputs.js";
/** What `bfr` and `bfr detect` write beside photographs. */
const OURS = /_(bfr|faces)\.[^.]+$|_bfr_deviation\.png$/i;
const OUR_FOLDERS = /_bfr_report$/i;
/**
 * Paths of the photographs below a folder, sorted; hidden files and folders and our own results are left out. Links to files are
 * followed, links to folders are not: they may lead in a circle. Throws bad-input for what is no folder that can be read; `unreadable` is
 * told of one below instead.
 */
export async function discoverPhotos(folder, signal, unreadable) {
    const found = [];
    await search(folder, { found, signal, unreadable });
    return found.sort();
}
async function search(folder, into) {
    throwIfAborted(into.signal);
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
        throw expected("bad-input", { subject: folder, want: "a folder that can be read", got: cause.code, advice: "check the path and its permissions", cause });
    });
    for (const entry of entries) {
        const { name } = entry;
        if (name.startsWith("."))
            continue;
        const path = join(folder, name);
        if (entry.isDirectory()) {
            if (!OUR_FOLDERS.test(name))
                await search(path, into).catch((error) => {
                    if (into.unreadable === undefined || !(error instanceof RestorationError) || error.code !== "bad-input")
                        throw error;
                    into.unreadable(error);
                });
        }
        else if (formatOfExtension(extname(name)) !== undefined && !OURS.test(name)) {
            if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path))))
                into.found.push(path);
        }
    }
}
async function leadsToFile(link) {
    return stat(link).then((found) => found.isFile(), () => false);
}
//# sourceMappingURL=job-discover.js.map