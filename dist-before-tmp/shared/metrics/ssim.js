import { expected } from "../errors.js";
import { requireComparable, requireRange } from "./psnr.js";
/** Gaussian window of sigma 1.5 cut at 3.5 sigma, so 11 taps. */
const RADIUS = 5;
const WINDOW = gaussianWindow(1.5);
/**
 * Structural similarity (Wang et al. 2004, equation 13) with K1 = 0.01, K2 = 0.03 and population covariances, averaged over
 * channels and items: scikit-image's structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False).
 * Only windows that lie inside the image, and hold valid pixels alone, count; NaN where there is none.
 */
export function ssim(x, truth, options) {
    const channels = ssimPerChannel(x, truth, options);
    return channels.reduce((sum, v) => sum + v, 0) / channels.length;
}
/** The same, one figure a channel. */
export function ssimPerChannel(x, truth, { range, valid }) {
    requireComparable(x, truth, valid);
    requireRange(range);
    const [n, c, h, w] = x.dims;
    if (Math.min(h, w) <= 2 * RADIUS) {
        throw expected("bad-input", { subject: "SSIM", want: `at least ${2 * RADIUS + 1} pixels a side`, got: `${h}x${w}`, advice: "compare a larger region" });
    }
    return Array.from({ length: c }, (_, k) => {
        let sum = 0;
        let windows = 0;
        for (let b = 0; b < n; b++) {
            const from = (b * c + k) * h * w;
            const plane = planeSum({
                x: x.data.subarray(from, from + h * w),
                y: truth.data.subarray(from, from + h * w),
                height: h,
                width: w,
                range,
                ...(valid === undefined ? {} : { valid: valid.subarray(b * h * w, (b + 1) * h * w) }),
            });
            sum += plane.sum;
            windows += plane.windows;
        }
        return sum / windows;
    });
}
/** One output row at a time, so that memory follows the width only. */
function planeSum({ x, y, height, width, range, valid }) {
    const c1 = (0.01 * range) ** 2;
    const c2 = (0.03 * range) ** 2;
    const mx = new Float64Array(width);
    const my = new Float64Array(width);
    const xx = new Float64Array(width);
    const yy = new Float64Array(width);
    const xy = new Float64Array(width);
    let sum = 0;
    let windows = 0;
    for (let i = 0; i + 2 * RADIUS < height; i++) {
        for (const line of [mx, my, xx, yy, xy])
            line.fill(0);
        for (let k = 0; k < WINDOW.length; k++) {
            const g = WINDOW[k];
            for (let j = 0, at = (i + k) * width; j < width; j++, at++) {
                const a = x[at];
                const b = y[at];
                mx[j] += g * a;
                my[j] += g * b;
                xx[j] += g * a * a;
                yy[j] += g * b * b;
                xy[j] += g * a * b;
            }
        }
        const bad = valid === undefined ? undefined : invalidColumns(valid, i, width);
        for (let j = 0; j + 2 * RADIUS < width; j++) {
            if (bad !== undefined && bad[j + 2 * RADIUS + 1] > bad[j])
                continue;
            const ux = windowed(mx, j);
            const uy = windowed(my, j);
            const vx = windowed(xx, j) - ux * ux;
            const vy = windowed(yy, j) - uy * uy;
            const vxy = windowed(xy, j) - ux * uy;
            sum += ((2 * ux * uy + c1) * (2 * vxy + c2)) / ((ux * ux + uy * uy + c1) * (vx + vy + c2));
            windows++;
        }
    }
    return { sum, windows };
}
/** Running count of columns with an invalid pixel in rows i .. i + 2*RADIUS; entry j counts the columns before j. */
function invalidColumns(valid, i, width) {
    const before = new Int32Array(width + 1);
    for (let j = 0; j < width; j++) {
        let bad = 0;
        for (let k = 0; k <= 2 * RADIUS; k++)
            if (valid[(i + k) * width + j] === 0)
                bad = 1;
        before[j + 1] = before[j] + bad;
    }
    return before;
}
function windowed(line, j) {
    let sum = 0;
    for (let k = 0; k < WINDOW.length; k++)
        sum += WINDOW[k] * line[j + k];
    return sum;
}
function gaussianWindow(sigma) {
    const taps = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, k) => Math.exp(-0.5 * ((k - RADIUS) / sigma) ** 2));
    const sum = taps.reduce((total, v) => total + v, 0);
    return taps.map((v) => v / sum);
}
//# sourceMappingURL=ssim.js.map