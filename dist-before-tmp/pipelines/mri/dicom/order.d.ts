import type { Geometry, Vec3 } from "../volume.js";
import type { LeaveOut } from "./classify.js";
import type { Frame } from "./frame.js";
import type { Slice } from "./read-slices.js";
/** Slices nearer to each other than this along the normal are at one place (mm). */
export declare const samePlace = 0.01;
export declare const cross: (a: Vec3, b: Vec3) => Vec3;
export declare const dot: (a: Vec3, b: Vec3) => number;
/** Unit vectors of ImageOrientationPatient, at right angles; undefined where the six numbers are no orientation. */
export declare function directionsOf(orientation: readonly number[]): {
    row: Vec3;
    column: Vec3;
    normal: Vec3;
} | undefined;
/** Why a frame has no place in the patient. */
export declare function misplaced({ position, orientation, spacing }: Frame): LeaveOut | undefined;
/** Position along the normal of the stack (mm). */
export declare function along(slices: readonly Slice[]): number[];
/**
 * Slices of one orientation and spacing in the order of their position along the normal, with their geometry.
 * Positions must differ and be evenly spaced: a missing slice or a second spacing is refused, never bridged. One slice is a stack.
 */
export declare function ordered(slices: readonly Slice[]): {
    slices: readonly Slice[];
    geometry: Geometry;
} | LeaveOut;
