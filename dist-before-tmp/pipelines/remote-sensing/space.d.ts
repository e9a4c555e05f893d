import type { Progress } from "../../shared/report/progress.js";
import { type TileOptions } from "./options.js";
import type { RestoreJob } from "./restore-job.js";
/** Output pixels of all bands, and the most bytes that a run of it takes on disk. Throws bad-option where TIFF has no room for it. */
export declare function sizeOf({ scene, options, window, outputBands, bands }: RestoreJob): {
    readonly width: number;
    readonly height: number;
    readonly pixels: number;
    readonly bytes: number;
};
/** Throws no-space where a run has no chance, warns where it may fill the disk. A store that states no room is found out by writing. */
export declare function requireSpace(job: RestoreJob, progress: Progress): Promise<void>;
export declare function refuseExisting({ output, samples }: TileOptions): Promise<void>;
