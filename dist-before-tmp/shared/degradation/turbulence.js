import { setImmediate as yieldToEvents } from "node:timers/promises";
import { fft2Yielding, fftFrequencies } from "../tensor/fft.js";
import { clamp } from "../tensor/loops.js";
import { tensor } from "../tensor/tensor.js";
import { addNoise, CHAIN_SIDE, enlarged, shrunk } from "./face-chain.js";
import { correlate } from "./face-chain-correlate.js";
import { gaussianKernel } from "./kernel.js";
export const turbulenceRanges = { tilt: [0.3, 3], correlation: [5, 16], blur: [0.8, 5], scale: [1, 3], noise: [0, 12 / 255] };
const SPREADS = 4;
/** Smoothness of the shares [px], and the exponent that sets them apart. */
const SHARE_CORRELATION = 24;
const CONTRAST = 1.5;
const NARROWEST = 0.2;
/** Rows and draws between two pauses: some 10 ms in the largest pictures. */
const PAUSE_ROWS = 64;
const PAUSE_DRAWS = 1 << 18;
/** No shrinking below it. */
const NO_SHRINKING = 1.02;
export function drawTurbulence(random) {
    const { tilt, correlation, blur, scale, noise } = turbulenceRanges;
    return { tilt: random.between(...tilt), correlation: random.between(...correlation), blur: random.between(...blur), scale: random.between(...scale), noise: random.between(...noise) };
}
/** Fields for pictures of height x width with faces of `faceSide` pixels. Other events are let in between. */
export async function turbulenceFields(random, { tilt, correlation, blur }, { height, width, faceSide = CHAIN_SIDE }) {
    const unit = faceSide / CHAIN_SIDE;
    const shift = await smoothFields(await whiteFields(random, [1, 2, height, width]), unit * correlation);
    for (let i = 0; i < shift.data.length; i++)
        shift.data[i] *= unit * tilt;
    const shares = await sharesOf(await smoothFields(await whiteFields(random, [1, SPREADS, height, width]), unit * SHARE_CORRELATION));
    const spreads = Array.from({ length: SPREADS }, (_, k) => {
        const wide = (unit * blur * (k + 1)) / SPREADS;
        return { wide, narrow: wide * random.between(0.4, 1), angle: random.between(0, Math.PI) };
    });
    return { shift, shares, spreads };
}
async function whiteFields(random, dims) {
    const out = tensor(dims);
    for (let i = 0; i < out.data.length; i++) {
        if (i % PAUSE_DRAWS === 0)
            await yieldToEvents();
        out.data[i] = random.normal();
    }
    return out;
}
/** White fields [1, c, h, w] smoothed by a periodic Gaussian of `correlation` pixels, brought to the unit deviation that the filter makes expected. */
export async function smoothFields(white, correlation) {
    const [n, c, height, width] = white.dims;
    const plane = height * width;
    const gain = new Float64Array(plane);
    const [down, across] = [fftFrequencies(height), fftFrequencies(width)];
    let power = 0;
    for (let i = 0, at = 0; i < height; i++) {
        if (i % PAUSE_ROWS === 0)
            await yieldToEvents();
        for (let j = 0; j < width; j++, at++) {
            gain[at] = Math.exp(-2 * (Math.PI * correlation) ** 2 * (down[i] ** 2 + across[j] ** 2));
            power += gain[at] ** 2 / plane;
        }
    }
    const unit = 1 / Math.sqrt(power);
    const out = tensor(white.dims);
    for (let p = 0; p < n * c; p += 2) {
        const second = Math.min(p + 1, n * c - 1); // the gain is real and even: two fields a transform
        const re = Float64Array.from(white.data.subarray(p * plane, (p + 1) * plane));
        const im = Float64Array.from(white.data.subarray(second * plane, (second + 1) * plane));
        await fft2Yielding(re, im, { height, width });
        for (let k = 0; k < plane; k++) {
            re[k] *= unit * gain[k];
            im[k] *= unit * gain[k];
        }
        await fft2Yielding(re, im, { height, width }, true);
        out.data.set(re, p * plane);
        if (second > p)
            out.data.set(im, second * plane);
    }
    return out;
}
/** exp(1.5 f_k) / sum of the four. */
export async function sharesOf(fields) {
    const [, c, h, w] = fields.dims;
    const plane = h * w;
    const out = tensor(fields.dims);
    for (let i = 0; i < plane; i++) {
        if (i % PAUSE_DRAWS === 0)
            await yieldToEvents();
        let sum = 0;
        for (let k = 0; k < c; k++)
            sum += out.data[k * plane + i] = Math.exp(CONTRAST * fields.data[k * plane + i]);
        for (let k = 0; k < c; k++)
            out.data[k * plane + i] /= sum;
    }
    return out;
}
/**
 * Atmospheric turbulence as smooth tilts, a spatially varying mixture of Gaussian point spread functions, down-sampling and noise,
 * enlarged to the same size again (methods.md 5.2, the light simulator). x [n, c, h, w] in 0..1; `random` draws the noise.
 */
export async function turbulence(x, { scale, noise }, { fields, random, faceSide = CHAIN_SIDE, keepSmall = false, signal }) {
    const [n, c, height, width] = x.dims;
    const plane = height * width;
    const moved = await warped(x, fields.shift);
    let out = tensor(x.dims);
    for (const [k, spread] of fields.spreads.entries()) {
        const wide = Math.max(spread.wide, NARROWEST);
        const kernel = gaussianKernel({ sigma1: wide, sigma2: Math.max(spread.narrow, NARROWEST), angle: spread.angle, size: 2 * Math.ceil(3 * wide) + 1 });
        const blurred = await correlate(moved, kernel, signal);
        for (let p = 0; p < n * c; p++) {
            await yieldToEvents();
            for (let i = 0; i < plane; i++)
                out.data[p * plane + i] += fields.shares.data[k * plane + i] * blurred.data[p * plane + i];
        }
    }
    const factor = (scale * faceSide) / CHAIN_SIDE;
    if (factor > NO_SHRINKING)
        out = shrunk(out, factor);
    out = clamp(addNoise(out, noise, random), 0, 1);
    return keepSmall ? out : enlarged(out, { height, width });
}
/** out(x, y) = in(x + dx, y + dy), bilinear, the nearest pixels beyond the edge. */
export async function warped(x, shift) {
    const [n, c, height, width] = x.dims;
    const plane = height * width;
    const out = tensor(x.dims);
    for (let i = 0, at = 0; i < height; i++) {
        if (i % PAUSE_ROWS === 0)
            await yieldToEvents();
        for (let j = 0; j < width; j++, at++) {
            const col = Math.min(width - 1, Math.max(0, j + shift.data[at]));
            const row = Math.min(height - 1, Math.max(0, i + shift.data[plane + at]));
            const [left, top] = [Math.floor(col), Math.floor(row)];
            const [u, v] = [col - left, row - top];
            const right = Math.min(width - 1, left + 1);
            const bottom = Math.min(height - 1, top + 1) * width;
            for (let p = 0; p < n * c; p++) {
                const from = p * plane;
                const above = (1 - u) * x.data[from + top * width + left] + u * x.data[from + top * width + right];
                const below = (1 - u) * x.data[from + bottom + left] + u * x.data[from + bottom + right];
                out.data[from + at] = (1 - v) * above + v * below;
            }
        }
    }
    return out;
}
//# sourceMappingURL=turbulence.js.map