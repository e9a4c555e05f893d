import type { Place } from "./place.js";
import { type Call, type FoundSeries, type FoundStudy } from "./qido.js";
import type { StudyQuery } from "./query.js";
import { type Outgoing, type Stored } from "./stow.js";
import { type Retrieved } from "./wado.js";
export interface SeriesUids {
    readonly studyUid: string;
    readonly seriesUid: string;
}
/** What pulling and pushing ask of a PACS, whatever it speaks. */
export interface Archive {
    findStudies(query: StudyQuery): Promise<FoundStudy[]>;
    findSeries(studyUid: string): Promise<FoundSeries[]>;
    /** SOP Instance UIDs. */
    findInstances(series: SeriesUids): Promise<string[]>;
    /** Into `folder`, files named by incoming.ts. */
    retrieveSeries(series: SeriesUids, folder: string): Promise<Retrieved>;
    store(files: readonly Outgoing[]): Promise<Stored>;
}
export declare function archive(place: Place, call: Call): Archive;
