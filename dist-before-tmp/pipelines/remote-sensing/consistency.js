import { bicubicDecimate, blurDecimate } from "../../shared/degradation/decimate.js";
import { add } from "../../shared/tensor/loops.js";
import { tensor } from "../../shared/tensor/tensor.js";
/**
 * lambda s^2 is to be compared with 1 where A A' is flat. Bicubic decimation inverts well; of a blur the lost frequencies are
 * not asked for.
 */
const BICUBIC = { lambda: 0, range: 8 };
const BLUR = { lambda: 3e-3, range: 12 };
/** What A may leave out, in the agreement of the band that is held to most, and at most. */
const LEFT_OUT = { share: 0.02, most: 3e-5 };
/** A: correlation with the kernel and bicubic decimation; bicubic decimation alone where no kernel is known. As exact as the bands ask for. */
export function consistency(kernel, scale, bands = []) {
    if (kernel === undefined || isDelta(kernel))
        return { operator: bicubicDecimate(scale), ...BICUBIC };
    const tolerance = Math.min(LEFT_OUT.most, ...bands.map((band) => Math.max(1e-6, (LEFT_OUT.share * agreement(band)) / band.gain)));
    return { operator: blurDecimate(kernel, scale, bands.length === 0 ? {} : { tolerance }), lambda: BLUR.lambda / scale ** 2, range: BLUR.range };
}
function isDelta({ size, data }) {
    return data[(size * size - 1) / 2] === 1;
}
/** Corrections in sequence at most: one is enough where the network is near, more where lambda leaves a pixel outside. */
const ROUNDS = 3;
/** Corrected to this share of the agreement, so that what lambda leaves of the excess still agrees. */
const SLACK = 0.9;
/** A correction is solved for to this share of the agreement. */
const SOLVED = 0.08;
/** Rounding n output pixels moves A(out) by 0.29 quantum / scale in deviation; so many deviations are left for it. */
const ROUNDING_DEVIATIONS = 3;
/**
 * Deviations of the noise within which a measurement is met. The true scene is to be allowed: of Gaussian noise 99.7 % lie within
 * three deviations, but only 68 % within one, and whoever holds every sample to one writes the noise of the others into the result
 * (that cost 0.2 to 0.6 dB on the validation pairs).
 */
export const NOISE_DEVIATIONS = 3;
/** Deviation of rounding to whole quanta. */
const ROUNDED = 1 / Math.sqrt(12);
/** Largest |A(out) - y| that counts as agreement, in the band's own numbers: three deviations of its noise, but at least its rounding. */
export function agreement({ noise, quantum }) {
    return Math.max(0.5 * quantum, NOISE_DEVIATIONS * noise);
}
/** Root mean square of A(truth) - y that the band's noise and rounding make: what the residual's is to be compared with. */
export function expectedResidual({ noise, quantum }) {
    return Math.max(ROUNDED * quantum, noise);
}
export function limits(statistics, scale) {
    const { gain, quantum } = statistics;
    const rounding = (ROUNDING_DEVIATIONS * ROUNDED * quantum) / scale;
    const agreed = agreement(statistics);
    return { bound: Math.max(0, agreed - rounding) / gain, limit: Math.max(0, SLACK * agreed - rounding) / gain, tolerance: (SOLVED * agreed) / gain };
}
/**
 * One band: x [1, 1, s*h, s*w] corrected towards y [1, 1, h, w] where `trusted`; model range. What the corrections do to A x
 * is followed on the input's grid, so that the output's is gone over twice, however many there are.
 */
export function correct(x, y, trusted, { bound, limit, tolerance }, { operator, lambda }) {
    let low = operator.apply(x);
    let total;
    for (let round = 0; round < ROUNDS; round++) {
        const { excess, largest } = excessOf(low, y, trusted, limit);
        if (largest <= bound)
            break;
        const { z } = operator.solve(excess, { lambda, tolerance });
        total = total === undefined ? z : add(total, z);
        if (round + 1 < ROUNDS)
            low = add(low, operator.normal(z));
    }
    return total === undefined ? x : add(x, operator.adjoint(total));
}
/** y - A x beyond the limit, and the largest |y - A x|. */
function excessOf(low, y, trusted, limit) {
    const excess = tensor(y.dims);
    let largest = 0;
    for (let i = 0; i < excess.data.length; i++) {
        const difference = trusted[i] === 1 ? y.data[i] - low.data[i] : 0;
        const size = Math.abs(difference);
        if (size > largest)
            largest = size;
        excess.data[i] = size <= limit ? 0 : difference > 0 ? difference - limit : difference + limit;
    }
    return { excess, largest };
}
export const noResidual = { count: 0, max: 0, sumOfSquares: 0, within: 0, clamped: 0 };
export function joined(a, b) {
    return {
        count: a.count + b.count,
        max: Math.max(a.max, b.max),
        sumOfSquares: a.sumOfSquares + b.sumOfSquares,
        within: a.within + b.within,
        clamped: a.clamped + b.clamped,
    };
}
/**
 * One band of the finished image: x [1, 1, s*h, s*w] in model range, y [1, 1, h, w], measured over `inner` (input pixels of
 * y). `clamped` marks input pixels whose cell holds a clamped output pixel; `reach` is the operator's reach in input pixels.
 */
export function residual(x, y, masks, { inner, reach, statistics, operator }) {
    const low = operator.apply(x).data;
    const [, , height, width] = y.dims;
    const nearInvalid = masks.valid.includes(0) ? dilated(inverted(masks.valid), width, height, reach) : new Uint8Array(masks.valid.length);
    const nearClamped = masks.clamped.includes(1) ? dilated(masks.clamped, width, height, reach) : masks.clamped;
    const limit = agreement(statistics) * (1 + 1e-6);
    let { count, max, sumOfSquares, within, clamped } = noResidual;
    for (let i = inner.row; i < inner.row + inner.height; i++) {
        for (let j = inner.col; j < inner.col + inner.width; j++) {
            const at = i * width + j;
            if (nearInvalid[at] === 1)
                continue;
            if (nearClamped[at] === 1) {
                clamped++;
                continue;
            }
            const error = Math.abs(low[at] - y.data[at]) * statistics.gain;
            count++;
            if (error > max)
                max = error;
            sumOfSquares += error * error;
            if (error <= limit)
                within++;
        }
    }
    return { count, max, sumOfSquares, within, clamped };
}
function inverted(mask) {
    const out = new Uint8Array(mask.length);
    for (let i = 0; i < out.length; i++)
        out[i] = 1 - mask[i];
    return out;
}
/** 1 within `reach` pixels (a square) of a 1. */
export function dilated(mask, width, height, reach) {
    const along = new Uint8Array(mask.length);
    for (let i = 0; i < height; i++) {
        for (let j = 0, last = -Infinity; j < width + reach; j++) {
            if (j < width && mask[i * width + j] === 1)
                last = j;
            if (j >= reach && j - last <= 2 * reach)
                along[i * width + j - reach] = 1;
        }
    }
    const out = new Uint8Array(mask.length);
    for (let j = 0; j < width; j++) {
        for (let i = 0, last = -Infinity; i < height + reach; i++) {
            if (i < height && along[i * width + j] === 1)
                last = i;
            if (i >= reach && i - last <= 2 * reach)
                out[(i - reach) * width + j] = 1;
        }
    }
    return out;
}
//# sourceMappingURL=consistency.js.map