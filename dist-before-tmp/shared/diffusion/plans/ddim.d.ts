import type { Plan } from "../plan.js";
import type { Schedule } from "../schedule.js";
import { type TimestepOptions } from "../timesteps.js";
/**
 * DDIM (Song et al. 2021, eq. 12 and 16). eta 0 is deterministic, eta 1 is ancestral sampling on the same indices. The noise
 * direction is derived from the (possibly corrected) clean estimate.
 */
export declare function ddim(schedule: Schedule, { eta, ...options }: TimestepOptions & {
    readonly eta?: number;
}): Plan;
