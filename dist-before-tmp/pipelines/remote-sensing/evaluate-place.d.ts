import type { Scene } from "./raster.js";
/**
 * Throws bad-input unless `scene` covers the same ground as `reference` with pixels `factor` times as large: size, CRS, and
 * the four corners. `relaxed` leaves the georeference out.
 */
export declare function requireSamePlace(scene: Scene, reference: Scene, { factor, relaxed }?: {
    factor?: number;
    relaxed?: boolean;
}): void;
/** LR pixel over HR pixel: the whole factor between their sizes. */
export declare function factorBetween(low: Scene, reference: Scene): number;
/** The bands to compare, from 0: all that are no alpha, or those asked for (from 1). Throws where the scenes do not match. */
export declare function comparedBands(scenes: readonly Scene[], wanted: readonly number[] | undefined): number[];
