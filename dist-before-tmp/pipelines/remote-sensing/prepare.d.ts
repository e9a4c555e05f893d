import { type Tensor } from "../../shared/tensor/tensor.js";
import { type Region } from "../../shared/tiles/lattice.js";
import type { Scene } from "./raster.js";
import type { BandStatistics } from "./statistics.js";
/** The band's middle in model range. */
export declare const MIDDLE = 0.5;
/** y as measured, [1, bands, h, w] in model range, 0 where not valid; and the validity of each band. */
export interface Measured {
    readonly y: Tensor;
    readonly valid: readonly Uint8Array[];
}
/** Physical numbers of `bands` -> model range, region by region. Regions are in input pixels and lie inside the scene. */
export declare class Prepared {
    readonly scene: Scene;
    readonly bands: readonly number[];
    readonly statistics: readonly BandStatistics[];
    constructor(scene: Scene, bands: readonly number[], statistics: readonly BandStatistics[]);
    measured(region: Region, signal?: AbortSignal): Promise<Measured>;
    /** [1, bands, h, w] in model range with what is not valid filled from nearby, else by the band's middle: never NaN. */
    filled(region: Region, signal?: AbortSignal): Promise<Tensor>;
    /** The bicubic (a = -0.5) up-sampling of the whole filled scene, cut to `region` in output pixels: [1, bands, h, w]. */
    upsampled(region: Region, scale: number, signal?: AbortSignal): Promise<Tensor>;
    /** The same, but undefined where nothing of the region or near it is valid. */
    upsampledWhereMeasured(region: Region, scale: number, signal?: AbortSignal): Promise<Tensor | undefined>;
    private fill;
}
/** The input pixels that a region of output pixels touches. */
export declare function inputRegion({ row, col, height, width }: Region, scale: number): Region;
export declare function outputRegion({ row, col, height, width }: Region, scale: number): Region;
/** The part `region` of x, which covers `whole`. */
export declare function cut(x: Tensor, whole: Region, region: Region): Tensor;
/**
 * In place: what is not valid takes the nearest valid sample within REACH (Euclidean; ties to the upper, then the left), else
 * `beyond`. Exact: nearest along columns first, then the best along rows (Meijster et al. 2000).
 */
export declare function fillInvalid(x: Float32Array, valid: Uint8Array, width: number, beyond: number): void;
