import { type Progress } from "../../shared/report/progress.js";
import { type Fingerprint } from "./journal.js";
import { type MethodModels, type OpenModel } from "./models.js";
import { type TileOptions } from "./options.js";
import { type TileReport } from "./report.js";
export interface RestoreContext {
    readonly progress?: Progress;
    readonly signal?: AbortSignal;
    /** Default: openModel, for this run alone. */
    readonly open?: OpenModel;
    /** What the report calls the output, where it will be moved there. */
    readonly named?: string;
    /** Told before anything is written; what it throws ends the run. */
    readonly accept?: (fingerprint: Fingerprint) => void;
}
/**
 * `rsr tile`: read -> prepare -> diffuse -> finish -> write. The output appears under its name when it is complete; a run that
 * is stopped keeps what it has for --resume. Throws RestorationError for everything that the caller can put right.
 */
export declare function restoreScene(options: TileOptions, context?: RestoreContext): Promise<TileReport>;
export declare function nameOf({ card, device, notes }: NonNullable<MethodModels["model"]>): string;
