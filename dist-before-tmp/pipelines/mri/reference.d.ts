import { type Tensor } from "../../shared/tensor/tensor.js";
import { type Registration } from "./register-shift.js";
import type { Stack } from "./study.js";
import type { Geometry, Volume } from "./volume.js";
export interface FindOptions {
    /** "auto", "none", or a series number or key. */
    readonly reference: string;
}
/**
 * The stack of the study that guides `target`: the same frame of reference, most of the target covered, and finer pixels (or named). Of
 * several the finest wins, then the best coverage, then the first. Undefined for "none". Throws bad-input where there is none to be
 * used, saying why.
 */
export declare function findReference(target: Stack, stacks: readonly Stack[], { reference }: FindOptions): Stack | undefined;
/** Share of the target's box that lies between the reference's voxels, 0..1. */
export declare function coverage(target: Geometry, reference: Geometry): number;
export interface ResampledReference {
    /** [count, 1, rows, columns] in the reference's own model range; 0 beyond its edges. */
    readonly image: Tensor;
    /** For each slice, whether enough of it is covered to be used. */
    readonly given: readonly boolean[];
}
/** A reference volume that is sampled on other grids by their place in the patient. */
export interface Reference {
    readonly stack: Stack;
    /** How it was moved to lie on the target; where that was asked for. */
    readonly registration?: Registration;
    /** Slices [from, from + count) of `target`, linear between voxels and slices; finer references are averaged over the target's pixel. */
    sample(target: Geometry, slices: {
        readonly from: number;
        readonly count: number;
        readonly signal?: AbortSignal;
    }): Promise<ResampledReference>;
}
export interface OpenReferenceOptions {
    /** Of its values, the one that becomes 1. Default 99.5. */
    readonly percentile?: number;
    /** The volume that it is to lie on: a small shift between the two is looked for, and kept where it is clear. */
    readonly target?: Volume;
    readonly signal?: AbortSignal;
}
/** Reads a reference. */
export declare function openReference(stack: Stack, { percentile, target, signal }?: OpenReferenceOptions): Promise<Reference>;
