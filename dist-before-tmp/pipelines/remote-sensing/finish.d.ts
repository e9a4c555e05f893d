import type { Samples } from "../../shared/tiles/canvas.js";
import { type SampleType } from "./raster.js";
import type { BandStatistics } from "./statistics.js";
/** Model range -> the numbers that will be stored. */
export interface Storage {
    readonly sampleType: SampleType;
    /** A valid pixel never becomes this number. */
    readonly nodata: number | undefined;
}
/** Rounded half away from zero and clamped to the sample type; a number that would read as nodata moves to its neighbour. */
export declare function stored(z: Float32Array, out: Samples, { offset, gain }: BandStatistics, { sampleType, nodata }: Storage): void;
/** Numbers as stored back in model range. */
export declare function modelRange(values: Samples, { offset, gain }: BandStatistics): Float32Array;
/** Float32 does not hold every number of the type. */
export declare function isWide(sampleType: SampleType): boolean;
/** Arrays of any contents. Float32 holds every number of the type exactly. */
export declare function makeSamples(sampleType: SampleType): (length: number) => Samples;
/** Input pixels of which an output pixel lies at the end of the sample type's range. [h, w] from [s*h, s*w]. */
export declare function clampedCells(values: Samples, { width, scale, sampleType }: {
    width: number;
    scale: number;
    sampleType: SampleType;
}): Uint8Array;
/** Nearest up-sampling of a mask or band to output pixels: `region` out of the scene, `source` the input pixels that cover it. */
export declare function nearest<A extends Uint8Array | Samples>(values: Uint8Array | Samples, out: A, { region, source, scale }: {
    region: {
        row: number;
        col: number;
        height: number;
        width: number;
    };
    source: {
        row: number;
        col: number;
        width: number;
    };
    scale: number;
}): A;
