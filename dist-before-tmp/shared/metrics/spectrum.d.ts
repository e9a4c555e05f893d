import type { Tensor } from "../tensor/tensor.js";
export interface Band {
    /** Radial frequency in cycles per pixel: low <= f < high. Nyquist is 0.5; the corners reach 0.707. */
    readonly low: number;
    readonly high: number;
}
export interface BandDifference extends Band {
    /** 10 log10(power of x / power of the reference); -Infinity where x has none. */
    readonly decibels: number;
}
export interface SpectrumDifference {
    /** Octaves from the highest, 0.25 and up, down to four cycles a block. */
    readonly octaves: readonly BandDifference[];
    /** All that lies at or above `above`. */
    readonly above: BandDifference;
    /** Root mean square of the octaves' decibels: 0 for equal spectra. */
    readonly distance: number;
}
/** Power over the 2-D frequencies of square blocks, averaged over blocks, channels and items; unit: sample variance. */
export interface PowerSpectrum {
    readonly block: number;
    readonly power: Float64Array;
}
/**
 * Welch's estimate: Hann-windowed blocks with half overlap and their own mean removed. Blocks are `block` pixels a side
 * (default 256, or the shorter side of a smaller image). Any non-finite sample makes the spectrum NaN.
 */
export declare function powerSpectrum(x: Tensor, { block }?: {
    block?: number;
}): PowerSpectrum;
/** Total power of a band. Summed over all bands it is the samples' variance. */
export declare function bandPower({ block, power }: PowerSpectrum, { low, high }: Band): number;
/** Mean power density of `bins` rings of equal width up to the Nyquist frequency. */
export declare function radialSpectrum(spectrum: PowerSpectrum, { bins }?: {
    bins?: number;
}): {
    frequency: Float64Array;
    power: Float64Array;
};
/** x against its reference of equal dims; `above` in cycles per pixel: the LR Nyquist is 0.5 / scale. */
export declare function spectrumDifference(x: Tensor, truth: Tensor, { above, block }: {
    above: number;
    block?: number;
}): SpectrumDifference;
