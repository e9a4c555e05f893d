import type { Alignment } from "../../shared/degradation/kspace.js";
import type { Geometry, Vec3 } from "./volume.js";
/** Whether two stacks lie on the same voxels. */
export declare function sameGrid(a: Geometry, b: Geometry): boolean;
/** How a low-resolution stack lies in a high-resolution one. */
export interface Relation {
    readonly scales: readonly [rows: number, columns: number];
    readonly slices: number;
    /** Where the first low-resolution voxel's centre lies: on the first high-resolution one, or in the middle of those that it covers. */
    readonly alignment: Alignment;
    readonly slicesAlignment: Alignment;
}
/** Undefined where `low` is not `high` with voxels a whole number of times as large, corner or edge aligned. */
export declare function relation(low: Geometry, high: Geometry): Relation | undefined;
/** Centre of a voxel, also between slices. */
export declare function place({ positions, rowDirection, columnDirection, pixelSpacing }: Geometry, { slice, row, column }: {
    slice: number;
    row: number;
    column: number;
}): Vec3;
/** For messages: numbers only. */
export declare function gridText({ slices, rows, columns, pixelSpacing, sliceSpacing }: Geometry): string;
export declare function requireRelation(low: Geometry, high: Geometry, subject: string): Relation;
