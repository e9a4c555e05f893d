import type { Clock } from "./write-attributes.js";
import type { Dataset } from "./write-dataset.js";
/**
 * What a result gives as the time of its making: the clock's, a given moment, or the newest date of its source object, so that a
 * job done again, on whichever machine, gives the same bytes.
 */
export type Dated = "now" | "source" | Date;
/** SOURCE_DATE_EPOCH (reproducible-builds.org) goes before the clock, and is told in UTC where the object names no zone. Throws bad-option for one that is no number. */
export declare function creationClock(dated: Dated, source: Dataset, { SOURCE_DATE_EPOCH: epoch }?: {
    readonly SOURCE_DATE_EPOCH?: string | undefined;
}): Clock;
