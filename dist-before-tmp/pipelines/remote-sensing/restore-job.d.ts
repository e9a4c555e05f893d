import { type CogOptions } from "./cog-layout.js";
import { type Findings, type Fingerprint } from "./journal.js";
import type { MethodModels } from "./models.js";
import { type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";
/** A scene that is open, and what of it is wanted. Whoever opened it closes the scene. */
export interface RestoreJob {
    readonly options: TileOptions;
    readonly scene: Scene;
    /** Bands that are restored: the output's without alpha. */
    readonly bands: readonly number[];
    readonly outputBands: readonly number[];
    readonly window: Window;
}
export declare function openJob(options: TileOptions, signal?: AbortSignal): Promise<RestoreJob>;
/** What the input is, by its content; of a URL by what the server states. */
export declare function identityOf({ options, scene: { files } }: RestoreJob, signal?: AbortSignal): Promise<string>;
/** Statistics of the scene, and its blur where anything needs it. */
export declare function findingsOf({ scene, bands, options }: RestoreJob, models: MethodModels, { warn, signal }: {
    readonly warn: (message: string) => void;
    readonly signal?: AbortSignal | undefined;
}): Promise<Findings>;
/** The rasters of a job: the result, and with several samples their deviation. */
export declare function cogsOf({ scene, bands, outputBands, window, options }: RestoreJob, fingerprint: Fingerprint): {
    readonly main: CogOptions;
    readonly deviation?: CogOptions;
};
