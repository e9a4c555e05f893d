import { scanStudy } from "./dicom/scan.js";
import { openNifti } from "./nifti.js";
/**
 * What can be restored at `path`: a NIfTI file by its name (.nii, .nii.gz), else a folder of DICOM or one DICOM object. Throws
 * RestorationError "bad-input" as openNifti and scanStudy do.
 */
export async function openStudy(path, options = {}) {
    return /\.nii(\.gz)?$/i.test(path) ? openNifti(path) : scanStudy(path, options);
}
//# sourceMappingURL=open.js.map