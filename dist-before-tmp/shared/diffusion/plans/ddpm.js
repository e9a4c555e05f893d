import { timesteps } from "../timesteps.js";
/**
 * Ancestral sampling (Ho et al. 2020, eq. 6-7), respaced: betas follow from A at the visited indices, the network is still fed
 * the original index. `variance` is the posterior's ("small") or beta ("large"); the last row adds none.
 */
export function ddpm(schedule, { variance = "small", ...options }) {
    const visited = timesteps(schedule, options);
    return Array.from(visited, (t, i) => {
        const A = schedule.abar[t];
        const last = i + 1 === visited.length;
        const before = last ? 1 : schedule.abar[visited[i + 1]];
        const alpha = A / before;
        const beta = 1 - alpha;
        const posterior = (beta * (1 - before)) / (1 - A);
        return {
            t,
            keep: ((1 - before) * Math.sqrt(alpha)) / (1 - A),
            clean: last ? 1 : (beta * Math.sqrt(before)) / (1 - A),
            previous: 0,
            anchor: 0,
            fresh: last ? 0 : Math.sqrt(variance === "small" ? posterior : beta),
        };
    });
}
//# sourceMappingURL=ddpm.js.map