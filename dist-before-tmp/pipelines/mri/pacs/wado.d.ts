import { type Dicomweb } from "./place.js";
import type { Call } from "./qido.js";
export interface Retrieved {
    readonly instances: ReadonlySet<string>;
    readonly bytes: number;
}
/**
 * Retrieves a series (PS3.18 10.4, WADO-RS) into `folder`, an instance at a time; when the answer breaks off, it is asked for again.
 * Throws bad-input where the server gives another series than the one asked for.
 */
export declare function retrieveSeries(place: Dicomweb, { studyUid, seriesUid }: {
    readonly studyUid: string;
    readonly seriesUid: string;
}, folder: string, { patience, signal }?: Call): Promise<Retrieved>;
