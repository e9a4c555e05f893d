import { timesteps } from "../timesteps.js";
/**
 * DDIM (Song et al. 2021, eq. 12 and 16). eta 0 is deterministic, eta 1 is ancestral sampling on the same indices. The noise
 * direction is derived from the (possibly corrected) clean estimate.
 */
export function ddim(schedule, { eta = 0, ...options }) {
    if (!(eta >= 0 && eta <= 1))
        throw new Error(`ddim: expected eta in 0..1, got ${eta}`);
    const visited = timesteps(schedule, options);
    return Array.from(visited, (t, i) => {
        const A = schedule.abar[t];
        const before = i + 1 === visited.length ? 1 : schedule.abar[visited[i + 1]];
        const fresh = eta * Math.sqrt((1 - before) / (1 - A)) * Math.sqrt(1 - A / before);
        const keep = Math.sqrt((1 - before - fresh * fresh) / (1 - A));
        return { t, keep, clean: Math.sqrt(before) - keep * Math.sqrt(A), previous: 0, anchor: 0, fresh };
    });
}
//# sourceMappingURL=ddim.js.map