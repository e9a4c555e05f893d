import type { Scene } from "./raster.js";
/**
 * A GDAL VRT of simple and complex sources that lay files over one another pixel for pixel (as gdalbuildvrt writes them), by path or
 * URL. Throws bad-input naming what it has beyond that: resampling, scaling, warping, pixel functions, nested VRTs.
 */
export declare function openVrt(input: string, { signal }?: {
    readonly signal?: AbortSignal;
}): Promise<Scene>;
