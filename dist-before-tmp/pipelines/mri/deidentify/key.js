import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { expected } from "../../../shared/errors.js";
import { codeOf } from "../dicom/walk.js";
import { Pseudonyms } from "./options.js";
const variable = "DOMAIN_SR_DEIDENTIFY_KEY";
const shortest = 32;
/** The secret of a batch from a file, else from the environment. `create` makes the file, for its owner alone, where there is none. Throws bad-option. */
export function pseudonyms({ file, create = false }, environment = process.env) {
    if (create) {
        if (file === undefined)
            throw expected("bad-option", { subject: "--create-key", want: "--deidentify-key with a file", got: "none", advice: "name the file" });
        try {
            writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { flag: "wx", mode: 0o600 });
        }
        catch (error) {
            if (error.code !== "EEXIST")
                throw expected("bad-option", { subject: "--deidentify-key", want: "a file that can be made", got: codeOf(error), advice: "choose another place" });
        }
    }
    const secret = (file === undefined ? environment[variable] : read(file))?.trim();
    const subject = file === undefined ? variable : `--deidentify-key ${basename(file)}`;
    if (secret === undefined || secret === "")
        throw expected("bad-option", { subject: "--deidentify", want: `a secret, in --deidentify-key FILE or ${variable}`, got: "none", advice: "make one with --create-key, and keep it: the same secret gives the same UIDs" });
    if (secret.length < shortest)
        throw expected("bad-option", { subject, want: `at least ${shortest} characters`, got: secret.length, advice: "make one with --create-key" });
    return new Pseudonyms(secret);
}
function read(file) {
    try {
        return readFileSync(file, "utf8");
    }
    catch (error) {
        throw expected("bad-option", { subject: "--deidentify-key", want: "a file that can be read", got: codeOf(error), advice: "make one with --create-key" });
    }
}
//# sourceMappingURL=key.js.map