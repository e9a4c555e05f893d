import type { Dataset } from "../dicom/write-dataset.js";
/** The safe private elements of a data set, and the creators that reserve their blocks. */
export declare function safePrivate(dataset: Dataset): Dataset;
