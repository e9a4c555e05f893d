import type { Place } from "./place.js";
import { type Call, type FoundStudy } from "./qido.js";
import type { StudyQuery } from "./query.js";
export { studyFolder } from "./incoming.js";
export { listen, type ListenOptions } from "./listen.js";
export { aeTitle, dicomwebPlace, dimsePlace, nameOf, type Dicomweb, type Dimse, type Place } from "./place.js";
export { pullStudy, type Pulled, type PullOptions } from "./pull.js";
export { pushFolder, type Pushed, type PushOptions } from "./push.js";
export type { FoundStudy } from "./qido.js";
export { parseQuery, studyUid, type StudyQuery } from "./query.js";
export { patience, type Patience } from "./retry.js";
/** Studies that match, each once. Nothing of the answers but UIDs, modalities and counts is kept. */
export declare function findStudies(source: Place, query: StudyQuery, call?: Call): Promise<FoundStudy[]>;
/** Whether the PACS is there and lets us in: C-ECHO, or a search for one study. */
export declare function checkPlace(place: Place, call?: Call): Promise<void>;
