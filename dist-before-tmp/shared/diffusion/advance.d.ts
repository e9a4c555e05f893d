import { type Tensor } from "../tensor/tensor.js";
import type { Step } from "./plan.js";
export interface Terms {
    readonly z: Tensor;
    readonly x0: Tensor;
    readonly before: Tensor | undefined;
    readonly anchor: Tensor | undefined;
    readonly noise: Tensor | undefined;
}
/**
 * One row of a plan: keep*z + clean*x0 + previous*before + anchor*y + fresh*n, summed in float64, one rounding to float32 per sample.
 * A row that returns the clean estimate returns that very tensor. Large states are done in parts, other events in between.
 * `out` may be the array of a term.
 */
export declare function advance(step: Step, terms: Terms, out?: Float32Array): Promise<Tensor>;
