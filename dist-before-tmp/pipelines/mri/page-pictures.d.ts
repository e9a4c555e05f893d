import type { Comparison } from "../../shared/report/page.js";
import type { PageWriter } from "../../shared/report/page-folder.js";
import type { Volume } from "./volume.js";
export interface Pictured {
    /** Prefix of the pictures' names. */
    readonly id: string;
    readonly before: Volume;
    readonly after: Volume;
    /** Standard deviation over the samples, on the result's grid. */
    readonly deviation?: Volume;
    readonly signal?: AbortSignal;
}
/**
 * Slices before, after, their difference and the uncertainty, written as pictures. "Before" is the input enlarged by
 * zero-filling, which adds nothing, so that the difference is all that the processing changed. Before and after share one
 * grey scale; every scale is the same for all slices.
 */
export declare function writePictures(writer: PageWriter, { id, before, after, deviation, signal }: Pictured): Promise<Comparison>;
