import type { LeftOut, Provenance, Stack } from "./study.js";
import type { Volume } from "./volume.js";
/** One series of a run, as the page tells of it. */
export interface SeriesOnPage {
    readonly stack: Pick<Stack, "key" | "label">;
    /** Absent where the series failed. */
    readonly result?: ResultOnPage;
    /** Why it failed; safe to print. */
    readonly problem?: string;
}
export interface ResultOnPage {
    readonly provenance: Provenance;
    /** What was measured, a name and a value each. */
    readonly figures: readonly (readonly [name: string, value: string])[];
    /** Reads the pictures' volumes; called once, one series at a time. */
    volumes(): Promise<{
        readonly before: Volume;
        readonly after: Volume;
        readonly deviation?: Volume;
    }>;
}
export interface RestorePage {
    readonly series: readonly SeriesOnPage[];
    readonly leftOut: readonly LeftOut[];
    /** Programs and their versions. */
    readonly versions: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
}
/**
 * The report page of `mri-sr --report`: a folder that opens offline. It holds slices, figures, provenance and what a reader must
 * know; of the study it holds series numbers and controlled terms, no text of its files. Throws bad-option where `folder` exists.
 */
export declare function writeRestorePage(folder: string, { series, leftOut, versions, signal }: RestorePage, { overwrite }?: {
    overwrite?: boolean;
}): Promise<void>;
