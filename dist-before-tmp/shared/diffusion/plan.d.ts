import type { Tensor } from "../tensor/tensor.js";
/**
 * One row of a sampler: z' = keep*z + clean*x0 + previous*x0Before + anchor*y + fresh*n, where x0 = D(z, t).
 * `t` is what the network is fed; coefficients are float64.
 */
export interface Step {
    readonly t: number;
    readonly keep: number;
    readonly clean: number;
    readonly previous: number;
    readonly anchor: number;
    readonly fresh: number;
}
/** A sampler is a table (docs/design.md). */
export type Plan = readonly Step[];
/** D(z, t): the clean image expected given z. Same dims as z. Conditioning is closed over. */
export type Denoiser = (z: Tensor, t: number, signal?: AbortSignal) => Promise<Tensor>;
