import type { Progress } from "../../shared/report/progress.js";
import type { FaceModels } from "./models.js";
import type { RestoreOptions } from "./options.js";
import type { Photo } from "./photo.js";
import { type Candidate, type FaceDone } from "./restore-job.js";
interface Restoring {
    readonly models: FaceModels;
    readonly options: Pick<RestoreOptions, "knobs" | "samples" | "seed">;
    readonly progress: Progress;
    readonly signal?: AbortSignal;
}
/** The faces in their order, with the bytes that each would have alone. Progress is counted in samples. Throws aborted. */
export declare function restoreFaces(photo: Photo, faces: readonly Candidate[], { models, options: { knobs, samples, seed }, progress, signal }: Restoring): Promise<FaceDone[]>;
export {};
