import type { Schedule } from "./schedule.js";
/**
 * Which of the T trained indices are visited.
 * - trailing: round(T - i T/K) - 1, ends well above 0, so that no call is spent on an almost clean image (Lin et al. 2024); best for few steps
 * - even: K indices from 0 to T-1, both included (guided-diffusion's "K")
 * - stride: 0, s, 2s, ... with a whole stride s that gives exactly K indices (guided-diffusion's "ddimK")
 * - log-snr: uniform in lambda = ln(sqrt(A)/sqrt(1-A)), nearest index (DPM-Solver)
 */
export type Spacing = "trailing" | "even" | "stride" | "log-snr";
export interface TimestepOptions {
    /** Number of network calls, 1..from + 1. */
    readonly steps: number;
    readonly spacing?: Spacing;
    /** Largest index: a truncated start (CCDF). Default T-1. */
    readonly from?: number;
}
/** The visited indices, strictly descending. Throws bad-option where `steps` does not fit. */
export declare function timesteps(schedule: Schedule, { steps, spacing, from }: TimestepOptions): Int32Array;
