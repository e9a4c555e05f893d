import { sigmaIndex } from "../schedule.js";
/**
 * Reverse diffusion predictor (Song et al. 2021, appendix E): x' = x + (s_i^2 - s_{i-1}^2) score + sqrt(s_i^2 - s_{i-1}^2) n with
 * score = (D - x)/s_i^2. The last row returns the mean, at s = 0. Step.t is sigma.
 */
export function reverseDiffusion(schedule, options = {}) {
    return descend(schedule, options, (variance, next) => ({
        keep: next / variance,
        clean: 1 - next / variance,
        fresh: next === 0 ? 0 : Math.sqrt(variance - next),
    }));
}
/** Probability-flow ODE on the same levels: half the score step and no noise; the last row is Tweedie's estimate itself. */
export function probabilityFlow(schedule, options = {}) {
    return descend(schedule, options, (variance, next) => {
        const clean = next === 0 ? 1 : (variance - next) / (2 * variance);
        return { keep: 1 - clean, clean, fresh: 0 };
    });
}
/**
 * Ancestral sampling on the same levels: each row draws from the posterior of the next level given the clean estimate, of variance
 * next (variance - next)/variance. Where levels lie far apart the predictor above would leave noise that this does not.
 */
export function ancestral(schedule, options = {}) {
    return descend(schedule, options, (variance, next) => ({ keep: next / variance, clean: 1 - next / variance, fresh: Math.sqrt((next * (variance - next)) / variance) }));
}
/**
 * DPM-Solver++(2M) for this chain (Lu et al. 2022, algorithm 2 with alpha = 1, lambda = -ln sigma): the flow to second order, so that
 * a few levels do. The first row is of first order, the last returns the clean estimate.
 */
export function dpmSolverVe(schedule, options = {}) {
    const levels = descend(schedule, options, () => ({ keep: 0, clean: 1, fresh: 0 }));
    return levels.map((step, i) => {
        const next = levels[i + 1];
        if (next === undefined)
            return step;
        const keep = next.t / step.t;
        const before = levels[i - 1];
        const extrapolation = before === undefined ? 0 : Math.log(step.t / next.t) / (2 * Math.log(before.t / step.t)); // 1/(2r)
        return { ...step, keep, clean: (1 - keep) * (1 + extrapolation), previous: before === undefined ? 0 : -(1 - keep) * extrapolation };
    });
}
function descend(schedule, { from }, row) {
    const { sigma } = schedule;
    const first = from === undefined ? sigma.length - 1 : sigmaIndex(schedule, from);
    return Array.from({ length: first + 1 }, (_, i) => {
        const t = sigma[first - i];
        const next = first - i === 0 ? 0 : sigma[first - i - 1];
        return { t, previous: 0, anchor: 0, ...row(t * t, next * next) };
    });
}
//# sourceMappingURL=variance-exploding.js.map