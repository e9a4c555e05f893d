import type { Plan } from "../plan.js";
/**
 * The rows at or below level `from` (in the units of Step.t): start late, from a diffused guess (CCDF, DifFace, DR2) or, with VE
 * levels, from the noisy image itself (R2D2+). The first row kept falls back to first order, having no estimate before it.
 */
export declare function truncate(plan: Plan, from: number): Plan;
/** The rows at or above level `at`; the last of them returns its clean estimate (DR2's output step, WaveDM's early exit). */
export declare function stopAt(plan: Plan, at: number): Plan;
