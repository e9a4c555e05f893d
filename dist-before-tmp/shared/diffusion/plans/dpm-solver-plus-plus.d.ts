import type { Plan } from "../plan.js";
import type { Schedule } from "../schedule.js";
import { type TimestepOptions } from "../timesteps.js";
/**
 * DPM-Solver++(2M), data prediction (Lu et al. 2022, algorithm 2). The first row is of first order, having no estimate before
 * it; the last one too, since it goes to zero noise, where it returns the clean estimate. Indices uniform in log-SNR by default.
 */
export declare function dpmSolverPlusPlus(schedule: Schedule, { spacing, ...options }: TimestepOptions): Plan;
