/**
 * The magnitude M of a complex signal of amplitude A with Gaussian noise of deviation sigma in each channel (Rice 1944; Koay & Basser
 * 2006): theta = A/sigma. Everything here is in units of sigma.
 */
/** Above this theta the asymptotic forms are exact to 1e-4. */
const HIGH = 12;
const STEPS = 2400;
/** Mean of M where there is no signal: sqrt(pi/2). */
export const RAYLEIGH_MEAN = Math.sqrt(Math.PI / 2);
/** E[M] = sqrt(pi/2) L_{1/2}(-theta^2/2). */
export function ricianMean(theta) {
    if (theta > HIGH)
        return theta + 1 / (2 * theta) + 1 / (8 * theta ** 3);
    const x = theta ** 2 / 4;
    return RAYLEIGH_MEAN * ((1 + 2 * x) * besselScaled(0, x) + 2 * x * besselScaled(1, x));
}
/** Var[M] = 2 + theta^2 - E[M]^2: 1 for a strong signal, 0.43 for none. */
export function ricianVariance(theta) {
    if (theta > HIGH)
        return 1 - 1 / (2 * theta ** 2);
    return 2 + theta ** 2 - ricianMean(theta) ** 2;
}
/** theta of a mean of M; 0 at or below that of pure noise. */
export function ricianAmplitude(mean) {
    if (mean <= RAYLEIGH_MEAN)
        return 0;
    if (mean >= means[STEPS])
        return (mean + Math.sqrt(mean * mean - 2)) / 2;
    let low = 0;
    let high = STEPS;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (means[middle] <= mean)
            low = middle;
        else
            high = middle;
    }
    // E[M] grows with theta^2 near 0: interpolated in theta^2
    const [a, b] = [low * (HIGH / STEPS), high * (HIGH / STEPS)];
    const share = (mean - means[low]) / (means[high] - means[low]);
    return Math.sqrt(a * a + share * (b * b - a * a));
}
/** In place: expected magnitudes (what averaging or denoising a magnitude image tends to) become signal amplitudes. */
export function removeRicianBias(x, sigma) {
    for (let i = 0; i < x.length; i++)
        x[i] = sigma * ricianAmplitude(x[i] / sigma);
}
/** exp(-x) I_n(x), n = 0 or 1, by its power series (x is at most HIGH^2/4). */
function besselScaled(n, x) {
    let term = n === 0 ? 1 : x / 2;
    let sum = term;
    for (let k = 1; term > 1e-17 * sum; k++) {
        term *= (x / 2) ** 2 / (k * (k + n));
        sum += term;
    }
    return Math.exp(-x) * sum;
}
const means = Float64Array.from({ length: STEPS + 1 }, (_, i) => ricianMean((i * HIGH) / STEPS));
//# sourceMappingURL=rician.js.map