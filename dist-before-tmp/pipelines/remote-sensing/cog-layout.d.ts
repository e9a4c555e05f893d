import type { Band, RawTag, SampleType, Scene, Window } from "./raster.js";
/** What a Cloud Optimized GeoTIFF of a scene's window will be, before any pixel is there. */
export interface CogLayout {
    readonly type: SampleType;
    readonly bands: readonly Band["interpretation"][];
    readonly blockSize: number;
    /** Full resolution first, each next one half the size, the last at most one block. */
    readonly levels: readonly Level[];
    readonly hasMask: boolean;
    /** A value no measured sample takes (NaN possible). */
    readonly nodata: number | undefined;
    /** What a reader finds in a block that is not there. */
    readonly missing: number;
    /** Written where nothing was measured. */
    readonly fill: number;
    /** Fields of every image directory, and of the first one only. */
    readonly common: readonly RawTag[];
    readonly first: readonly RawTag[];
}
export interface Level {
    readonly width: number;
    readonly height: number;
    readonly across: number;
    readonly down: number;
}
export interface CogOptions {
    readonly scene: Scene;
    /** Of the scene; the output covers it at `scale` times the resolution. */
    readonly window: Window;
    readonly scale: number;
    /** Scene bands in the output's order. */
    readonly bands: readonly number[];
    /** Another type than the scene's, e.g. float32 for a standard deviation; floats then have NaN as nodata. */
    readonly sampleType?: SampleType;
    /** Replaces the band descriptions. */
    readonly descriptions?: readonly string[];
    /** Default: blockSizeFor the bands and the type. */
    readonly blockSize?: number;
    /** Provenance, added to GDAL_METADATA. The same job must give the same text: no time of day. */
    readonly metadata: Record<string, string>;
}
/** Side of the largest blocks of at most 16 MiB, a power of two from 64 to 512. */
export declare function blockSizeFor(bands: number, type: SampleType): number;
export declare function cogLayout({ scene, window, scale, bands, sampleType, descriptions, metadata, blockSize: given }: CogOptions): CogLayout;
export declare function shorts(tag: number, values: readonly number[]): RawTag;
export declare function text(tag: number, value: string): RawTag;
