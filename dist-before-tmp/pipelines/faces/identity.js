import { subtract } from "../../shared/tensor/loops.js";
import { gaussianBlur } from "./consistency-blur.js";
import { FACE_SIDE } from "./face.js";
import { luminance } from "./luminance.js";
/** Width of a face in the template, in pixels: some 2.3 times the distance of the eyes. */
const FACE_WIDTH = 150;
/** Cycles per face that people tell faces apart by, and some more to either side (8 to 16 matter most: Näsänen 1999). */
const BAND = { low: 4, high: 32 };
/** Eyes to chin, without hair and background, in pixels of the template. */
const INNER = { x: 128, y: 148, across: 52, down: 68 };
/**
 * Below this samples differ in what makes a face this person's. DifFace's samples of six held-out portraits agreed to 0.95-0.98 from
 * start 30, 0.87-0.94 from 60 and 0.56-0.75 from 200; different people to 0.05-0.14. Samples that agree can still all be wrong.
 */
export const VARIES_BELOW = 0.9;
/** Of two samples or more, [1, 3, 256, 256]. A plain Error for fewer. */
export function identityAgreement(samples) {
    if (samples.length < 2)
        throw new Error(`identityAgreement: expected two samples or more, got ${samples.length}`);
    const features = samples.map(innerFace);
    let sum = 0;
    let pairs = 0;
    for (let i = 0; i < features.length; i++) {
        for (let j = 0; j < i; j++, pairs++)
            sum += product(features[i], features[j]);
    }
    const agreement = sum / pairs;
    return { agreement, varies: agreement < VARIES_BELOW };
}
/** Band-passed luminance of the inner face, without its mean, at unit norm; zeros of a face without contrast. */
function innerFace(image) {
    const sides = { height: FACE_SIDE, width: FACE_SIDE };
    const gray = luminance(image);
    const band = subtract(gaussianBlur(halfAt(BAND.high), sides)(gray), gaussianBlur(halfAt(BAND.low), sides)(gray));
    const values = [];
    for (let i = 0; i < FACE_SIDE; i++) {
        for (let j = 0; j < FACE_SIDE; j++) {
            const inside = ((j + 0.5 - INNER.x) / INNER.across) ** 2 + ((i + 0.5 - INNER.y) / INNER.down) ** 2 < 1;
            if (inside)
                values.push(band.data[i * FACE_SIDE + j]);
        }
    }
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const norm = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0));
    return Float64Array.from(values, (v) => (norm === 0 ? 0 : (v - mean) / norm));
}
/** Deviation of the Gaussian that passes half of `cycles` per face. */
function halfAt(cycles) {
    return (Math.sqrt(Math.LN2 / 2) / Math.PI) * (FACE_WIDTH / cycles);
}
function product(a, b) {
    return a.reduce((sum, v, i) => sum + v * b[i], 0);
}
//# sourceMappingURL=identity.js.map