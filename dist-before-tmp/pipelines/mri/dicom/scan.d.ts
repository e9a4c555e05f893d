import type { Study } from "../study.js";
import type { Derivatives } from "./stacks.js";
export interface ScanOptions {
    readonly signal?: AbortSignal;
    /** Also reads this software's results, or their deviations. */
    readonly derivatives?: Derivatives;
    /** After each file. */
    readonly onProgress?: (progress: {
        readonly files: number;
        readonly of: number;
    }) => void;
}
/**
 * Finds what can be restored in a folder (nested, names and extensions do not matter, gzip is read) or in one DICOM file.
 * Headers are read one file at a time and no pixels are kept: memory grows by about a kilobyte for each slice.
 *
 * Nothing of the result carries text or names out of the files: series are named by their number, slices by their place.
 * Throws bad-input where `path` cannot be read or is a single file that is not DICOM.
 */
export declare function scanStudy(path: string, { signal, onProgress, derivatives }?: ScanOptions): Promise<Study>;
