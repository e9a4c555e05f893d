import { tensor } from "./tensor.js";
/**
 * One level of the orthonormal Haar transform: [n, c, h, w] to [n, 4c, h/2, w/2]; h and w even. Channel 4i + b holds
 * band b of channel i: 0 the low band (twice the cell's mean), 1 the difference of columns, 2 of rows, 3 of diagonals.
 */
export function haar(x) {
    const [n, c, h, w] = x.dims;
    if (h % 2 !== 0 || w % 2 !== 0)
        throw new Error(`haar: expected even height and width, got ${h}x${w}`);
    const out = tensor([n, 4 * c, h / 2, w / 2]);
    const band = (h * w) / 4;
    for (let p = 0; p < n * c; p++) {
        for (let i = 0, k = 4 * p * band; i < h; i += 2) {
            for (let j = 0, at = (p * h + i) * w; j < w; j += 2, at += 2, k++) {
                const left = x.data[at] + x.data[at + w];
                const right = x.data[at + 1] + x.data[at + w + 1];
                const fallLeft = x.data[at] - x.data[at + w];
                const fallRight = x.data[at + 1] - x.data[at + w + 1];
                out.data[k] = (left + right) / 2;
                out.data[k + band] = (left - right) / 2;
                out.data[k + 2 * band] = (fallLeft + fallRight) / 2;
                out.data[k + 3 * band] = (fallLeft - fallRight) / 2;
            }
        }
    }
    return out;
}
/** The inverse, and the transpose, of `haar`: [n, 4c, h, w] to [n, c, 2h, 2w]. */
export function inverseHaar(y) {
    const [n, channels, h, w] = y.dims;
    if (channels % 4 !== 0)
        throw new Error(`inverseHaar: expected a multiple of 4 channels, got ${channels}`);
    const out = tensor([n, channels / 4, 2 * h, 2 * w]);
    const band = h * w;
    for (let p = 0; p < (n * channels) / 4; p++) {
        for (let i = 0, k = 4 * p * band; i < h; i++) {
            for (let j = 0, at = (p * h + i) * 4 * w; j < w; j++, at += 2, k++) {
                const low = y.data[k] + y.data[k + band];
                const lowRight = y.data[k] - y.data[k + band];
                const fall = y.data[k + 2 * band] + y.data[k + 3 * band];
                const fallRight = y.data[k + 2 * band] - y.data[k + 3 * band];
                out.data[at] = (low + fall) / 2;
                out.data[at + 1] = (lowRight + fallRight) / 2;
                out.data[at + 2 * w] = (low - fall) / 2;
                out.data[at + 2 * w + 1] = (lowRight - fallRight) / 2;
            }
        }
    }
    return out;
}
//# sourceMappingURL=haar.js.map