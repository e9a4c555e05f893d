import { type Library } from "./dimse-library.js";
import { type Dimse } from "./place.js";
import type { Call, FoundSeries, FoundStudy } from "./qido.js";
import { type StudyQuery } from "./query.js";
/** C-ECHO (PS3.7 9.1.5): whether the PACS is there and knows us. */
export declare function echo(place: Dimse, call?: Call): Promise<void>;
export declare function findStudies(place: Dimse, query: StudyQuery, call?: Call): Promise<FoundStudy[]>;
export declare function findSeries(place: Dimse, studyUid: string, call?: Call): Promise<FoundSeries[]>;
export interface FoundInstance {
    readonly sopInstanceUid: string;
    /** As far as the PACS tells. */
    readonly sopClassUid: string | undefined;
}
export declare function findInstances(place: Dimse, { studyUid, seriesUid }: {
    readonly studyUid: string;
    readonly seriesUid: string;
}, call?: Call): Promise<FoundInstance[]>;
/** Out of resources may pass (PS3.4 table C.4-1); a class that is not served, or an identifier that does not match it, will not. */
export declare function refused(place: Dimse, operation: string, response: Library.responses.Response, more?: string): Error;
