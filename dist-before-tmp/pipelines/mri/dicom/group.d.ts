import type { Slice } from "./read-slices.js";
/** Slices that may make one volume, with what sets them apart from the others of their series. */
export interface Group {
    readonly slices: readonly Slice[];
    /** The same for the same series on every run, whatever the files are called. */
    readonly signature: string;
    /** For labels: which of the series' groups this is. Numbers and own words only. */
    readonly distinction: readonly string[];
}
/**
 * Splits the slices of one series by class, form of storage, geometry, kind of image, echo and b-value. Where positions still
 * repeat, by the one attribute (or the first few of them together) that gives as many groups as there are slices at the fullest
 * position and no position twice in a group: a time, a cardiac phase, a diffusion direction. Positions that still repeat stay.
 */
export declare function groupSlices(slices: readonly Slice[]): Group[];
