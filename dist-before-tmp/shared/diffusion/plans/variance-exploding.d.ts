import type { Plan } from "../plan.js";
import { type VeSchedule } from "../schedule.js";
interface VeOptions {
    /** Noise level to start from; the nearest level of the schedule is taken. Default: the highest. */
    readonly from?: number;
}
/**
 * Reverse diffusion predictor (Song et al. 2021, appendix E): x' = x + (s_i^2 - s_{i-1}^2) score + sqrt(s_i^2 - s_{i-1}^2) n with
 * score = (D - x)/s_i^2. The last row returns the mean, at s = 0. Step.t is sigma.
 */
export declare function reverseDiffusion(schedule: VeSchedule, options?: VeOptions): Plan;
/** Probability-flow ODE on the same levels: half the score step and no noise; the last row is Tweedie's estimate itself. */
export declare function probabilityFlow(schedule: VeSchedule, options?: VeOptions): Plan;
/**
 * Ancestral sampling on the same levels: each row draws from the posterior of the next level given the clean estimate, of variance
 * next (variance - next)/variance. Where levels lie far apart the predictor above would leave noise that this does not.
 */
export declare function ancestral(schedule: VeSchedule, options?: VeOptions): Plan;
/**
 * DPM-Solver++(2M) for this chain (Lu et al. 2022, algorithm 2 with alpha = 1, lambda = -ln sigma): the flow to second order, so that
 * a few levels do. The first row is of first order, the last returns the clean estimate.
 */
export declare function dpmSolverVe(schedule: VeSchedule, options?: VeOptions): Plan;
export {};
