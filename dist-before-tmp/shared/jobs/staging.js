import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { partsFolder, workFolder } from "./payload.js";
/** Runs `work` in an empty folder of its own on the output's file system, and removes the folder whatever comes of it. */
export async function inStaging(output, id, work) {
    const folder = join(workFolder(output), `${id}.${randomBytes(6).toString("hex")}`);
    await made(folder);
    try {
        return await work(folder);
    }
    finally {
        await rm(folder, { recursive: true, force: true });
        await dropEmpty(output);
    }
}
/** Another job may remove an empty parent in between, which Node reports as ENOENT or ENOTDIR. */
export async function made(folder, tries = 20) {
    try {
        await mkdir(folder, { recursive: true });
    }
    catch (error) {
        if (!["ENOENT", "ENOTDIR"].includes(error.code ?? "") || tries <= 1)
            throw error;
        await made(folder, tries - 1);
    }
}
async function dropEmpty(output) {
    const work = workFolder(output);
    for (const folder of [work, join(dirname(work), "parts"), dirname(work)]) {
        await rmdir(folder).catch(() => undefined); // not empty: somebody else's
    }
}
/**
 * What killed attempts left beside `outputs`: folders of jobs for which `live` says no. Returns how many were removed. A zombie
 * that still writes into one fails there and publishes nothing.
 */
export async function clean(outputs, live) {
    let removed = 0;
    const seen = new Set();
    for (const output of outputs) {
        const work = workFolder(output);
        if (seen.has(work))
            continue;
        seen.add(work);
        const parts = dirname(partsFolder(output, "id"));
        for (const [folder, idOf] of [[work, (name) => name.replace(/\.[0-9a-f]{12}$/, "").replace(/-part\d+$/, "")], [parts, (name) => name]]) {
            for (const name of await readdir(folder).catch(() => [])) {
                if (await live(idOf(name)))
                    continue;
                await rm(join(folder, name), { recursive: true, force: true });
                removed++;
            }
        }
        await dropEmpty(output);
    }
    return removed;
}
//# sourceMappingURL=staging.js.map