import type { Derived } from "./study.js";
/**
 * Writes a derived volume as the NIfTI version, byte order, data type and scaling of its source, gzipped where `path` ends in
 * .gz. Both forms of the affine and the voxel sizes become those of the new grid; header extensions describe the source and are
 * dropped. A deviation is float32. Voxels that were not measured are NaN in floating point. `path` must not exist.
 * Throws RestorationError "no-space".
 */
export declare function writeNifti(derived: Derived, path: string, { signal }?: {
    readonly signal?: AbortSignal;
}): Promise<void>;
