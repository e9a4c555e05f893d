import type { Plan } from "../plan.js";
import type { BridgeSchedule } from "../schedule.js";
/**
 * Image-to-image Schroedinger bridge (Liu et al. 2023, algorithm 2), from z = y at the last index to x0. Each row samples the
 * bridge between the clean estimate and the state; `ode` leaves the noise out (OT-ODE). The last row goes to variance 0
 * rather than to that of index 0. Step.t is the index.
 */
export declare function i2sb({ forward }: BridgeSchedule, { steps, ode }: {
    readonly steps: number;
    readonly ode?: boolean;
}): Plan;
