/** A vector in DICOM's patient system: mm, +x to the patient's left, +y to the back, +z to the head (LPS; PS3.3 C.7.6.2.1.1). */
export type Vec3 = readonly [x: number, y: number, z: number];
/**
 * Where the voxels of a stack of parallel slices lie. The centre of voxel (slice k, row r, column c) is
 * positions[k] + r * pixelSpacing[0] * columnDirection + c * pixelSpacing[1] * rowDirection.
 */
export interface Geometry {
    readonly slices: number;
    readonly rows: number;
    readonly columns: number;
    /** Unit vector of growing column index: the first triplet of ImageOrientationPatient. */
    readonly rowDirection: Vec3;
    /** Unit vector of growing row index: the second triplet. */
    readonly columnDirection: Vec3;
    /** mm between rows, mm between columns: the order of PixelSpacing. */
    readonly pixelSpacing: readonly [betweenRows: number, betweenColumns: number];
    /** Centre of the first voxel of each slice, in the order of growing position along rowDirection x columnDirection. */
    readonly positions: readonly Vec3[];
    /** mm between the centres of neighbouring slices along the normal; absent for a single slice. */
    readonly sliceSpacing?: number;
    /** mm; absent where the source does not say. */
    readonly sliceThickness?: number;
    readonly frameOfReference?: string;
}
/** Voxels with their geometry. */
export interface Volume {
    readonly geometry: Geometry;
    /** [slices, rows, columns], the modality's values: slope * stored + intercept. */
    readonly data: Float32Array;
    /** Same layout, 1 = measured, 0 = padding; absent where every voxel was measured. */
    readonly valid?: Uint8Array;
}
