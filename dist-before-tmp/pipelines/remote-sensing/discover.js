import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { expected, RestorationError } from "../../shared/errors.js";
import { defaultOutput, defaults, isUrl } from "./options.js";
const SCENE = /\.(tiff?|vrt)$/i;
/**
 * GeoTIFFs and VRT mosaics below a folder, sorted. Hidden files and folders, unfinished outputs (.part), and finished ones (a
 * report beside them, or _std.tif) are none. Links to files are followed, links to folders are not.
 * Throws bad-input for what is no folder that can be read; `unreadable` is told of one below instead.
 */
export async function discoverScenes(folder, signal, unreadable) {
    const found = [];
    await search(resolve(folder), { found, signal, unreadable });
    return found.sort();
}
async function search(folder, into) {
    const { found, signal, unreadable } = into;
    signal?.throwIfAborted();
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
        throw expected("bad-input", { subject: basename(folder), want: "a folder that can be read", got: cause.code, advice: "check the path", cause });
    });
    const names = new Set(entries.map(({ name }) => name));
    for (const entry of entries) {
        const { name } = entry;
        const path = join(folder, name);
        if (name.startsWith(".") || name.endsWith(".part"))
            continue;
        if (entry.isDirectory())
            await search(path, into).catch((error) => {
                if (unreadable === undefined || !(error instanceof RestorationError))
                    throw error;
                unreadable(error);
            });
        else if (SCENE.test(name) && !isOutput(name, names) && (entry.isFile() || (await isFile(path))))
            found.push(path);
    }
}
function isOutput(name, names) {
    return /_std\.tif$/i.test(name) || names.has(`${name.replace(SCENE, "")}.report.json`);
}
async function isFile(path) {
    return stat(path).then((found) => found.isFile(), () => false);
}
/** Where the result of `input` goes: as the single command names it, in `folder` and `below`, else beside the input; of a URL in the current folder. */
export function outputFor(input, { folder, below = "", scale = String(defaults.scale) }) {
    const name = basename(defaultOutput(input, Number(scale)));
    if (folder !== undefined)
        return resolve(folder, below, name);
    return isUrl(input) ? resolve(name) : join(dirname(resolve(input)), name);
}
//# sourceMappingURL=discover.js.map