import { type Dimse } from "./place.js";
import type { Call } from "./qido.js";
import type { Retrieved } from "./wado.js";
interface Series {
    readonly studyUid: string;
    readonly seriesUid: string;
}
/**
 * Retrieves a series into `folder`: by C-GET over our own association, or by C-MOVE to a port of ours, under our AE title, where the place
 * names one. The bytes of each data set are written as they came.
 */
export declare function retrieveSeries(place: Dimse, { studyUid, seriesUid }: Series, folder: string, call?: Call): Promise<Retrieved>;
export {};
