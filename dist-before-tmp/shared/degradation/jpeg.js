import { expected } from "../errors.js";
import { tensor } from "../tensor/tensor.js";
/** [n, 1 or 3, h, w], rounded to 8 bits of `low` to `high` (0 and 1 by default) and clamped to them. Throws bad-option for other channels. */
export async function throughJpeg(x, { low = 0, high = 1, quality, roundTrip }) {
    const [n, c, height, width] = x.dims;
    if (c !== 1 && c !== 3) {
        throw expected("bad-option", { subject: "JPEG", want: "1 or 3 channels", got: c, advice: "choose bands, or leave JPEG out" });
    }
    const out = tensor(x.dims);
    const plane = height * width;
    const pixels = new Uint8Array(c * plane);
    for (let b = 0; b < n; b++) {
        for (let i = 0; i < c * plane; i++) {
            const level = Math.round((255 * (x.data[b * c * plane + (i % c) * plane + Math.floor(i / c)] - low)) / (high - low));
            pixels[i] = Math.min(255, Math.max(0, level));
        }
        const decoded = await roundTrip(pixels, { width, height, channels: c, quality });
        if (decoded.length !== pixels.length)
            throw new Error(`JPEG: expected ${pixels.length} samples back, got ${decoded.length}`);
        for (let i = 0; i < c * plane; i++)
            out.data[b * c * plane + (i % c) * plane + Math.floor(i / c)] = low + ((high - low) * decoded[i]) / 255;
    }
    return out;
}
//# sourceMappingURL=jpeg.js.map