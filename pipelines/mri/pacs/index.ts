/** What batches and commands use of the talk with a PACS. */
import { archive } from "./archive.js";
import type { Place } from "./place.js";
import type { Call, FoundStudy } from "./qido.js";
import type { StudyQuery } from "./query.js";

export { studyFolder } from "./incoming.js";
export { dicomwebPlace, dimsePlace, nameOf, type Dicomweb, type Dimse, type Place } from "./place.js";
export { pullStudy, type Pulled, type PullOptions } from "./pull.js";
export { pushFolder, type Pushed, type PushOptions } from "./push.js";
export type { FoundStudy } from "./qido.js";
export { parseQuery, studyUid, type StudyQuery } from "./query.js";
export { patience, type Patience } from "./retry.js";

/** Studies that match, each once. Nothing of the answers but UIDs, modalities and counts is kept. */
export async function findStudies(source: Place, query: StudyQuery, call: Call = {}): Promise<FoundStudy[]> {
  return archive(source, call).findStudies(query);
}
