import type { Dated } from "./dicom/write-clock.js";
import type { Masking } from "./deidentify/study.js";
import type { RestoreOptions } from "./options.js";
import type { DoneSeries, Fingerprint, StudyReport } from "./restore-report.js";
import type { Derived, Stack } from "./study.js";
/** Folders of one stack's results, below the output folder. */
export interface Folders {
    readonly result: string;
    readonly deviation: string;
}
export declare function foldersOf({ key, seriesNumber, format }: Stack): Folders;
export declare const reportName = "report.json";
/** Folder of the page of pictures. */
export declare const pageName = "report";
/** Refuses to replace results that neither --overwrite nor --resume speak of. */
export declare function refuseExisting(stacks: readonly Stack[], { output, resume, overwrite, report }: Pick<RestoreOptions, "output" | "resume" | "overwrite" | "report">): Promise<void>;
/** Writes results under temporary names and gives them their own once all are complete; `obsolete` are what an earlier run left in their place. */
export declare function writeResults(results: readonly {
    readonly derived: Derived;
    readonly name: string;
}[], { output, obsolete, transferSyntax, keepPrivate, dated, masking, signal }: Pick<RestoreOptions, "output" | "transferSyntax" | "keepPrivate"> & {
    readonly obsolete: readonly string[];
    readonly dated: Dated;
    readonly masking?: Masking;
    readonly signal?: AbortSignal;
}): Promise<{
    files: number;
    bytes: number;
}>;
/** SHA-256 over the files that a stack came from, in the order of its slices. */
export declare function hashOf(stack: Stack, input: string, signal?: AbortSignal): Promise<string>;
/** What an earlier report says was done, and still is there, with the same fingerprint. */
export declare function doneBefore(earlier: StudyReport | undefined, stack: Stack, fingerprint: Fingerprint, output: string): Promise<DoneSeries | undefined>;
/** The report of an earlier run; undefined where there is none that can be read. */
export declare function earlierReport(output: string): Promise<StudyReport | undefined>;
/** Voxels that come out, and what they take uncompressed. */
export declare function sizeOf(stacks: readonly Stack[], { scale, throughPlane, samples }: Pick<RestoreOptions, "scale" | "throughPlane" | "samples">): {
    readonly voxels: number;
    readonly bytes: number;
};
/** Throws no-space where the results of `stacks` cannot fit. */
export declare function requireSpace(stacks: readonly Stack[], options: Pick<RestoreOptions, "output" | "scale" | "throughPlane" | "samples">): Promise<void>;
