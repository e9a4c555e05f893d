import { type Dicomweb } from "./place.js";
import { type StudyQuery } from "./query.js";
import { type Patience } from "./retry.js";
export interface Call {
    readonly patience?: Patience;
    readonly signal?: AbortSignal;
}
export interface FoundStudy {
    readonly studyUid: string;
    /** As far as the server tells. */
    readonly modalities?: readonly string[];
    readonly instances?: number;
}
export interface FoundSeries {
    readonly seriesUid: string;
    readonly modality: string | undefined;
}
/** An object of the DICOM JSON model (PS3.18 F.2). */
export type JsonDataset = Readonly<Record<string, {
    readonly vr?: string;
    readonly Value?: readonly unknown[];
} | undefined>>;
/** Search for studies (PS3.18 10.6, QIDO-RS), page by page. */
export declare function findStudies(place: Dicomweb, query: StudyQuery, call?: Call): Promise<FoundStudy[]>;
/** Throws where a search is not answered. */
export declare function answers(place: Dicomweb, call?: Call): Promise<void>;
export declare function findSeries(place: Dicomweb, studyUid: string, call?: Call): Promise<FoundSeries[]>;
/** SOP Instance UIDs of a series. */
export declare function findInstances(place: Dicomweb, { studyUid, seriesUid }: {
    readonly studyUid: string;
    readonly seriesUid: string;
}, call?: Call): Promise<string[]>;
/** Throws NotJson, whose message is not the parser's: that repeats the text. */
export declare function jsonOf(body: AsyncIterable<Uint8Array>, longest: number): Promise<unknown>;
/** Texts and numbers of an attribute, as text. */
export declare function values(dataset: JsonDataset, tag: string): string[];
