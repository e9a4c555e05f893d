import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
/** BullMQ runs an id once: what is asked for again, with the same output, is the same job. */
export function jobId(key, output) {
    return `${key.slice(0, 32)}-${createHash("sha256").update(output).digest("hex").slice(0, 12)}`;
}
export function partId(id, index) {
    return `${id}-part${index}`;
}
/** Everything that batches keep beside outputs is in folders of this name. */
export const HIDDEN = ".domain-sr";
/** Folder of the attempts at what is written beside `output`. */
export function workFolder(output) {
    return join(dirname(output), HIDDEN, "work");
}
/** Where the parts of a divided item meet. */
export function partsFolder(output, id) {
    return join(dirname(output), HIDDEN, "parts", id);
}
//# sourceMappingURL=payload.js.map