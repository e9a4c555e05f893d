import { type Scene } from "./raster.js";
/** What one run knows of a band: taken once from the whole scene, never from a tile or a window. */
export interface BandStatistics {
    /** Model range: z = (v - offset) / gain. */
    readonly offset: number;
    readonly gain: number;
    /** Estimated standard deviation of the noise, in the band's own numbers. 0 for a constant band. */
    readonly noise: number;
    /** Distance of two numbers that are told apart: 1 for whole numbers, gain / 65536 for floats. */
    readonly quantum: number;
    readonly minimum: number;
    readonly maximum: number;
    /** Valid pixels that were looked at. */
    readonly count: number;
}
export interface SceneStatistics {
    readonly bands: readonly BandStatistics[];
    /** Pixels looked at, valid or not, of one band. */
    readonly sampled: number;
}
/**
 * Percentiles `low` and `high` (0..100) of each band's valid pixels become 0 and 1 of the model range; noise is the
 * deviation of the fourth differences along both axes in the calmest blocks: what texture adds can only raise it. A regular
 * grid of windows over the whole scene: the same for any window or tile size.
 */
export declare function sceneStatistics(scene: Scene, bands: readonly number[], { low, high, signal }: {
    low: number;
    high: number;
    signal?: AbortSignal;
}): Promise<SceneStatistics>;
