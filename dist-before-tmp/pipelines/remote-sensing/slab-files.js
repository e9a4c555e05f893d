import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { expected, RestorationError } from "../../shared/errors.js";
const AGREED = "agreed";
const CONTENT = "content.json";
export function slabFolder(common, { index, of }) {
    return join(common, `slab-${index}-of-${of}`);
}
export async function readAgreed(common, key) {
    return readContent(join(common, AGREED), key);
}
/** What was agreed on: this, or what another wrote before. Throws no-device where it cannot be shared. */
export async function agree(common, mine) {
    await placeFolder(common, join(common, AGREED), mine);
    const agreed = await readAgreed(common, mine.key);
    if (agreed === undefined)
        throw new Error(`${AGREED}: expected what was just written`);
    return agreed;
}
/** Throws no-device where this machine would compute otherwise than the scene's first slab was. */
export function requireAgreement({ fingerprint: theirs }, mine, name) {
    for (const field of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
        if (theirs[field] === mine[field])
            continue;
        const { message } = expected("no-device", { subject: `${name}: ${field}`, want: `${theirs[field] ?? "none"} as in the scene's other parts`, got: mine[field] ?? "none", advice: "run workers that share scenes with the same --device" });
        throw new RestorationError("no-device", message, { retry: true });
    }
}
export async function readSlab(folder, { key, of }) {
    const record = await readContent(folder, key);
    return record?.of === of ? record : undefined;
}
/**
 * A folder that appears whole, with its content.json, or not at all; of several the first stands: a rename onto a folder that holds
 * something fails on every file system, where links and exclusive opens do not work on all. `fill` may put more into it.
 */
export async function placeFolder(common, folder, content) {
    const temporary = join(common, `.${randomBytes(8).toString("hex")}`);
    await mkdir(temporary, { recursive: true });
    try {
        const value = typeof content === "function" ? await content(temporary) : content;
        const file = await open(join(temporary, CONTENT), "wx");
        try {
            await file.writeFile(JSON.stringify(value));
            await file.sync();
        }
        finally {
            await file.close();
        }
        await rename(temporary, folder).catch(async (error) => {
            if (!["EEXIST", "ENOTEMPTY", "EPERM", "EACCES"].includes(error.code ?? "") || (await readFile(join(folder, CONTENT)).catch(() => undefined)) === undefined)
                throw error;
        });
    }
    finally {
        await rm(temporary, { recursive: true, force: true });
    }
}
async function readContent(folder, key) {
    const text = await readFile(join(folder, CONTENT), "utf8").catch(() => undefined);
    try {
        const content = JSON.parse(text ?? "");
        return content.key === key ? content : undefined;
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=slab-files.js.map