import { type Progress } from "../../shared/report/progress.js";
import { type OpenDetectorOptions } from "./detect.js";
import { type OpenFaceModelsOptions } from "./models.js";
import type { RestoreOptions } from "./options.js";
import type { RunReport } from "./report.js";
import { type Opened } from "./restore-job.js";
export interface RestoreContext {
    readonly progress?: Progress;
    readonly signal?: AbortSignal;
    /** Opens what the photographs need; what it gives is closed at the end. A worker that keeps models open gives them from there. */
    readonly open?: (options: RestoreOptions, signal?: AbortSignal) => Opened;
}
export interface Restored {
    readonly report: RunReport;
    /** Paths of the results, in the order of the inputs. */
    readonly places: readonly string[];
}
/**
 * `bfr PHOTO...`: read -> detect and align -> restore -> put back -> write, photograph by photograph; each result appears under its
 * name when it is complete, its JSON report last. Of several photographs, one that is at fault (not a photograph, no face in it) is
 * reported as failed and the next one is done; a single one throws. Whatever stops all of them is thrown as RestorationError.
 */
export declare function restorePhotos(inputs: readonly string[], options: RestoreOptions, { progress, signal, open }?: RestoreContext): Promise<Restored>;
/** What a run opens, by its options. */
export declare function toolOptions({ method, model, prior, regression, aligned, device, threads }: RestoreOptions): {
    readonly models: OpenFaceModelsOptions;
    readonly detector?: OpenDetectorOptions;
};
