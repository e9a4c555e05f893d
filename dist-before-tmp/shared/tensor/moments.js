/** Mean and sample deviation (n - 1, times `factor`) over samples of equal length. */
export function meanAndDeviation(samples, factor) {
    const first = samples[0];
    if (!first)
        throw new Error("meanAndDeviation: expected at least one sample, got 0");
    const mean = new Float32Array(first.length);
    const deviation = new Float32Array(first.length);
    const k = samples.length;
    for (let i = 0; i < mean.length; i++) {
        let sum = 0;
        for (let s = 0; s < k; s++)
            sum += samples[s][i];
        const m = sum / k;
        let squares = 0;
        for (let s = 0; s < k; s++)
            squares += (samples[s][i] - m) ** 2;
        mean[i] = m;
        deviation[i] = factor * Math.sqrt(squares / Math.max(1, k - 1));
    }
    return { mean, deviation };
}
//# sourceMappingURL=moments.js.map