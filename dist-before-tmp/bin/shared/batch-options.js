import { join, resolve } from "node:path";
import { HIDDEN } from "../../shared/jobs/payload.js";
/** Output pixels of a part of a divided item: about a minute of one core with a network. */
export const PART_PIXELS = 32e6;
/** Where a batch's queue is when nobody says: beside its results. */
export function queuePlace({ queue, output }) {
    return queue ?? join(output === undefined ? process.cwd() : resolve(output), HIDDEN, "queue");
}
//# sourceMappingURL=batch-options.js.map