import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { expected } from "../errors.js";
/**
 * Gives finished files and folders their names, the first of them last, so that it never stands without the others. What stands
 * under a name is replaced where `replace`; else throws bad-option. An attempt that is cut off here is simply made again.
 */
export async function publish(staged, { staging, replace }) {
    if (!replace)
        for (const { to } of staged)
            await refuseExisting(to);
    for (const [i, { from, to }] of [...staged.entries()].reverse()) {
        await mkdir(dirname(to), { recursive: true });
        if ((await kindOf(from)) === "folder" && (await kindOf(to)) !== undefined) {
            const aside = join(staging, `replaced-${i}`);
            await rm(aside, { recursive: true, force: true });
            await rename(to, aside).catch(ignoreMissing);
        }
        await rename(from, to);
        await syncFolder(dirname(to));
    }
}
/** Makes the names in a folder durable, where its file system knows of that: many network stores do not. */
export async function syncFolder(path) {
    try {
        const folder = await open(path, "r");
        await folder.sync().finally(() => folder.close());
    }
    catch (error) {
        if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EISDIR", "EBADF", "EPERM", "EACCES"].includes(error.code ?? ""))
            throw error;
    }
}
async function refuseExisting(path) {
    if ((await kindOf(path)) !== undefined)
        throw expected("bad-option", { subject: basename(path), want: "a new name", got: "one that exists", advice: "choose another --output or pass --overwrite" });
}
async function kindOf(path) {
    const found = await stat(path).catch(ignoreMissing);
    return found && (found.isDirectory() ? "folder" : "file");
}
function ignoreMissing(error) {
    if (error.code === "ENOENT")
        return undefined;
    throw error;
}
//# sourceMappingURL=publish.js.map