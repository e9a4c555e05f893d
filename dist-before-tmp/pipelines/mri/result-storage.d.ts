import type { Storage } from "./study.js";
export interface ResultStorageOptions {
    /** DICOM says of every series how its pixels are stored; a NIfTI file keeps its data type. */
    readonly format: "dicom" | "nifti";
    readonly enlarged: boolean;
    readonly denoised: boolean;
    /** The source's largest value. */
    readonly largest: number;
}
export interface ResultStorage {
    readonly storage: Storage;
    /** For a result that `storage` cannot hold together with its source's band of k-space. */
    readonly signed?: Storage;
}
/**
 * How a result is stored: as its source, but for DICOM series whose measured band of k-space would not survive that.
 * - sharp edges beside air at zero: no image without negative values may have the band, and such a series is signed. A denoised one always is:
 *   to find an image at 1e-3 of its band cost 0.1 to 0.6 dB of PSNR on held-out patients, where clipping costs 7e-3 of the band. What has noise is found in a few rounds
 * - an image that fills its range has 16 bits, so that overshoot is not cut off
 */
export declare function resultStorage(storage: Storage, { format, enlarged, denoised, largest }: ResultStorageOptions): ResultStorage;
export declare function storageText({ type, bits }: Storage): string;
