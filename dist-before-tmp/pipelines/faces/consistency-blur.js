import { banded } from "../../shared/tensor/banded.js";
import { separable } from "../../shared/tensor/resample.js";
/** Widths beyond this, in pixels of the aligned face, are not told apart from it. */
export const WIDEST = 8;
/**
 * Gaussian blur of deviation `sigma` pixels, the image mirrored about its edges: symmetric, so that it is its own adjoint, and with
 * the mean kept.
 */
export function gaussianBlur(sigma, { height, width }) {
    if (sigma < NARROWEST)
        return (x) => x;
    const vertical = gaussianTable(height, sigma);
    const horizontal = width === height ? vertical : gaussianTable(width, sigma);
    return (x) => separable(vertical, horizontal, x);
}
/** Narrower blurs leave the neighbours less than 1e-3. */
const NARROWEST = 0.27;
function gaussianTable(length, sigma) {
    const radius = Math.ceil(4 * sigma);
    const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, k) => Math.exp(-(((k - radius) / sigma) ** 2) / 2));
    const sum = kernel.reduce((all, weight) => all + weight, 0);
    const within = kernel.map((weight) => weight / sum); // of every row that lies clear of the edges
    const rows = Array.from({ length }, (_, i) => {
        const first = Math.max(0, i - radius);
        if (i >= radius && i + radius < length)
            return { first, weights: within };
        const weights = new Float64Array(Math.min(length, i + radius + 1) - first);
        for (let k = -radius; k <= radius; k++)
            weights[mirrored(i + k, length) - first] += kernel[k + radius];
        return { first, weights: weights.map((weight) => weight / sum) };
    });
    return banded(length, rows);
}
/** Half-sample mirroring, as often as it takes: -1 is 0, length is length - 1. Falls within the band of the row it came from. */
function mirrored(i, length) {
    const at = (i + 2 * length * Math.ceil(Math.abs(i) / length)) % (2 * length);
    return at < length ? at : 2 * length - 1 - at;
}
//# sourceMappingURL=consistency-blur.js.map