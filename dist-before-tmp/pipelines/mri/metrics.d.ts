import type { Volume } from "./volume.js";
/** Two kinds of tissue of one volume, on which two volumes of the same grid can be measured alike. */
export interface Tissues {
    /** Per voxel: 0 background or not measured, 1 the darker and 2 the brighter tissue. */
    readonly labels: Uint8Array;
    /** Voxels that are not 0. */
    readonly foreground: number;
}
/** The body of every slice, split by Otsu's threshold (1979) over the whole body. Undefined where there are not two tissues. */
export declare function tissues({ geometry: { slices, rows, columns }, data, valid }: Volume): Tissues | undefined;
export interface SignalOverNoise {
    /** Estimated standard deviation of the noise, in the volume's values. */
    readonly noise: number;
    /** Mean of the foreground over the noise. */
    readonly snr: number;
    /** Difference of the means of the brighter and the darker tissue over the noise. */
    readonly cnr: number;
}
/** SNR and CNR of `values` on the tissues of (usually) another volume of the same grid. Infinity for no noise. */
export declare function signalOverNoise(values: Float32Array, { labels }: Tissues, noise: number): SignalOverNoise;
/** Sums over slices that give errors of a whole volume. */
export declare class VolumeError {
    #private;
    /** One slice; only where `valid` is 1. A slice without a measured voxel adds nothing. */
    add(x: Float32Array, truth: Float32Array, valid?: Uint8Array): void;
    get voxels(): number;
    get rmse(): number;
    /** 10 log10(range^2 / MSE) with the MSE over all voxels; Infinity for equal volumes. */
    psnr(range: number): number;
    /** The mean of the slices' own PSNR: what two-dimensional papers report. */
    psnrOfSlices(range: number): number;
}
