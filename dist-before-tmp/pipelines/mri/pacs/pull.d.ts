import { type Place } from "./place.js";
import type { Call } from "./qido.js";
export interface PullOptions extends Call {
    /** Also what is not MR. */
    readonly allSeries?: boolean;
    /** Replaces a folder that holds something else than the study has now. */
    readonly overwrite?: boolean;
    /** An empty folder on the file system of the result, which the caller removes; default one beside the result. */
    readonly staging?: string;
}
export interface Pulled {
    /** "already": the folder holds it; "nothing": the study is not there, or has no series that is wanted. */
    readonly outcome: "pulled" | "already" | "nothing";
    /** With "already": series that have come to the PACS since, such as results that were stored back. */
    readonly newSeries: number;
    readonly series: number;
    readonly instances: number;
    readonly bytes: number;
}
/**
 * Gets a study into `folder`, which appears under its name when all of it is there: every instance that the PACS lists of the wanted series.
 * Nothing is changed of what came: a file is the bytes that the PACS sent. A folder that holds whole series of the study is left as it is,
 * though others have come since. Throws bad-option where it holds something else, or a part of a series.
 */
export declare function pullStudy(source: Place, studyUid: string, folder: string, options?: PullOptions): Promise<Pulled>;
