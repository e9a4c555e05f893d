import { expected } from "../errors.js";
import { nearestName } from "../options.js";
/** Options that speak of a run as a whole; those of a batch are given once for all of its items. */
const OF_THE_BATCH = ["output", "resume", "overwrite", "json"];
/** Throws bad-option for a name that `known` has not, telling the nearest that it has, and for a value where none belongs or none where one does. */
export function checkOptionNames(options, known, help) {
    for (const [name, value] of Object.entries(options)) {
        const subject = flagOf(name);
        if (OF_THE_BATCH.includes(name))
            throw expected("bad-option", { subject, want: "no such option of a single item", got: value, advice: "give it to the batch as a whole" });
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined) {
            const near = nearestName(name, Object.keys(known));
            throw expected("bad-option", { subject, want: "an option of the single command", got: "none of that name", advice: near === undefined ? `see ${help}` : `did you mean ${flagOf(near)}?` });
        }
        if (kind === "flag" && typeof value !== "boolean")
            throw expected("bad-option", { subject, want: "true or false", got: value, advice: `see ${help}` });
        if (kind === "value" && typeof value !== "string")
            throw expected("bad-option", { subject, want: "a value", got: value, advice: `see ${help}` });
    }
}
/** minSize: --min-size */
export function flagOf(name) {
    return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
//# sourceMappingURL=option-names.js.map