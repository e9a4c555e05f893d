import { tensor } from "../../shared/tensor/tensor.js";
/** Weights of ITU-R BT.601. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];
/** [1, 3, h, w] to [1, 1, h, w], in the same range. */
export function luminance({ data, dims: [n, c, height, width] }) {
    if (n !== 1 || c !== 3)
        throw new Error(`luminance: expected one image of three channels, got ${n}x${c}`);
    const plane = height * width;
    const out = tensor([1, 1, height, width]);
    for (let i = 0; i < plane; i++)
        out.data[i] = RED * data[i] + GREEN * data[plane + i] + BLUE * data[2 * plane + i];
    return out;
}
/** Whether all three channels are equal in every pixel: a grey picture. */
export function isGray({ data, dims: [, , height, width] }) {
    const plane = height * width;
    for (let i = 0; i < plane; i++)
        if (data[i] !== data[plane + i] || data[i] !== data[2 * plane + i])
            return false;
    return true;
}
/** The mean of the channels in each of them. */
export function grayed({ data, dims }) {
    const plane = dims[2] * dims[3];
    const out = tensor(dims);
    for (let i = 0; i < plane; i++) {
        const mean = (data[i] + data[plane + i] + data[2 * plane + i]) / 3;
        for (let c = 0; c < 3; c++)
            out.data[c * plane + i] = mean;
    }
    return out;
}
//# sourceMappingURL=luminance.js.map