import { tensor } from "./tensor.js";
/** Named loops over float32 samples. Each returns a new tensor unless its name says "InPlace". Unequal dims are the caller's bug: a plain Error. */
/** alpha*x + y. */
export function axpy(alpha, x, y) {
    requireSameDims("axpy", x, y);
    const out = new Float32Array(x.data.length);
    const { data: a } = x;
    const { data: b } = y;
    for (let i = 0; i < out.length; i++)
        out[i] = alpha * a[i] + b[i];
    return tensor(x.dims, out);
}
/** y += alpha*x. */
export function axpyInPlace(alpha, x, y) {
    requireSameDims("axpyInPlace", x, y);
    const { data: a } = x;
    const { data: b } = y;
    for (let i = 0; i < b.length; i++)
        b[i] = alpha * a[i] + b[i];
}
export function add(x, y) {
    return axpy(1, x, y);
}
/** x - y. */
export function subtract(x, y) {
    return axpy(-1, y, x);
}
/** factor*x. */
export function scale(factor, x) {
    const out = new Float32Array(x.data.length);
    const { data } = x;
    for (let i = 0; i < out.length; i++)
        out[i] = factor * data[i];
    return tensor(x.dims, out);
}
/** factor[c]*x + offset[c], one pair per channel. */
export function affine(x, factor, offset) {
    const [n, c, h, w] = x.dims;
    if (factor.length !== c || offset.length !== c)
        throw new Error(`affine: expected ${c} factors and offsets, got ${factor.length} and ${offset.length}`);
    const out = new Float32Array(x.data.length);
    const { data } = x;
    const plane = h * w;
    for (let p = 0; p < n * c; p++) {
        const gain = factor[p % c];
        const shift = offset[p % c];
        for (let i = p * plane; i < (p + 1) * plane; i++)
            out[i] = gain * data[i] + shift;
    }
    return tensor(x.dims, out);
}
/** NaN stays NaN. */
export function clamp(x, low, high) {
    const out = new Float32Array(x.data.length);
    const { data } = x;
    for (let i = 0; i < out.length; i++) {
        // three stores: one of a value that may be a bound makes every sample an object on the heap where bounds are whole numbers
        const v = data[i];
        if (v < low)
            out[i] = low;
        else if (v > high)
            out[i] = high;
        else
            out[i] = v;
    }
    return tensor(x.dims, out);
}
/** Sum of x*y in float64. */
export function dot(x, y) {
    requireSameDims("dot", x, y);
    const { data: a } = x;
    const { data: b } = y;
    let sum = 0;
    for (let i = 0; i < a.length; i++)
        sum += a[i] * b[i];
    return sum;
}
/** Largest magnitude; NaN where any sample is NaN. */
export function maxAbs(x) {
    const { data } = x;
    let largest = 0;
    for (let i = 0; i < data.length; i++) {
        const v = Math.abs(data[i]);
        if (!(v <= largest))
            largest = v;
        if (v !== v)
            return NaN;
    }
    return largest;
}
/** Per item and channel (length n*c): mean and population standard deviation, in float64. */
export function channelMoments(x) {
    const [n, c, h, w] = x.dims;
    const { data } = x;
    const plane = h * w;
    const mean = new Float64Array(n * c);
    const deviation = new Float64Array(n * c);
    for (let p = 0; p < n * c; p++) {
        let sum = 0;
        for (let i = p * plane; i < (p + 1) * plane; i++)
            sum += data[i];
        const m = sum / plane;
        let square = 0;
        for (let i = p * plane; i < (p + 1) * plane; i++) {
            const d = data[i] - m;
            square += d * d;
        }
        mean[p] = m;
        deviation[p] = Math.sqrt(square / plane);
    }
    return { mean, deviation };
}
function requireSameDims(name, x, y) {
    for (let i = 0; i < 4; i++) {
        if (x.dims[i] !== y.dims[i])
            throw new Error(`${name}: expected equal dims, got ${x.dims.join("x")} and ${y.dims.join("x")}`);
    }
}
//# sourceMappingURL=loops.js.map