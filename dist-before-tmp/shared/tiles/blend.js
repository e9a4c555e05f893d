/**
 * Weights of one tile along one axis: 1 inside, and a straight ramp over the `fade` pixels that it shares with each
 * neighbour. Neighbouring ramps sum to one exactly (the steps are odd multiples of 1/(2 fade), fade a power of two).
 */
export function ramp({ from, to }, { fade, fadeIn, fadeOut }) {
    const weights = new Float32Array(to - from).fill(1);
    for (let i = 0; i < fade; i++) {
        const weight = (2 * i + 1) / (2 * fade);
        if (fadeIn && i < weights.length)
            weights[i] *= weight;
        if (fadeOut && i < weights.length)
            weights[weights.length - 1 - i] *= weight;
    }
    return weights;
}
//# sourceMappingURL=blend.js.map