import type { Scene } from "./raster.js";
/**
 * What `--input` names: a GeoTIFF by path or URL, a VRT mosaic by either, or a folder of scenes on one grid. Whoever opened it closes
 * it. Throws bad-input for what cannot be read rightly.
 */
export declare function openInput(input: string, options?: {
    readonly signal?: AbortSignal;
}): Promise<Scene>;
