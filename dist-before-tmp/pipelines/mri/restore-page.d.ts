import type { StudyReport } from "./restore-report.js";
import type { Stack } from "./study.js";
/** The page of pictures beside the results, which are read again as they were written. */
export declare function writeStudyPage(report: StudyReport, { stacks, output, overwrite, signal }: {
    readonly stacks: readonly Stack[];
    readonly output: string;
    readonly overwrite: boolean;
    readonly signal?: AbortSignal;
}): Promise<void>;
