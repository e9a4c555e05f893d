import type { Plan } from "../plan.js";
import type { ResShiftSchedule } from "../schedule.js";
/**
 * ResShift (Yue et al. 2023, eq. 7) or, deterministic, SinSR's ODE of the same chain (Wang et al. 2024, eq. 6), whose rows use the
 * anchor y = the degraded image at full size. Start: y + kappa sqrt(eta_T) n. Step.t is t - 1 = T-1..0, as the network is fed.
 */
export declare function resShift({ eta, kappa }: ResShiftSchedule, { deterministic }?: {
    deterministic?: boolean | undefined;
}): Plan;
