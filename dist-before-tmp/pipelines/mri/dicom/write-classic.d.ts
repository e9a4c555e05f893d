import type { Geometry } from "../volume.js";
import type { Dataset } from "./write-dataset.js";
import type { SeriesPlan } from "./write-common.js";
import type { StoredFrame } from "./write-pixels.js";
import type { SourceObject } from "./write-source.js";
/**
 * The object of one slice but for its pixels: MR Image Storage, everything from `source`, the source slice `nearest`, that stays
 * true of slice `index` of the derived volume.
 */
export declare function classicDataset(source: SourceObject, plan: SeriesPlan, { index, nearest, stored, sopInstanceUid }: {
    index: number;
    nearest: number;
    stored: StoredFrame;
    sopInstanceUid: string;
}): Dataset;
/** The source slice of `candidates` whose plane lies nearest to slice `index`. */
export declare function nearestSource(geometry: Geometry, source: Geometry, index: number, candidates: readonly number[]): number;
