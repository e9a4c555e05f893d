/**
 * The header of a NIfTI-1 or NIfTI-2 single file (nifti1.h, nifti2.h): fields are read and written where they stand, in the
 * file's own byte order, so that what is not changed stays as it was.
 */
export interface NiftiHeader {
    readonly version: 1 | 2;
    readonly littleEndian: boolean;
    /** The 348 or 540 bytes. */
    readonly bytes: Uint8Array;
}
declare const fields: {
    readonly dim: readonly [readonly [40, "i16"], readonly [16, "i64"]];
    readonly dim_info: readonly [readonly [39, "u8"], readonly [524, "u8"]];
    readonly intent_code: readonly [readonly [68, "i16"], readonly [504, "i32"]];
    readonly intent_name: readonly [readonly [328, "char"], readonly [508, "char"]];
    readonly datatype: readonly [readonly [70, "i16"], readonly [12, "i16"]];
    readonly bitpix: readonly [readonly [72, "i16"], readonly [14, "i16"]];
    readonly slice_start: readonly [readonly [74, "i16"], readonly [224, "i64"]];
    readonly slice_end: readonly [readonly [120, "i16"], readonly [232, "i64"]];
    readonly slice_code: readonly [readonly [122, "u8"], readonly [496, "i32"]];
    readonly pixdim: readonly [readonly [76, "f32"], readonly [104, "f64"]];
    readonly vox_offset: readonly [readonly [108, "f32"], readonly [168, "i64"]];
    readonly scl_slope: readonly [readonly [112, "f32"], readonly [176, "f64"]];
    readonly scl_inter: readonly [readonly [116, "f32"], readonly [184, "f64"]];
    readonly xyzt_units: readonly [readonly [123, "u8"], readonly [500, "i32"]];
    readonly cal_max: readonly [readonly [124, "f32"], readonly [192, "f64"]];
    readonly cal_min: readonly [readonly [128, "f32"], readonly [200, "f64"]];
    readonly descrip: readonly [readonly [148, "char"], readonly [240, "char"]];
    readonly qform_code: readonly [readonly [252, "i16"], readonly [344, "i32"]];
    readonly sform_code: readonly [readonly [254, "i16"], readonly [348, "i32"]];
    readonly quatern: readonly [readonly [256, "f32"], readonly [352, "f64"]];
    readonly qoffset: readonly [readonly [268, "f32"], readonly [376, "f64"]];
    readonly srow: readonly [readonly [280, "f32"], readonly [400, "f64"]];
};
export type NiftiField = keyof typeof fields;
/** Undefined where the bytes do not begin with a NIfTI header; `pair` for a header whose voxels are in another file. */
export declare function niftiHeader(bytes: Uint8Array): NiftiHeader | "pair" | undefined;
export declare function getField(header: NiftiHeader, name: NiftiField, index?: number): number;
export declare function setField(header: NiftiHeader, name: NiftiField, value: number, index?: number): void;
/** ASCII, cut to the field, the rest zeros. */
export declare function setText(header: NiftiHeader, name: "descrip" | "intent_name", text: string): void;
/** Voxel indices i, j, k to RAS coordinates in the file's unit: three columns and the origin. */
export interface Affine {
    readonly columns: readonly (readonly [number, number, number])[];
    readonly origin: readonly [number, number, number];
}
/** Method 3 of nifti1.h; undefined where sform_code is 0. */
export declare function sform(header: NiftiHeader): Affine | undefined;
/** Method 2 of nifti1.h: rotation by a quaternion, voxel sizes, and a flip of the third axis; undefined where qform_code is 0. */
export declare function qform(header: NiftiHeader): Affine | undefined;
/** Old voxel index = ratio * new index + offset, for each of i, j, k. */
export interface AxisMap {
    readonly ratio: number;
    readonly offset: number;
}
/** Makes both forms and the voxel sizes those of a new grid. Forms that are not there stay away. */
export declare function regrid(header: NiftiHeader, axes: readonly [AxisMap, AxisMap, AxisMap]): void;
export {};
