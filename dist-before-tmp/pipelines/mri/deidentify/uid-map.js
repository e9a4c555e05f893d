import { readFile, rename, writeFile } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { expected } from "../../../shared/errors.js";
import { codeOf } from "../dicom/walk.js";
/** Throws bad-option for a map that would leave with what it undoes. */
export function requireApart(map, output) {
    if (`${resolve(map)}${sep}`.startsWith(`${resolve(output)}${sep}`))
        throw expected("bad-option", { subject: "--uid-map", want: "a file outside of the output", got: "one in it", advice: "it undoes the de-identification: keep it apart" });
}
/** Lines "old,new" for its owner alone; those of earlier runs stay. */
export async function writeUidMap(path, uids) {
    const before = await readFile(path, "utf8").catch(() => "");
    const lines = new Set([...before.split("\n").filter((line) => line !== ""), ...[...uids].map((pair) => pair.join(","))]);
    const part = `${path}.part`;
    try {
        await writeFile(part, [...lines].sort().map((line) => `${line}\n`).join(""), { mode: 0o600 });
        await rename(part, path);
    }
    catch (error) {
        throw expected("bad-option", { subject: "--uid-map", want: "a file that can be written", got: codeOf(error), advice: "choose another place" });
    }
}
//# sourceMappingURL=uid-map.js.map