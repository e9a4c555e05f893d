import type { Plan } from "../plan.js";
import type { Schedule } from "../schedule.js";
import { type TimestepOptions } from "../timesteps.js";
/**
 * Ancestral sampling (Ho et al. 2020, eq. 6-7), respaced: betas follow from A at the visited indices, the network is still fed
 * the original index. `variance` is the posterior's ("small") or beta ("large"); the last row adds none.
 */
export declare function ddpm(schedule: Schedule, { variance, ...options }: TimestepOptions & {
    readonly variance?: "small" | "large";
}): Plan;
