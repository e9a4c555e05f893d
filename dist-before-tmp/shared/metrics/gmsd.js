import { convolve, halved, planes } from "./gray-planes.js";
import { requireComparable, requireRange } from "./psnr.js";
const T = 170;
const SMOOTH = [1 / 3, 1 / 3, 1 / 3];
const DIFFERENCE = [1, 0, -1];
/** Gradient magnitude similarity deviation (Xue et al. 2014), 0 for equal images, larger is worse; averaged over channels. */
export function gmsd(x, truth, { range }) {
    requireComparable(x, truth);
    requireRange(range);
    const references = planes(truth, 255 / range);
    let sum = 0;
    let count = 0;
    for (const plane of planes(x, 255 / range)) {
        sum += planeDeviation(gradient(halved(plane)), gradient(halved(references.next().value)));
        count++;
    }
    return sum / count;
}
function planeDeviation(a, b) {
    const similarity = a.map((v, i) => (2 * v * b[i] + T) / (v * v + b[i] ** 2 + T));
    const mean = similarity.reduce((sum, v) => sum + v, 0) / similarity.length;
    return Math.sqrt(similarity.reduce((sum, v) => sum + (v - mean) ** 2, 0) / similarity.length);
}
/** Prewitt magnitude. */
function gradient(plane) {
    const across = convolve(plane, SMOOTH, DIFFERENCE).data;
    const down = convolve(plane, DIFFERENCE, SMOOTH).data;
    return across.map((v, i) => Math.hypot(v, down[i]));
}
//# sourceMappingURL=gmsd.js.map