/** Linear beta from 1e-4 to 0.02 for 1000 steps, scaled by 1000/T for others (Ho et al. 2020; guided-diffusion). */
export function linear(steps = 1000) {
    checkSteps("linear schedule", steps);
    const first = (1000 / steps) * 1e-4;
    const last = (1000 / steps) * 0.02;
    return fromBetas(steps, (i) => (steps === 1 ? last : first + ((last - first) * i) / (steps - 1)));
}
/** Cosine schedule, beta clipped at 0.999 so that the last step keeps a trace of signal (Nichol & Dhariwal 2021, eq. 17). */
export function cosine(steps = 1000, s = 0.008) {
    checkSteps("cosine schedule", steps);
    const f = (u) => Math.cos(((u + s) / (1 + s)) * (Math.PI / 2)) ** 2;
    return fromBetas(steps, (i) => 1 - f((i + 1) / steps) / f(i / steps));
}
function fromBetas(steps, beta) {
    const abar = new Float64Array(steps);
    let product = 1;
    for (let i = 0; i < steps; i++) {
        product *= 1 - Math.min(beta(i), 0.999);
        abar[i] = product;
    }
    return { abar };
}
/** sigma_i = sigmaMin (sigmaMax/sigmaMin)^(i/(N-1)), i = 0..N-1. Defaults: score-MRI (Chung & Ye 2022). */
export function varianceExploding({ steps = 2000, sigmaMin = 0.01, sigmaMax = 378 } = {}) {
    checkSteps("VE schedule", steps);
    if (!(sigmaMin > 0 && sigmaMax >= sigmaMin))
        throw new Error(`VE schedule: expected 0 < sigmaMin <= sigmaMax, got ${sigmaMin}, ${sigmaMax}`);
    const sigma = new Float64Array(steps);
    for (let i = 0; i < steps; i++)
        sigma[i] = steps === 1 ? sigmaMax : sigmaMin * (sigmaMax / sigmaMin) ** (i / (steps - 1));
    return { sigma };
}
/** Index of the level nearest to `sigma` on the logarithmic scale: R2D2+'s round(t' N). Clipped to the schedule. */
export function sigmaIndex({ sigma: levels }, sigma) {
    let best = 0;
    for (let i = 1; i < levels.length; i++) {
        if (Math.abs(Math.log(levels[i] / sigma)) < Math.abs(Math.log(levels[best] / sigma)))
            best = i;
    }
    return best;
}
/**
 * sqrt(eta_t) = sqrt(eta_1) b^beta_t with beta_t = ((t-1)/(T-1))^power (T-1), up to sqrt(eta_T) = 0.99 (ResShift, eq. 8-10).
 * `minNoise` is 0.04 for 15 steps and 0.2 for 4 in the published settings. One step is the prior's level alone.
 */
export function residualShifting({ steps, kappa = 2, power = 0.3, minNoise = 0.04 }) {
    checkSteps("ResShift schedule", steps);
    const first = Math.min(minNoise / kappa, minNoise);
    const eta = new Float64Array(steps);
    for (let i = 0; i < steps; i++)
        eta[i] = (steps === 1 ? 0.99 : first * (0.99 / first) ** ((i / (steps - 1)) ** power)) ** 2;
    return { eta, kappa };
}
/** Quadratic ramp of beta up to the middle, mirrored (I2SB). betaMax 0.3 for super-resolution, 1 for deblurring. */
export function symmetricBridge({ interval = 1000, betaMax = 0.3 } = {}) {
    if (!Number.isInteger(interval) || interval < 2 || interval % 2 !== 0)
        throw new Error(`I2SB schedule: expected an even interval of at least 2, got ${interval}`);
    const first = Math.sqrt(1e-4);
    const last = Math.sqrt(betaMax / interval);
    const beta = (i) => (first + ((last - first) * Math.min(i, interval - 1 - i)) / (interval - 1)) ** 2;
    const forward = new Float64Array(interval);
    const backward = new Float64Array(interval);
    for (let i = 0, sum = 0; i < interval; i++)
        forward[i] = sum += beta(i);
    for (let i = interval - 1, sum = 0; i >= 0; i--)
        backward[i] = sum += beta(i);
    return { forward, backward };
}
function checkSteps(subject, steps) {
    if (!Number.isInteger(steps) || steps < 1)
        throw new Error(`${subject}: expected a whole number of steps of at least 1, got ${steps}`);
}
//# sourceMappingURL=schedule.js.map