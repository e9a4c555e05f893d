import { setImmediate as yieldToEvents } from "node:timers/promises";
import FFT from "fft.js";
import { mixedRadix } from "./fft-mixed.js";
const plans = new Map();
/**
 * 2-D discrete Fourier transform in place, row-major, any size; numpy's conventions: forward exp(-2 pi i k n / N)
 * unscaled, inverse exp(+...) divided by height*width.
 */
export function fft2(re, im, size, inverse = false) {
    for (const _ of parts(re, im, size, inverse))
        ;
}
/** The same for large pictures, other events in between. */
export async function fft2Yielding(re, im, size, inverse = false) {
    for (const _ of parts(re, im, size, inverse))
        await yieldToEvents();
}
/** Samples between two pauses: some 10 ms. */
const PART = 1 << 18;
function* parts(re, im, { height, width }, inverse) {
    if (re.length !== height * width || im.length !== height * width) {
        throw new Error(`fft2: expected ${height * width} samples for ${height}x${width}, got ${re.length} and ${im.length}`);
    }
    // The inverse is the forward transform with real and imaginary parts exchanged.
    const [a, b] = inverse ? [im, re] : [re, im];
    yield* lines(a, b, { count: height, length: width, step: 1, jump: width });
    yield* lines(a, b, { count: width, length: height, step: width, jump: 1 });
    if (!inverse)
        return;
    const share = 1 / (height * width);
    for (let i = 0; i < re.length; i++) {
        re[i] *= share;
        im[i] *= share;
    }
}
/** Frequency of each index in cycles per sample, as numpy.fft.fftfreq. */
export function fftFrequencies(length) {
    return Float64Array.from({ length }, (_, k) => (k < length / 2 ? k : k - length) / length);
}
/** The 1-D transform of lines of `length`, made once. */
export function fftLine(length) {
    let transform = plans.get(length);
    if (transform === undefined) {
        const powerOfTwo = (length & (length - 1)) === 0;
        plans.set(length, (transform = length === 1 ? () => undefined : powerOfTwo ? radix(length) : (mixedRadix(length) ?? bluestein(length))));
    }
    return transform;
}
function* lines(re, im, { count, length, step, jump }) {
    if (length === 1)
        return;
    const transform = fftLine(length);
    const line = new Float64Array(2 * length);
    const atOnce = Math.max(1, Math.floor(PART / length));
    for (let i = 0; i < count; i++) {
        if (i > 0 && i % atOnce === 0)
            yield;
        for (let k = 0, at = i * jump; k < length; k++, at += step) {
            line[2 * k] = re[at];
            line[2 * k + 1] = im[at];
        }
        transform(line);
        for (let k = 0, at = i * jump; k < length; k++, at += step) {
            re[at] = line[2 * k];
            im[at] = line[2 * k + 1];
        }
    }
}
function radix(length) {
    const fft = new FFT(length);
    const out = new Float64Array(2 * length);
    return (line) => {
        fft.transform(out, line);
        line.set(out);
    };
}
/** Bluestein 1970: a transform of any length as a convolution with a chirp, done at a power of two. */
function bluestein(length) {
    const padded = 2 ** Math.ceil(Math.log2(2 * length - 1));
    const fft = new FFT(padded);
    const chirp = new Float64Array(2 * length); // exp(-i pi k^2 / N)
    const response = new Float64Array(2 * padded);
    for (let k = 0; k < length; k++) {
        // k^2 modulo 2N keeps the angle small, and so exact, for long lines.
        const angle = (Math.PI * ((k * k) % (2 * length))) / length;
        chirp[2 * k] = Math.cos(angle);
        chirp[2 * k + 1] = -Math.sin(angle);
        for (const at of k === 0 ? [0] : [k, padded - k]) {
            response[2 * at] = Math.cos(angle);
            response[2 * at + 1] = Math.sin(angle);
        }
    }
    const spectrum = new Float64Array(2 * padded);
    fft.transform(spectrum, response);
    const work = new Float64Array(2 * padded);
    const product = new Float64Array(2 * padded);
    return (line) => {
        work.fill(0);
        multiplyComplex(work, line, chirp, length);
        fft.transform(product, work);
        multiplyComplex(product, product, spectrum, padded);
        fft.inverseTransform(work, product);
        multiplyComplex(line, work, chirp, length);
    };
}
/** out = a*b for `count` interleaved complex numbers. */
function multiplyComplex(out, a, b, count) {
    for (let k = 0; k < 2 * count; k += 2) {
        const re = a[k] * b[k] - a[k + 1] * b[k + 1];
        out[k + 1] = a[k] * b[k + 1] + a[k + 1] * b[k];
        out[k] = re;
    }
}
//# sourceMappingURL=fft.js.map