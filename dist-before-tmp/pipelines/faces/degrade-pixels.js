import { tensor } from "../../shared/tensor/tensor.js";
/** [1, 3, h, w] in 0..1; a gray photograph is [1, 1, h, w]. */
export function photoTensor({ width, height, data, bits, source: { gray } }) {
    const plane = width * height;
    const white = bits === 8 ? 255 : 65535;
    const channels = gray ? 1 : 3;
    const out = tensor([1, channels, height, width]);
    for (let c = 0; c < channels; c++)
        for (let i = 0; i < plane; i++)
            out.data[c * plane + i] = data[3 * i + c] / white;
    return out;
}
/** The nearest sample values of x [1, c, h, w] in 0..1, interleaved; one channel is repeated to `channels` where that is more. */
export function tensorPixels(x, bits, channels = x.dims[1]) {
    const [, c, h, w] = x.dims;
    const plane = h * w;
    const white = bits === 8 ? 255 : 65535;
    const out = bits === 8 ? new Uint8Array(channels * plane) : new Uint16Array(channels * plane);
    for (let k = 0; k < channels; k++) {
        const from = Math.min(k, c - 1) * plane;
        for (let i = 0; i < plane; i++)
            out[i * channels + k] = Math.min(white, Math.max(0, Math.round(white * x.data[from + i])));
    }
    return out;
}
//# sourceMappingURL=degrade-pixels.js.map