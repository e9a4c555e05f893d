const RADIUS = 2;
/**
 * Cubic convolution (Keys 1981, a = -0.5, as the shared resampler) of [1, c, h, w] at a place in pixels, the first pixel's
 * centre being 0.5. `stretch` of at least 1 widens the kernel: source pixels a result pixel. Edges are replicated.
 */
export function cubicSampler(image, stretch = 1) {
    return stretch === 1 ? fourByFour(image) : stretched(image, stretch);
}
/** The common case, four taps each way and weights in closed form: a third of the general one's time. */
function fourByFour({ data, dims: [, channels, height, width] }) {
    const plane = height * width;
    const w = new Float64Array(8);
    const at = new Int32Array(8);
    return (places, count, out) => {
        for (let n = 0, to = 0; n < 2 * count; n += 2) {
            taps(w, at, 0, places, n, width, 1);
            taps(w, at, 4, places, n + 1, height, width);
            for (let c = 0; c < channels; c++, to++) {
                let sum = 0;
                for (let j = 4; j < 8; j++) {
                    const row = c * plane + at[j];
                    sum += w[j] * (w[0] * data[row + at[0]] + w[1] * data[row + at[1]] + w[2] * data[row + at[2]] + w[3] * data[row + at[3]]);
                }
                out[to] = sum;
            }
        }
    };
}
/** Weights w[k..k+3] and offsets of the four pixels about places[n], `step` apart in memory. */
function taps(w, at, k, places, n, length, step) {
    const place = places[n];
    const first = Math.floor(place - 0.5);
    const t = place - 0.5 - first;
    const [t2, t3] = [t * t, t * t * t];
    w[k] = -0.5 * t3 + t2 - 0.5 * t;
    w[k + 1] = 1.5 * t3 - 2.5 * t2 + 1;
    w[k + 2] = -1.5 * t3 + 2 * t2 + 0.5 * t;
    w[k + 3] = 0.5 * t3 - 0.5 * t2;
    for (let i = 0; i < 4; i++)
        at[k + i] = step * Math.min(Math.max(first - 1 + i, 0), length - 1);
}
function stretched({ data, dims: [, channels, height, width] }, stretch) {
    const plane = height * width;
    const size = 2 * Math.ceil(RADIUS * stretch) + 1;
    const across = new Float64Array(size);
    const columns = new Int32Array(size);
    const down = new Float64Array(size);
    const rows = new Int32Array(size);
    return (places, count, out) => {
        for (let n = 0, to = 0; n < 2 * count; n += 2) {
            const nx = fill(across, columns, places, n, width, stretch);
            const ny = fill(down, rows, places, n + 1, height, stretch);
            for (let c = 0; c < channels; c++, to++) {
                let sum = 0;
                for (let j = 0; j < ny; j++) {
                    const row = c * plane + rows[j] * width;
                    let line = 0;
                    for (let i = 0; i < nx; i++)
                        line += across[i] * data[row + columns[i]];
                    sum += down[j] * line;
                }
                out[to] = sum;
            }
        }
    };
}
/** Weights about places[n] that sum to one and the pixels that they weigh; returns how many. */
function fill(weights, pixels, places, n, length, stretch) {
    const place = places[n];
    const support = RADIUS * stretch;
    const first = Math.ceil(place - 0.5 - support);
    const last = Math.floor(place - 0.5 + support);
    const count = Math.min(last - first + 1, weights.length);
    let sum = 0;
    for (let k = 0; k < count; k++) {
        const pixel = first + k;
        const weight = cubic((pixel + 0.5 - place) / stretch);
        weights[k] = weight;
        pixels[k] = Math.min(Math.max(pixel, 0), length - 1);
        sum += weight;
    }
    for (let k = 0; k < count; k++)
        weights[k] /= sum;
    return count;
}
function cubic(x) {
    const a = -0.5;
    const d = Math.abs(x);
    if (d < 1)
        return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}
//# sourceMappingURL=align-sample.js.map