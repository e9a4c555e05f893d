import { fft2 } from "../tensor/fft.js";
import { edgeIndex } from "../tensor/layout.js";
import { tensor } from "../tensor/tensor.js";
/** Pixels of a block's result: kernels of faces in large photographs are wide, so that the transform pays. */
const BLOCK = 448;
/**
 * Correlation of every plane with `kernel` over replicated edges, [n, c, h, w] to the same. By overlapping Fourier blocks;
 * events get their turn between blocks. `signal` stops it there.
 */
export async function correlate(x, kernel, signal) {
    const [n, c, h, w] = x.dims;
    const out = tensor(x.dims);
    const reach = (kernel.size - 1) / 2;
    const height = transformLength(Math.min(h, BLOCK) + 2 * reach);
    const width = transformLength(Math.min(w, BLOCK) + 2 * reach);
    const response = spectrum(kernel, { height, width });
    const re = new Float64Array(height * width);
    const im = new Float64Array(height * width);
    const [down, across] = [height - 2 * reach, width - 2 * reach];
    const several = h > down || w > across;
    for (let p = 0; p < n * c; p += 2) {
        const second = Math.min(p + 1, n * c - 1); // two planes a transform, as real and imaginary part
        for (let row = 0; row < h; row += down) {
            for (let col = 0; col < w; col += across) {
                if (several)
                    await new Promise(setImmediate);
                signal?.throwIfAborted();
                for (let i = 0, at = 0; i < height; i++) {
                    const line = edgeIndex(row + i - reach, h) * w;
                    for (let j = 0; j < width; j++, at++) {
                        const from = line + edgeIndex(col + j - reach, w);
                        re[at] = x.data[p * h * w + from];
                        im[at] = x.data[second * h * w + from];
                    }
                }
                fft2(re, im, { height, width });
                for (let k = 0; k < re.length; k++) {
                    // times the conjugate: correlation, not convolution
                    const [a, b, u, v] = [re[k], im[k], response.re[k], response.im[k]];
                    re[k] = a * u + b * v;
                    im[k] = b * u - a * v;
                }
                fft2(re, im, { height, width }, true);
                for (let i = row; i < Math.min(h, row + down); i++) {
                    for (let j = col; j < Math.min(w, col + across); j++) {
                        const at = (i - row) * width + j - col;
                        out.data[p * h * w + i * w + j] = re[at];
                        if (second > p)
                            out.data[second * h * w + i * w + j] = im[at];
                    }
                }
            }
        }
    }
    return out;
}
function spectrum({ size, data }, { height, width }) {
    const re = new Float64Array(height * width);
    const im = new Float64Array(height * width);
    for (let u = 0; u < size; u++)
        re.set(data.subarray(u * size, (u + 1) * size), u * width);
    fft2(re, im, { height, width });
    return { re, im };
}
/** The next length of the factors 2, 3 and 5 alone, which transform fastest. */
function transformLength(least) {
    for (let length = least;; length++) {
        let left = length;
        for (const factor of [2, 3, 5])
            while (left % factor === 0)
                left /= factor;
        if (left === 1)
            return length;
    }
}
//# sourceMappingURL=face-chain-correlate.js.map