import type { NiftiHeader } from "./nifti-header.js";
import type { Stack, Study } from "./study.js";
/** Which axis of the file (0 = i, the fastest) is which of the volume, and whether slices count backwards in the file. */
export interface AxisOrder {
    readonly column: 0 | 1 | 2;
    readonly row: 0 | 1 | 2;
    readonly slice: 0 | 1 | 2;
    readonly reversed: boolean;
}
/** A stack of a NIfTI file with what writing needs of its source. */
export interface NiftiStack extends Stack {
    readonly nifti: {
        readonly header: NiftiHeader;
        readonly axes: AxisOrder;
        readonly size: readonly [number, number, number];
    };
}
/**
 * The one volume of a NIfTI-1 or -2 file, plain or gzipped, seen by its bytes. Slices run along the axis that the header names
 * (dim_info), else along the one of length 1 or of clearly larger voxels, else along the third. Voxels that are not finite
 * count as not measured. Throws RestorationError "bad-input" for other files, time series, label maps, colour, complex numbers,
 * header and voxels in two files, and affines with shear.
 */
export declare function openNifti(path: string): Promise<Study>;
/** The first few kilobytes, unzipped. Throws bad-input where the file cannot be read. */
export declare function firstBytes(path: string): Promise<Uint8Array>;
