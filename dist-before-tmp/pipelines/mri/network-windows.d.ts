import type { Denoiser } from "../../shared/diffusion/plan.js";
import type { Model, RuntimeArray } from "../../shared/runtime/model.js";
import { type Tensor } from "../../shared/tensor/tensor.js";
/** About what a batch of slices holds: larger ones cost memory and gain no speed. */
export declare const CALL_PIXELS: number;
/** Images that a network takes beside its state, all of one height and width, and numbers for each item. */
export interface Conditions {
    readonly images: Readonly<Record<string, Tensor>>;
    readonly numbers: Readonly<Record<string, RuntimeArray>>;
}
/**
 * A model's networks for slices of any size: padded by reflection to what they take, and large slices in parts with a halo, so that
 * states, noise and projections always belong to whole slices. Counts the calls.
 */
export declare class SliceNetworks {
    readonly model: Model;
    calls: number;
    constructor(model: Model);
    /** One call; `like` has the height and width of the images, the output its dims. */
    run(network: string, output: string, { images, numbers }: Conditions, signal?: AbortSignal): Promise<Tensor>;
    denoiser(network: string, { images, numbers }: Conditions): Denoiser;
    /** `call` on windows of the padded images, the windows' cores joined and the padding cut off. */
    private inParts;
}
