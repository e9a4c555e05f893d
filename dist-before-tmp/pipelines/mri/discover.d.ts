import { type RestorationError } from "../../shared/errors.js";
/**
 * Sorted paths of the studies below a folder: the folder itself where DICOM files lie directly in it, else each folder in it that
 * holds any at any depth; and every NIfTI file. Results of this software and names with a dot in front are left alone. A folder is
 * one study as it is for the single command, whatever StudyInstanceUIDs are in it. Throws bad-input for what cannot be listed;
 * `unreadable` is told of a folder below instead. Neither names one: it may be called like a patient.
 */
export declare function discoverStudies(folder: string, signal?: AbortSignal, unreadable?: (error: RestorationError) => void): Promise<string[]>;
