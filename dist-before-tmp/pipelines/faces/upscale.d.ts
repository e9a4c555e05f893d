import type { Photo } from "./photo.js";
export type UpscaleFactor = 1 | 2 | 4;
export interface UpscaleOptions {
    readonly signal?: AbortSignal;
    /** Refuse larger results before making them; default 200 million. */
    readonly maxPixels?: number;
}
/**
 * The photograph `factor` times as wide and high: shared/tensor/resample's bicubic at pixel centres, rounded and clamped.
 * Where it is transparent, colours are weighed by alpha, so that those of invisible pixels do not bleed into visible
 * ones. Row by row: beside the result only a few rows are held. Factor 1 gives the photograph itself. Throws
 * RestorationError "bad-option" beyond maxPixels, "no-memory", "aborted".
 */
export declare function upscalePhoto(photo: Photo, factor: UpscaleFactor, { signal, maxPixels }?: UpscaleOptions): Promise<Photo>;
/** What `upscalePhoto` would refuse, before the work. */
export declare function requireUpscalable(photo: Photo, factor: UpscaleFactor, maxPixels?: number): void;
