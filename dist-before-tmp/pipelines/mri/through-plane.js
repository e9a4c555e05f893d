import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceTruncate } from "../../shared/degradation/kspace.js";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { agree } from "./agree.js";
import { sliceOrigins } from "./methods/method.js";
import { CALL_PIXELS } from "./network-windows.js";
import { withinRange } from "./within-range.js";
/** Seeds of the two orientations, apart from each other and from those of samples. */
const ORIENTATION_SEED = 2 ** 46;
/** Samples done between two yields. */
const PART = 1 << 18;
/** The k-space truncation along the slice axis, that networks see: ends are mirrored, since a stack does not go round. */
export function sliceTruncation(factor) {
    return kspaceTruncate([factor, 1], { alignment: "center", boundary: "mirror" });
}
/** A of gapless slices: the mean of `factor` thin ones. Its pseudo-inverse repeats each slice. */
export function sliceAverage(factor) {
    const each = async ([n, c, h, w], body) => {
        let since = 0;
        for (let row = 0; row < n * c * h; row++) {
            for (let thick = Math.floor(row / factor) * w, thin = row * w, j = 0; j < w; j++)
                body(thick + j, thin + j);
            if ((since += w) < PART)
                continue;
            since = 0;
            await yieldToEvents();
        }
    };
    return {
        async applyInParts(x) {
            const [n, c, h, w] = x.dims;
            const out = tensor([n, c, h / factor, w]);
            await each(x.dims, (thick, thin) => (out.data[thick] += x.data[thin] / factor));
            return out;
        },
        async pseudoInverseInParts(y) {
            const [n, c, h, w] = y.dims;
            const out = tensor([n, c, h * factor, w]);
            await each(out.dims, (thick, thin) => (out.data[thin] = y.data[thick]));
            return out;
        },
    };
}
/** A along the stack. */
export function sliceMeasurement(factor, profile) {
    return profile === "average" ? sliceAverage(factor) : sliceTruncation(factor);
}
/**
 * [slices, rows, columns] to [factor*slices, rows, columns] in model range: the in-plane method on both stacks of orthogonal reformats
 * (rows x slices, columns x slices), their mean, made to agree with the slices as `profile` says.
 */
export async function throughPlane(volume, { slices, rows, columns }, options) {
    const { factor, profile, method, seed, range, orLeave = false, onImages, signal } = options;
    const operator = sliceTruncation(factor);
    const measured = sliceMeasurement(factor, profile);
    const plane = rows * columns;
    const out = new Float32Array(factor * slices * plane);
    const orientations = [
        { images: rows, length: columns, image: columns, sample: 1 }, // images of slices x columns
        { images: columns, length: rows, image: 1, sample: columns }, // images of slices x rows
    ];
    const total = rows + columns;
    let done = 0;
    for (const [index, { images, length, image, sample }] of orientations.entries()) {
        const atOnce = Math.max(1, Math.floor(CALL_PIXELS / (factor * slices * length)));
        for (let first = 0; first < images; first += atOnce) {
            throwIfAborted(signal);
            const count = Math.min(atOnce, images - first);
            const y = tensor([count, 1, slices, length]);
            visit(y, (k, b, j) => k * plane + (first + b) * image + j * sample, (at, i) => (y.data[i] = volume[at]));
            const up = await operator.pseudoInverseInParts(y);
            const drawn = await agree(measured, await method({ y, up, operator, origins: sliceOrigins(first, count) }, seed + (1 + index) * ORIENTATION_SEED, signal), y);
            const x = await withinRange(drawn, y, measured, () => range, { orLeave });
            visit(x, (k, b, j) => k * plane + (first + b) * image + j * sample, (at, i) => (out[at] += 0.5 * x.data[i]));
            onImages?.((done += count), total);
        }
    }
    return out;
}
/** Every sample i of [items, 1, slices, length] with its place in the volume. */
function visit({ dims: [items, , slices, length] }, place, body) {
    for (let b = 0, i = 0; b < items; b++)
        for (let k = 0; k < slices; k++)
            for (let j = 0; j < length; j++, i++)
                body(place(k, b, j), i);
}
//# sourceMappingURL=through-plane.js.map