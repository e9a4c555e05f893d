import type { TileReport } from "./report.js";
import type { RestoreJob } from "./restore-job.js";
/**
 * A STAC 1.0.0 Item of an output: where it lies, when it was taken as far as the scene says, what was done with which programs, and
 * from what. References are relative to the item's own place. `geometry` is null where footprint() knows no closed form.
 */
export declare function stacItem({ scene, window, options, bands, outputBands }: RestoreJob, report: TileReport): Promise<object>;
export declare function writeStacItem(path: string, job: RestoreJob, report: TileReport): Promise<void>;
