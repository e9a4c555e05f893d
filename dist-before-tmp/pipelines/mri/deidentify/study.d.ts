import type { Dataset } from "../dicom/write-dataset.js";
import type { Study } from "../study.js";
import type { Deidentify, Pseudonyms } from "./options.js";
/** One study's de-identification while it is worked on. */
export interface Masking {
    readonly options: Deidentify;
    readonly pseudonyms: Pseudonyms;
    /** Old and new UIDs that were met. */
    readonly uids: Map<string, string>;
    /** Whether an object did not say that nothing is burned into its pixels. */
    unstated: boolean;
    dataset(source: Dataset): Dataset;
}
export declare const unstatedWarning = "some objects do not say whether text is burned into their pixels (BurnedInAnnotation); look at them before they leave";
export declare function maskingOf(options: Deidentify, pseudonyms: Pseudonyms): Masking;
/** The study with the UIDs and keys that results may show; files are those of the source. */
export declare function maskedStudy(study: Study, { pseudonyms, options }: Masking): Study;
/** In place of a stack's key, which is a hash of its series' UID. */
export declare function maskedKey(key: string, pseudonyms: Pseudonyms): string;
