/**
 * The opensr-test family (Aybar et al. 2024, "A Comprehensive Benchmark for Optical Remote Sensing Image
 * Super-Resolution"): does the result agree with the low resolution (reflectance, spectral, spatial), how much does it
 * add (synthesis), and is that right (hallucination, omission, improvement)?
 *
 * What differs from the original package, so that figures compare only with each other and not with its tables:
 * - the result is brought to low resolution by the stated A (blur + antialiased bicubic), there by antialiased bilinear;
 * - the low resolution is enlarged bicubically, there bilinearly;
 * - distances are absolute differences in units of the data's range, averaged over the bands (there normalised differences
 *   or LPIPS, by choice);
 * - nothing is matched before: neither histograms nor positions, so systematic errors count;
 * - no border is left out but pixels that are not valid; the gradient threshold is the 75th percentile of |HR - LR|,
 *   its "auto75".
 */
/** Distances of one pixel, each the mean over bands of |difference|. */
export interface Triangle {
    /** Enlarged LR to HR: what there was to find. */
    readonly reference: number;
    /** Result to HR. */
    readonly toTruth: number;
    /** Result to enlarged LR: what was added. */
    readonly toLow: number;
}
export interface Correctness {
    /** Shares of the detail that is in the result but not in the truth, in the truth but not in the result, and in both. Sum 1. */
    readonly hallucination: number;
    readonly omission: number;
    readonly improvement: number;
}
/** Soft membership of one pixel: softmin over its distances to the three corners of the triangle (result = truth, = LR, = neither). */
export declare function correctness({ reference, toTruth, toLow }: Triangle): Correctness;
/** Mean correctness of the pixels of which one distance at least is above the threshold. */
export declare class Correctnesses {
    #private;
    readonly threshold: number;
    constructor(threshold: number);
    add(triangle: Triangle): void;
    /** NaN where no pixel has detail. */
    get mean(): Correctness;
    /** Mean |result - enlarged LR|: higher adds more. */
    get synthesis(): number;
}
/** Quantiles of non-negative numbers in one pass: counts in bins of equal ratio, exact to 1 %. */
export declare class Quantiles {
    #private;
    add(value: number): void;
    /** `share` in 0..1. */
    at(share: number): number;
}
