import type { Derived, Instance } from "../study.js";
import type { Clock } from "./write-attributes.js";
import type { Dataset } from "./write-dataset.js";
import type { PixelForm } from "./write-pixels.js";
import type { SourceObject } from "./write-source.js";
/** What all objects of one derived series share. */
export interface SeriesPlan {
    readonly derived: Derived;
    readonly seriesUid: string;
    readonly clock: Clock;
    readonly keepPrivate: boolean;
    readonly form: PixelForm;
    /** Stored values of a deviation series are this many units each; absent for a result, which keeps its source's slope. */
    readonly deviationSlope?: number;
}
/**
 * The attributes of a derived object that do not depend on its kind: identity, dates, description, history, equipment and the
 * form of its pixels, over everything of the source that stays true. Patient, study and frame of reference are not touched.
 */
export declare function putCommon(dataset: Dataset, source: SourceObject, plan: SeriesPlan, { sopInstanceUid, instanceNumber }: {
    sopInstanceUid: string;
    instanceNumber: number;
}): void;
/** Image or frame type of the derived object: value 1 is DERIVED, the others say what they did. */
export declare function derivedType(source: string | undefined, { derived, enhanced }: {
    readonly derived: Derived;
    readonly enhanced: boolean;
}): string[];
/** One item of SourceImageSequence for each object, with the frames that were used of it. */
export declare function sourceItems(instances: readonly Instance[], { frames }: {
    readonly frames: boolean;
}): Dataset[];
/** DerivationDescription and its codes, before and beside what the source has been through already. */
export declare function putDerivation(dataset: Dataset, derived: Derived): void;
/** Slope and its meaning for a deviation, in an image or in a Pixel Value Transformation item. */
export declare function putDeviationRescale(dataset: Dataset, slope: number): void;
export declare function putDeviationWindow(dataset: Dataset, slope: number, bitsStored: number): void;
export declare function putDeviationMapping(dataset: Dataset, slope: number, bitsStored: number): void;
