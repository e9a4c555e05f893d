import type { Scene } from "./raster.js";
/**
 * The GeoTIFFs below a folder as one scene, as gdalbuildvrt joins them: on one grid, a later file (sorted by path) over an earlier
 * one where it was measured. Throws bad-input naming the first file that does not fit.
 */
export declare function openFolder(folder: string, { signal }?: {
    readonly signal?: AbortSignal;
}): Promise<Scene>;
