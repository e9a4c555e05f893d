import type { Band, CarriedTags, Georeference, SampleType, Scene, Window } from "./raster.js";
import type { MosaicSources } from "./mosaic-sources.js";
/** Which pixels of a source are laid over what is there: all, those that differ from a number, or those that it says were measured. */
export type Over = "all" | "measured" | {
    readonly except: number;
};
/** A rectangle of a file in the mosaic, pixel for pixel. */
export interface Piece {
    readonly path: string;
    /** In the file. */
    readonly from: Window;
    /** In the mosaic. */
    readonly at: {
        readonly col: number;
        readonly row: number;
    };
    /** By band of the mosaic: the file's band. */
    readonly bands: ReadonlyMap<number, {
        readonly band: number;
        readonly over: Over;
    }>;
}
export interface Mosaic {
    readonly name: string;
    /** What its content depends on, in order. */
    readonly files: readonly string[];
    readonly width: number;
    readonly height: number;
    readonly sampleType: SampleType;
    readonly bands: readonly Band[];
    readonly georeference: Georeference;
    readonly tags: CarriedTags;
    /** Some file has a mask. */
    readonly masked: boolean;
    readonly block: {
        readonly width: number;
        readonly height: number;
    };
    /** Later ones lie over earlier ones. */
    readonly pieces: readonly Piece[];
}
/** A mosaic as a scene. Where no piece lies nothing was measured: nodata, or else a mask, says so. */
export declare function mosaicScene(mosaic: Mosaic, sources: MosaicSources): Scene;
