import { resize } from "../../shared/tensor/resample.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { FACE_SIDE } from "./face.js";
import { maskAt } from "./mask.js";
/** Side at which colours are compared: noise and lost detail do not count as contrast. */
const COARSE = 32;
/** A washed-out or dark photograph is followed this far, not further: gain of the contrast, shift of the mean (of 0..1). */
const GAIN = 1.15;
const SHIFT = 0.1;
/**
 * `image` with the colours of `crop`, both [1, 3, 256, 256] in 0..1: per channel the mean and deviation of the large forms
 * under the mask, within bounds.
 */
export function matchColors(image, crop) {
    const [from, to] = [colorsUnderMask(image), colorsUnderMask(crop)];
    const out = tensor(image.dims);
    const plane = FACE_SIDE * FACE_SIDE;
    for (let c = 0; c < 3; c++) {
        const gain = bounded(to.deviation[c] / Math.max(from.deviation[c], 1e-3), 1 / GAIN, GAIN);
        const shift = bounded(to.mean[c] - from.mean[c], -SHIFT, SHIFT);
        for (let i = c * plane; i < (c + 1) * plane; i++)
            out.data[i] = (image.data[i] - from.mean[c]) * gain + from.mean[c] + shift;
    }
    return out;
}
function colorsUnderMask(x) {
    const { data } = resize(x, { height: COARSE, width: COARSE, kernel: "area" });
    const step = FACE_SIDE / COARSE;
    const weights = Float64Array.from({ length: COARSE * COARSE }, (_, i) => maskAt(((i % COARSE) + 0.5) * step, (Math.floor(i / COARSE) + 0.5) * step));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const weighted = (value) => weights.reduce((sum, w, i) => sum + w * value(i), 0) / total;
    const mean = [0, 1, 2].map((c) => weighted((i) => data[c * weights.length + i]));
    const deviation = mean.map((m, c) => Math.sqrt(weighted((i) => (data[c * weights.length + i] - m) ** 2)));
    return { mean, deviation };
}
function bounded(value, low, high) {
    return Math.min(high, Math.max(low, value));
}
//# sourceMappingURL=paste-colour.js.map