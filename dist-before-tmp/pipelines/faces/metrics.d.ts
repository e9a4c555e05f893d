import { type Band } from "../../shared/metrics/spectrum.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
/** Power of a picture in an octave of the radial spectrum; cycles per pixel, sample variance of a range of 1. */
export interface OctavePower extends Band {
    readonly power: number;
}
/** Power against the truth's. 0 is right, negative too smooth. */
export interface OctaveDecibels extends Band {
    readonly decibels: number;
}
/** x against the truth, both in 0..1. */
export interface FaceFidelity {
    readonly psnr: number;
    /** Undefined for pictures smaller than its window, 11 px. */
    readonly ssim?: number;
    /** Haar wavelet perceptual similarity, 1 for equal pictures. */
    readonly haarPsi: number;
    /** Gradient magnitude similarity deviation, 0 for equal pictures. */
    readonly gmsd: number;
    /** From the top octave, 0.25 to 0.5 cycles a pixel, down. */
    readonly octaves: readonly OctaveDecibels[];
}
/** Difference of the low frequencies, in 8-bit levels. */
export interface LowFrequency {
    readonly rms: number;
    readonly max: number;
}
/** What a face's degradation leaves nearly untouched: 16 cycles across 256 px. */
export declare const LOW_PASS = 8;
/** [n, c, h, w] in 0..1; from 0.25..0.5 cycles a pixel down, octave by octave. The corners beyond the Nyquist frequency are left out. */
export declare function octavePowers(x: Tensor): OctavePower[];
/** Of the mean powers of a set of pictures: mean first, then the ratio, so that no single picture decides. */
export declare function octaveDecibels(pictures: readonly (readonly OctavePower[])[], truths: readonly (readonly OctavePower[])[]): OctaveDecibels[];
export declare function faceFidelity(x: Tensor, truth: Tensor): FaceFidelity;
/**
 * Means over cells of 8 x 8 pixels of x, compared with those of what it was made from: `low` may be smaller than x, of the same shape.
 * A restoration should leave them alone: 0 is agreement.
 */
export declare function lowFrequencyDifference(x: Tensor, low: Tensor): LowFrequency;
