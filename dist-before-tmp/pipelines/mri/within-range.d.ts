import { type Tensor } from "../../shared/tensor/tensor.js";
import type { Measured } from "./agree.js";
/** Values that a slice of a result can hold; undefined: any. */
export type Range = (slice: number) => readonly [low: number, high: number] | undefined;
/**
 * What lies in the range that can be stored (no negative magnitudes) and agrees with the measurement as far as that is possible: min |A x - y|^2
 * over low <= x <= high from `x` on, by accelerated projected gradients (Beck & Teboulle 2009, FISTA). A A^+ = I, so that the step is 1. Slice by
 * slice: what a slice becomes does not depend on its neighbours. x [n, 1, s h, s w] in model range; slices inside of the range stay as they are.
 * `orLeave`: so do those that would not agree, and are to be stored in another form. (There may be no such image: sharp edges beside air at zero.)
 */
export declare function withinRange(x: Tensor, y: Tensor, operator: Measured, range: Range, { orLeave }?: {
    readonly orLeave?: boolean;
}): Promise<Tensor>;
