import { expected } from "../errors.js";
/** Mean squared error of each channel over all items. NaN where no pixel counts. */
export function meanSquaredErrors(x, truth, valid) {
    requireComparable(x, truth, valid);
    const [n, c, h, w] = x.dims;
    const plane = h * w;
    const sums = new Float64Array(c);
    let counted = 0;
    for (let b = 0; b < n; b++) {
        for (let i = 0; i < plane; i++) {
            if (valid !== undefined && valid[b * plane + i] === 0)
                continue;
            counted++;
            for (let k = 0, at = b * c * plane + i; k < c; k++, at += plane) {
                const d = x.data[at] - truth.data[at];
                sums[k] += d * d;
            }
        }
    }
    return sums.map((sum) => sum / counted);
}
/** Peak signal-to-noise ratio in dB, 10 log10(range^2 / MSE) with the MSE over every sample; Infinity for equal images. */
export function psnr(x, truth, { range, valid }) {
    const errors = meanSquaredErrors(x, truth, valid);
    return decibels(errors.reduce((sum, v) => sum + v, 0) / errors.length, range);
}
/** The same, one figure a channel. */
export function psnrPerChannel(x, truth, { range, valid }) {
    return Array.from(meanSquaredErrors(x, truth, valid), (error) => decibels(error, range));
}
export function requireRange(range) {
    if (!(range > 0 && Number.isFinite(range))) {
        throw expected("bad-option", { subject: "data range", want: "a finite number above 0", got: range, advice: "give the span of the data, such as 255 for 8 bit" });
    }
}
export function requireComparable(x, truth, valid) {
    if (x.dims.some((d, i) => d !== truth.dims[i])) {
        throw expected("bad-input", { subject: "comparison", want: `${truth.dims.join("x")} like the reference`, got: x.dims.join("x"), advice: "bring both to the same size and bands" });
    }
    const [n, , h, w] = x.dims;
    if (valid !== undefined && valid.length !== n * h * w)
        throw new Error(`comparison: expected a mask of ${n * h * w} pixels, got ${valid.length}`);
}
function decibels(error, range) {
    requireRange(range);
    return 10 * Math.log10((range * range) / error);
}
//# sourceMappingURL=psnr.js.map