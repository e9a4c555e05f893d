/** What batches and commands use of the talk with a PACS. */
import { archive } from "./archive.js";
import { echo } from "./dimse-find.js";
import { answers } from "./qido.js";
export { studyFolder } from "./incoming.js";
export { listen } from "./listen.js";
export { aeTitle, dicomwebPlace, dimsePlace, nameOf } from "./place.js";
export { pullStudy } from "./pull.js";
export { pushFolder } from "./push.js";
export { parseQuery, studyUid } from "./query.js";
export { patience } from "./retry.js";
/** Studies that match, each once. Nothing of the answers but UIDs, modalities and counts is kept. */
export async function findStudies(source, query, call = {}) {
    return archive(source, call).findStudies(query);
}
/** Whether the PACS is there and lets us in: C-ECHO, or a search for one study. */
export async function checkPlace(place, call = {}) {
    await (place.protocol === "dimse" ? echo(place, call) : answers(place, call));
}
//# sourceMappingURL=index.js.map