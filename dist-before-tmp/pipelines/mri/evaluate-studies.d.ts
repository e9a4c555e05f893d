import { type Evaluation } from "./evaluate.js";
import type { Stack } from "./study.js";
export interface EvaluateStudiesOptions {
    /** Folders, DICOM files or NIfTI files. */
    readonly input: string;
    readonly reference?: string;
    readonly low?: string;
    /** Series numbers or keys of each. */
    readonly series?: readonly string[];
    readonly referenceSeries?: readonly string[];
    readonly lowSeries?: readonly string[];
    readonly range?: number;
    readonly signal?: AbortSignal;
}
export interface StudiesEvaluation {
    readonly results: readonly EvaluatedStack[];
    /** Series of the input that could not be compared, and why. */
    readonly leftOut: readonly {
        readonly key: string;
        readonly label: string;
        readonly reason: string;
    }[];
}
export interface EvaluatedStack extends Evaluation {
    readonly key: string;
    readonly label: string;
    readonly reference?: string;
    readonly low?: string;
}
/**
 * Compares every series of a result with the one of the reference that lies on the same voxels, and with the one that it was
 * made from. Where several do, the series number decides: results are numbered 1000 above their source. Throws bad-input
 * where a path cannot be read, bad-option where a series is named that is not there.
 */
export declare function evaluateStudies({ input, reference, low, signal, ...options }: EvaluateStudiesOptions): Promise<StudiesEvaluation>;
/** The partners of one result, or why it has none. */
export declare function matched(stack: Stack, { references, lows }: {
    references?: readonly Stack[];
    lows?: readonly Stack[];
}): {
    reference?: Stack;
    low?: Stack;
} | {
    reason: string;
};
