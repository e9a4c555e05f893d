import { type Tensor } from "../tensor/tensor.js";
import type { RandomStream } from "./random.js";
/** One state of the air before a face of 256 px. */
export interface Turbulence {
    /** Root mean square shift along each axis [px]. */
    readonly tilt: number;
    /** Deviation of the Gaussian that smooths the shifts [px]. */
    readonly correlation: number;
    /** Largest deviation of the blur [px]. */
    readonly blur: number;
    /** Down-sampling. */
    readonly scale: number;
    /** Standard deviation, of a range of 1. */
    readonly noise: number;
}
export declare const turbulenceRanges: {
    readonly tilt: readonly [0.3, 3];
    readonly correlation: readonly [5, 16];
    readonly blur: readonly [0.8, 5];
    readonly scale: readonly [1, 3];
    readonly noise: readonly [0, number];
};
/** One of the point spread functions that are mixed: deviations [px], the first along `angle` (radians). */
export interface Spread {
    readonly wide: number;
    readonly narrow: number;
    readonly angle: number;
}
/** What is drawn for one picture. */
export interface TurbulenceFields {
    /** [1, 2, h, w]: by how many pixels along x and y each pixel looks aside. */
    readonly shift: Tensor;
    /** [1, 4, h, w]: share of each point spread function, summing to 1. */
    readonly shares: Tensor;
    readonly spreads: readonly Spread[];
}
export declare function drawTurbulence(random: RandomStream): Turbulence;
/** Fields for pictures of height x width with faces of `faceSide` pixels. Other events are let in between. */
export declare function turbulenceFields(random: RandomStream, { tilt, correlation, blur }: Turbulence, { height, width, faceSide }: {
    height: number;
    width: number;
    faceSide?: number;
}): Promise<TurbulenceFields>;
/** White fields [1, c, h, w] smoothed by a periodic Gaussian of `correlation` pixels, brought to the unit deviation that the filter makes expected. */
export declare function smoothFields(white: Tensor, correlation: number): Promise<Tensor>;
/** exp(1.5 f_k) / sum of the four. */
export declare function sharesOf(fields: Tensor): Promise<Tensor>;
/**
 * Atmospheric turbulence as smooth tilts, a spatially varying mixture of Gaussian point spread functions, down-sampling and noise,
 * enlarged to the same size again (methods.md 5.2, the light simulator). x [n, c, h, w] in 0..1; `random` draws the noise.
 */
export declare function turbulence(x: Tensor, { scale, noise }: Turbulence, { fields, random, faceSide, keepSmall, signal }: {
    fields: TurbulenceFields;
    random: RandomStream;
    faceSide?: number;
    keepSmall?: boolean;
    signal?: AbortSignal;
}): Promise<Tensor>;
/** out(x, y) = in(x + dx, y + dy), bilinear, the nearest pixels beyond the edge. */
export declare function warped(x: Tensor, shift: Tensor): Promise<Tensor>;
