import { type Tensor } from "../tensor/tensor.js";
import { type NoiseSource, type Origin } from "./noise.js";
import type { Denoiser, Plan, Step } from "./plan.js";
/** Corrects the clean estimate of a row, or the state that the row made. May return the tensor it was given, must not write to it. */
export type Hook = (value: Tensor, step: Step, index: number) => Tensor | Promise<Tensor>;
export interface SampleOptions {
    readonly plan: Plan;
    /** The state at the first row's level. */
    readonly start: Tensor;
    /** y of the plan's anchor column. */
    readonly anchor?: Tensor;
    /** Needed where a row has fresh noise; row i takes draw `draws.row(i)`. */
    readonly noise?: NoiseSource;
    /** Place of `start` in the whole image; one for each item of a batch. Default (0, 0), for a single item. */
    readonly origin?: Origin | readonly Origin[];
    /** `start` and the denoiser's answers are arrays of tensor/spare.ts: they are given back as they are spent, all but the last state. Only without hooks. */
    readonly spare?: boolean;
    readonly onClean?: Hook;
    /** Called after every row, the last included. */
    readonly onState?: Hook;
    /** Rows done, of all. */
    readonly onStep?: (done: number, of: number) => void;
    /** Looked at before each network call; a call in progress is awaited. */
    readonly signal?: AbortSignal;
}
/**
 * The one loop: runs `plan` from `start` with one network call a row and returns the last state.
 * Throws RestorationError "aborted" between calls; a plain Error where the plan needs an anchor or noise that is not given.
 */
export declare function sample(denoise: Denoiser, options: SampleOptions): Promise<Tensor>;
export declare function throwIfAborted(signal: AbortSignal | undefined): void;
