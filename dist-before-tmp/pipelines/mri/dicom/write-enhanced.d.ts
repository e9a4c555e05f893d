import type { Dataset } from "./write-dataset.js";
import type { SeriesPlan } from "./write-common.js";
import type { SourceObject } from "./write-source.js";
/** Where a frame's attributes come from: the source object and the frame in it of the nearest source slice. */
export interface FrameSource {
    readonly object: SourceObject;
    readonly frame: number;
}
/**
 * The one multi-frame object of a derived stack but for its pixels. Every frame takes the functional groups of its nearest
 * source frame, shared or its own, with geometry, type and derivation made new; groups that are shared in the first source and
 * still equal in all frames are shared again. The frames are one stack, ordered by position (C.7.6.16, C.7.6.17).
 */
export declare function enhancedDataset(plan: SeriesPlan, frames: readonly FrameSource[], sopInstanceUid: string): Dataset;
