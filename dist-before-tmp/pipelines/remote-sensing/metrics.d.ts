/**
 * What remote sensing reports of an image against its reference, as sums over windows, so that scenes of any size can be
 * compared. Samples are physical numbers, band by band, row-major; `valid` says which pixels count, the same for all bands.
 */
export interface Comparison {
    readonly x: readonly Float64Array[];
    readonly truth: readonly Float64Array[];
    readonly valid: Uint8Array;
}
/** Running sums of one pair of images. */
export declare class Fidelity {
    #private;
    readonly bands: number;
    constructor(bands: number);
    add({ x, truth, valid }: Comparison): void;
    /** Pixels that counted. */
    get pixels(): number;
    /** Root mean square error of each band, in its own numbers. */
    get rmse(): number[];
    /** 10 log10(range^2 / MSE) with the MSE over all bands; Infinity for equal images. */
    psnr(range: number): number;
    /** The same, one figure a band. */
    psnrPerBand(range: number): number[];
    /** Spectral angle mapper (Kruse et al. 1993): mean angle between the two pixel vectors, degrees. NaN for fewer than two bands. */
    get sam(): number;
    /**
     * Relative dimensionless global error (Wald 2000): (100 / scale) sqrt(mean over bands of (RMSE / mean of the reference)^2),
     * where scale = LR pixel / HR pixel. NaN where a band's mean is 0.
     */
    ergas(scale: number): number;
}
/** Sum and number of the angles between pixel vectors, degrees. Pixels where one of the vectors is 0 have no angle and are left out. */
export declare function spectralAngles({ x, truth, valid }: Comparison): {
    sum: number;
    count: number;
};
/** How many side x side windows of a height x width image hold valid pixels alone. */
export declare function validWindows(valid: Uint8Array, { height, width, side }: {
    height: number;
    width: number;
    side: number;
}): number;
