import type { SampleType, Scene } from "./raster.js";
export interface OpenOptions {
    readonly signal?: AbortSignal;
    /** Decoded blocks kept in memory; 96 MiB by default. */
    readonly cacheBytes?: number;
}
/**
 * Opens a GeoTIFF or BigTIFF by path or by http(s) URL (read by ranges). Everything is checked that can be without
 * decoding pixels: layout, limits, and that every block lies inside the file.
 * Throws RestorationError "bad-input" with the cause for what cannot be read rightly.
 */
export declare function openScene(path: string, { signal, cacheBytes }?: OpenOptions): Promise<Scene>;
/** The samples' own value of GDAL_NODATA: undefined where the type has none. */
export declare function nodataOf(text: string | undefined, type: SampleType): number | undefined;
