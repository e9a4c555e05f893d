import { type Place } from "./outputs.js";
import { type DonePhoto } from "./report.js";
import { type PhotoJob } from "./restore-job.js";
/** One photograph, from its file to its results. Throws bad-input where it is none, or where it has no face that can be restored; then nothing is written. */
export declare function restorePhoto(place: Place, job: PhotoJob): Promise<DonePhoto>;
