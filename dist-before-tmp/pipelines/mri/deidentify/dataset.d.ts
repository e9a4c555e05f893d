import type { Dataset } from "../dicom/write-dataset.js";
import { type Deidentify, type Pseudonyms } from "./options.js";
export interface Deidentifier {
    readonly options: Deidentify;
    readonly pseudonyms: Pseudonyms;
    /** "domain-sr 1.0". */
    readonly software: string;
    /** Old and new UID, for a map that was asked for. */
    readonly onUid?: (old: string, now: string) => void;
}
/**
 * A copy of an MR image's data set that PS3.15 E.1.1 allows to leave. Where the table gives a choice of actions, the attribute's type in the MR
 * and Enhanced MR Image IODs decides. What the table does not name goes by its value representation: names, dates, application
 * entities and UIDs like those that it names; the patient's group and elements that no dictionary knows are removed. Sequences are done inside. Pixels
 * are not looked at: burned-in text and faces stay what they are, which RecognizableVisualFeatures says.
 */
export declare function deidentified(source: Dataset, deidentifier: Deidentifier): Dataset;
