import { timesteps } from "../timesteps.js";
/**
 * DPM-Solver++(2M), data prediction (Lu et al. 2022, algorithm 2). The first row is of first order, having no estimate before
 * it; the last one too, since it goes to zero noise, where it returns the clean estimate. Indices uniform in log-SNR by default.
 */
export function dpmSolverPlusPlus(schedule, { spacing = "log-snr", ...options }) {
    const visited = timesteps(schedule, { spacing, ...options });
    const sigma = (t) => Math.sqrt(1 - schedule.abar[t]);
    const lambda = (t) => Math.log(Math.sqrt(schedule.abar[t]) / sigma(t));
    return Array.from(visited, (t, i) => {
        if (i + 1 === visited.length)
            return { t, keep: 0, clean: 1, previous: 0, anchor: 0, fresh: 0 };
        const next = visited[i + 1];
        const h = lambda(next) - lambda(t);
        const weight = -Math.sqrt(schedule.abar[next]) * Math.expm1(-h);
        const extrapolation = i === 0 ? 0 : h / (2 * (lambda(t) - lambda(visited[i - 1]))); // 1/(2r)
        return { t, keep: sigma(next) / sigma(t), clean: weight * (1 + extrapolation), previous: i === 0 ? 0 : -weight * extrapolation, anchor: 0, fresh: 0 };
    });
}
//# sourceMappingURL=dpm-solver-plus-plus.js.map