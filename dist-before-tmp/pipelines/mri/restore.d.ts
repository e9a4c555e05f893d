import { type Progress } from "../../shared/report/progress.js";
import { type MriModels, type ModelName, type OpenModelsOptions } from "./models.js";
import { type RestoreOptions } from "./options.js";
import type { Dated } from "./dicom/write-clock.js";
import type { Fingerprint, StudyReport } from "./restore-report.js";
export interface RestoreContext {
    readonly progress?: Progress;
    readonly signal?: AbortSignal;
    /** In place of openModels; what it gives is left open. */
    readonly models?: (options: OpenModelsOptions) => Promise<MriModels>;
    /** Default "now". */
    readonly dated?: Dated;
    /** Of the job that this run is, for the report. */
    readonly key?: string;
}
/**
 * `mri-sr STUDY`: read -> prepare -> denoise -> diffuse -> finish -> write, series by series. Each result appears under its name when it
 * is complete; report.json grows with them, and --resume skips what it names. A series whose files are at fault is reported as
 * failed and the next one is done; whatever stops all of them is thrown as RestorationError.
 */
export declare function restoreStudy(input: string, given: RestoreOptions, context?: RestoreContext): Promise<StudyReport>;
export declare function modelOptions({ method, model, denoise, scale, throughPlane, device, threads }: RestoreOptions): OpenModelsOptions;
/** What the bytes depend on beside the input. Paths, threads and the order of the work are not among them. */
export declare function settingsOf(options: RestoreOptions, { model, denoiser, device }: {
    readonly model?: ModelName;
    readonly denoiser?: ModelName;
    readonly device: string;
}): Fingerprint;
