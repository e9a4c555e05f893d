import type { KspaceTruncation } from "../../shared/degradation/kspace.js";
import type { Storage } from "./study.js";
import type { Geometry } from "./volume.js";
export interface Settling {
    /** Of the result. */
    readonly geometry: Geometry;
    readonly operator: KspaceTruncation;
    /** Result slices of one source slice. */
    readonly factor: number;
    /** What is 1 in model range. */
    readonly high: number;
    readonly storage?: Storage;
    /** In place of `storage` for slices that it does not hold. */
    readonly signed?: Storage;
}
export interface Settled {
    /** A of the slices: [count, 1, rows, columns] of the measurement's grid. */
    readonly seen: Float32Array;
    /** Whether `signed` is needed. */
    readonly signed: boolean;
}
/**
 * Result slices [first, first + count) of `data`, in place, to values that can be stored as they are. Rounding error goes where nothing was
 * measured, if it would matter.
 */
export declare function settle(data: Float32Array, first: number, count: number, { geometry: { rows, columns }, operator, factor, high, storage, signed }: Settling): Promise<Settled>;
/** Root mean square of the difference over that of y; 0 for y = 0. */
export declare function relativeError(again: Float32Array, y: Float32Array): Promise<number>;
