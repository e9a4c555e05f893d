import { type Tensor } from "../tensor/tensor.js";
import type { BridgeSchedule, ResShiftSchedule, Schedule } from "./schedule.js";
/** q(z_t | x0, y): z_t = clean*x0 + anchor*y + fresh*n. */
export interface Marginal {
    readonly clean: number;
    readonly anchor: number;
    readonly fresh: number;
}
/** Variance preserving: sqrt(A_t) x0 + sqrt(1 - A_t) n. */
export declare function vpMarginal({ abar }: Schedule, t: number): Marginal;
/** Variance exploding: x0 + sigma n. */
export declare function veMarginal(sigma: number): Marginal;
/** ResShift: (1 - eta) x0 + eta y + kappa sqrt(eta) n, for t as in Step.t. */
export declare function resShiftMarginal({ eta, kappa }: ResShiftSchedule, t: number): Marginal;
/** I2SB: the bridge between x0 and y at index t. */
export declare function i2sbMarginal({ forward, backward }: BridgeSchedule, t: number): Marginal;
/** InDI: (1 - t) x0 + t y + t epsilon_t n. */
export declare function inDIMarginal(t: number, epsilon?: number): Marginal;
/** ResShift's prior, where sampling starts: y + kappa sqrt(eta_T) n, not the marginal at T (which would need x0). */
export declare function resShiftPrior({ eta, kappa }: ResShiftSchedule): Marginal;
/**
 * A state drawn from a marginal: of a clean guess c for a truncated start (sqrt(A) c + sqrt(1-A) n), of nothing for pure noise.
 * Terms left out count as zero images. `out` may be the array of a term.
 */
export declare function startState({ clean, anchor, fresh }: Marginal, terms: {
    readonly clean?: Tensor;
    readonly anchor?: Tensor;
    readonly noise?: Tensor;
}, out?: Float32Array): Tensor;
