import { type Tensor } from "../tensor/tensor.js";
import { type JpegRoundTrip } from "./jpeg.js";
import type { RandomStream } from "./random.js";
/** Side of the face that the chain's parameters are meant for, in pixels. */
export declare const CHAIN_SIDE = 256;
/** One blind degradation of a face of 256 px. */
export interface FaceDegradation {
    /** Standard deviations of the Gaussian blur [px]; the first lies along `angle`. */
    readonly sigma: readonly [number, number];
    /** Radians from the column axis towards increasing rows. */
    readonly angle: number;
    /** Side of the face over its side after shrinking; below 1 it grows. */
    readonly scale: number;
    /** Standard deviation, of a range of 1. */
    readonly noise: number;
    /** JPEG, 1..100; its whole part counts, as in Pillow. Left out: no JPEG. */
    readonly quality?: number;
}
/** Ranges of the parameters, those of methods of 512 px (GFPGAN, Wang et al. 2021; DifFace) halved. */
export declare const blindRanges: {
    readonly sigma: readonly [0.1, 7.5];
    readonly scale: readonly [0.8, 16];
    readonly noise: readonly [0, number];
    readonly quality: readonly [30, 100];
};
/** Half of the blurs are isotropic; half of the factors are uniform, half uniform on a logarithmic scale. */
export declare function drawBlind(random: RandomStream): Required<FaceDegradation>;
export interface ChainOptions {
    /** Of the noise. */
    readonly random: RandomStream;
    /** Needed where there is a quality. */
    readonly roundTrip?: JpegRoundTrip;
    /** Side of the face in x, in pixels: lengths are scaled from 256 to it. @default 256 */
    readonly faceSide?: number;
    readonly signal?: AbortSignal;
}
/**
 * The blind chain of face restoration (methods.md 4.1): Gaussian blur over replicated edges, antialiased bilinear shrinking, noise,
 * JPEG. x [n, 3 or 1, h, w] in 0..1, to its small size; `enlarged` brings it back. Without JPEG values may leave 0..1.
 */
export declare function degradeFace(x: Tensor, { sigma, angle, scale, noise, quality }: FaceDegradation, { random, roundTrip, faceSide, signal }: ChainOptions): Promise<Tensor>;
/** Antialiased bilinear, every side 1/factor, at least 8 px. A factor below the chain's own 0.8, as small faces have, counts as that. */
export declare function shrunk(x: Tensor, factor: number): Tensor;
/** Bicubic, as the restoration networks get their input; not clamped. */
export declare function enlarged(x: Tensor, { height, width }: {
    height: number;
    width: number;
}): Tensor;
export declare function addNoise(x: Tensor, sigma: number, random: RandomStream): Tensor;
