import type { Plan } from "../plan.js";
/**
 * InDI (Delbracio & Milanfar 2023, eq. 8 and 11) on t = from, ..., from/K: z_t = (1-t) x0 + t y, so the start is y (or y + noise n
 * where the network was trained so). `brownian` is the epsilon_0 of a Brownian path, epsilon_t = epsilon_0/sqrt(t), whose
 * noise is renewed at each row but the last; 0 keeps the path deterministic. Step.t is t in (0, 1].
 */
export declare function inDI({ steps, from, brownian }: {
    readonly steps: number;
    readonly from?: number;
    readonly brownian?: number;
}): Plan;
