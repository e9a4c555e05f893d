import type { ScanOptions } from "./dicom/scan.js";
import type { Study } from "./study.js";
/**
 * What can be restored at `path`: a NIfTI file by its name (.nii, .nii.gz), else a folder of DICOM or one DICOM object. Throws
 * RestorationError "bad-input" as openNifti and scanStudy do.
 */
export declare function openStudy(path: string, options?: ScanOptions): Promise<Study>;
