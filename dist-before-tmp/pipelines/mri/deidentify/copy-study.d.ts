import { type RawDeidentify } from "./options.js";
export interface RawDeidentifyStudy extends Omit<RawDeidentify, "deidentify"> {
    readonly output: string;
    readonly deidentifyKey?: string;
    readonly createKey?: boolean;
    readonly uidMap?: string;
}
/** Counts alone: no name or UID of the study. */
export interface DeidentifiedStudy {
    readonly files: number;
    readonly leftOut: readonly {
        readonly reason: string;
        readonly files: number;
    }[];
    readonly warnings: readonly string[];
}
/**
 * `mri-sr deidentify STUDY`: the MR images of a study, pixels and transfer syntax as they are, without what identifies (see
 * deidentified). Other objects (reports, screens, secondary captures) are left out: the profile would need their content
 * cleaned. Files and folders are named by numbers and by the new UIDs. The output appears when it is complete. Throws bad-option for an output
 * that exists, bad-input where nothing could be done.
 */
export declare function deidentifyStudy(input: string, raw: RawDeidentifyStudy, { signal }?: {
    readonly signal?: AbortSignal;
}): Promise<DeidentifiedStudy>;
