import type { Stack } from "../study.js";
import type { Image, Unusable } from "./image.js";
/** Something left out, before it is counted. */
export interface Left extends Unusable {
    readonly file: string;
}
/** Derived images that are read beside what was measured, to compare and to show them. */
export type Derivatives = "results" | "deviations";
/** The stacks of one series, and what of it is left out and why. Frames of one object may end up on both sides. */
export declare function stacksOf(images: readonly Image[], derivatives?: Derivatives): {
    stacks: Stack[];
    left: Left[];
};
/** "series 4", or a fingerprint of its UID where it has no number. */
export declare function seriesName(number: number | undefined, uid: string): string;
