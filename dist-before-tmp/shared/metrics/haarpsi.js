import { convolve, halved, planes } from "./gray-planes.js";
import { requireComparable, requireRange } from "./psnr.js";
const C = 30;
const ALPHA = 4.2;
/**
 * Haar wavelet perceptual similarity (Reisenhofer et al. 2018), 0..1, 1 for equal images. Each channel is taken as a gray
 * image and the figures are averaged; the paper's weighting of chroma is not done, since bands need not be colours.
 */
export function haarPsi(x, truth, { range }) {
    requireComparable(x, truth);
    requireRange(range);
    const references = planes(truth, 255 / range);
    let sum = 0;
    let count = 0;
    for (const plane of planes(x, 255 / range)) {
        sum += planeSimilarity(plane, references.next().value);
        count++;
    }
    return sum / count;
}
function planeSimilarity(x, y) {
    const a = halved(x);
    const b = halved(y);
    let weighted = 0;
    let weights = 0;
    for (const upright of [false, true]) {
        const [a1, a2, a3] = magnitudes(a, upright);
        const [b1, b2, b3] = magnitudes(b, upright);
        for (let i = 0; i < a1.length; i++) {
            const local = (similarity(a1[i], b1[i]) + similarity(a2[i], b2[i])) / 2;
            const weight = Math.max(a3[i], b3[i]);
            weighted += weight / (1 + Math.exp(-ALPHA * local));
            weights += weight;
        }
    }
    // Two flat images have no wavelet response to weigh by: they differ in nothing that this measure sees.
    if (weights === 0)
        return 1;
    const mean = weighted / weights;
    return (Math.log(mean / (1 - mean)) / ALPHA) ** 2;
}
/** |Haar response| at filter sizes 2, 4 and 8, across rows or, upright, across columns. */
function magnitudes(plane, upright) {
    const at = (size) => {
        const flat = new Array(size).fill(1 / size);
        const step = flat.map((_, k) => (k < size / 2 ? -1 : 1));
        const { data } = upright ? convolve(plane, flat, step) : convolve(plane, step, flat);
        return data.map(Math.abs);
    };
    return [at(2), at(4), at(8)];
}
function similarity(a, b) {
    return (2 * a * b + C * C) / (a * a + b * b + C * C);
}
//# sourceMappingURL=haarpsi.js.map