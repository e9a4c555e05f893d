import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
/** Names under which files are written before they have their own; the last is rsync's. */
const TEMPORARY = /\.(part|partial|filepart|tmp|temp|crdownload|download)$|^\..+\.[a-z0-9]{6}$/i;
/** Walks a folder. What vanishes meanwhile is not in it; what cannot be read is told to `unreadable` and left out. */
export async function walk(root, { unreadable, signal }) {
    const files = new Map();
    const writing = [];
    const gone = (path) => (error) => {
        if (error.code !== "ENOENT" && error.code !== "ENOTDIR")
            unreadable(path, error.code);
        return undefined;
    };
    const visit = async (folder) => {
        signal?.throwIfAborted();
        const entries = (await readdir(folder, { withFileTypes: true }).catch(gone(folder))) ?? [];
        for (const entry of entries) {
            const { name } = entry;
            const path = join(folder, name);
            if (TEMPORARY.test(name))
                writing.push(path);
            else if (name.startsWith(".") || name.endsWith("~"))
                continue;
            else if (entry.isDirectory())
                await visit(path);
            else {
                const found = await stat(path).catch(gone(path));
                if (found?.isFile())
                    files.set(path, found.size === 0 ? "" : `${found.size} ${found.mtimeMs}`);
            }
        }
    };
    await visit(root);
    const names = [...files.keys()].sort();
    return {
        state: digest([...names.flatMap((name) => [name, files.get(name)]), ...writing.sort()]),
        stateOf(path) {
            const one = files.get(path);
            // photo.jpg.part beside an empty photo.jpg is how browsers write one
            if (one !== undefined)
                return one === "" || writing.some((name) => name.startsWith(`${path}.`)) ? undefined : one;
            const below = `${path}${sep}`;
            const within = [];
            for (let i = firstFrom(names, below); names[i]?.startsWith(below); i++)
                within.push(names[i]);
            if (within.length === 0 || writing.some((name) => name.startsWith(below)) || within.some((name) => files.get(name) === ""))
                return undefined;
            return digest(within.flatMap((name) => [name, files.get(name)]));
        },
    };
}
/** Index of the first of sorted names that is not before `name`. */
function firstFrom(names, name) {
    let [low, high] = [0, names.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (names[middle] < name)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
function digest(parts) {
    const hash = createHash("sha256");
    for (const part of parts)
        hash.update(part).update("\0");
    return hash.digest("base64");
}
//# sourceMappingURL=watch-tree.js.map