import { type Alignment } from "../../shared/degradation/kspace.js";
import { type Preset } from "../../shared/runtime/presets.js";
import { type MriModels } from "./models.js";
import { type NoiseEstimate } from "./noise-estimate.js";
import type { Reference } from "./reference.js";
import { type ResultStorageOptions } from "./result-storage.js";
import type { Storage } from "./study.js";
import { type SliceProfile } from "./through-plane.js";
import type { Volume } from "./volume.js";
/** How a volume is restored. */
export interface VolumeRun {
    readonly models: MriModels;
    readonly scale: number;
    /** Factor between slices. Default 1. */
    readonly throughPlane?: number;
    /** Default average. */
    readonly profile?: SliceProfile;
    /**
     * Default corner, as in pairs made by truncation: sample 0 of the result is sample 0 of the input. Center keeps the field of view to
     * its edges. The networks see the same either way: a band-limited image.
     */
    readonly alignment?: Alignment;
    readonly preset?: Preset;
    readonly seed?: number;
    /** More than one: their mean, and the deviation beside it. */
    readonly samples?: number;
    /** Deviation of the noise as a share of the volume's range; estimated where absent and the models have a denoiser. */
    readonly sigma?: number;
    readonly alpha?: number;
    readonly reference?: Reference;
    /** How the source is stored. The result's values are then such that can be stored as they are. */
    readonly storage?: Storage;
    /** Default nifti: the result is stored as the source is. */
    readonly format?: ResultStorageOptions["format"];
}
export interface VolumeContext {
    /** For error texts. */
    readonly subject?: string;
    readonly onSlices?: (done: number, of: number) => void;
    readonly onStage?: (name: string) => void;
    readonly signal?: AbortSignal;
}
export interface RestoredVolume {
    readonly volume: Volume;
    /** Standard deviation over the samples times the card's factor, in the volume's units; with samples > 1. */
    readonly deviation?: Volume;
    /** What becomes 1 in model range. */
    readonly high: number;
    readonly noise?: NoiseFinding;
    /** How `volume` can be stored without a change; with run.storage. */
    readonly storage?: Storage;
    /** Root mean square of A x - y over that of y, y the (denoised) measurement and x `volume`: with run.storage, what will be written. */
    readonly consistency: number;
    readonly networkCalls: number;
}
export interface NoiseFinding extends NoiseEstimate {
    /** sigma / high. */
    readonly share: number;
    readonly given: boolean;
    readonly denoised: boolean;
}
/**
 * Denoises and enlarges a volume in memory: the path of `mri-sr`, and of figures. The bytes depend on the volume and `run` alone.
 * Throws bad-option for a factor that the model does not know, bad-input for a volume without signal, aborted between network calls.
 */
export declare function restoreVolume(volume: Volume, run: VolumeRun, context?: VolumeContext): Promise<RestoredVolume>;
