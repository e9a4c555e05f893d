import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { resampleTable } from "../../shared/tensor/resample.js";
import { defaultMaxPixels } from "./read-photo.js";
/** How long the loop works between two pauses. */
const pauseMs = 20;
/**
 * The photograph `factor` times as wide and high: shared/tensor/resample's bicubic at pixel centres, rounded and clamped.
 * Where it is transparent, colours are weighed by alpha, so that those of invisible pixels do not bleed into visible
 * ones. Row by row: beside the result only a few rows are held. Factor 1 gives the photograph itself. Throws
 * RestorationError "bad-option" beyond maxPixels, "no-memory", "aborted".
 */
export async function upscalePhoto(photo, factor, { signal, maxPixels = defaultMaxPixels } = {}) {
    if (factor === 1)
        return photo;
    requireUpscalable(photo, factor, maxPixels);
    const [width, height] = [photo.width * factor, photo.height * factor];
    const { data, alpha } = allocate(photo, width * height);
    const horizontal = resampleTable(photo.width, width, "bicubic");
    const vertical = resampleTable(photo.height, height, "bicubic");
    const top = photo.bits === 16 ? 65535 : 255;
    const planes = alpha ? 7 : 3;
    // Input rows resampled along the width, by row modulo the ring's size.
    const ring = Array.from({ length: vertical.stride + 1 }, () => new Float32Array(planes * width));
    const source = new Float32Array(planes * photo.width);
    const mixed = new Float32Array(planes * width);
    let made = 0;
    let since = performance.now();
    for (let y = 0; y < height; y++) {
        const first = vertical.first[y];
        const count = vertical.count[y];
        for (; made < first + count; made++) {
            gather(photo, made, source);
            alongRow(horizontal, source, ring[made % ring.length], planes);
        }
        mix(mixed, Array.from({ length: count }, (_, k) => ring[(first + k) % ring.length]), vertical.weights.subarray(y * vertical.stride, y * vertical.stride + count));
        if (alpha)
            putWithAlpha(mixed, { data, alpha, at: y * width, width, top });
        else
            put(mixed, data, 3 * y * width, top);
        if (performance.now() - since > pauseMs) {
            await yieldToEvents();
            throwIfAborted(signal);
            since = performance.now();
        }
    }
    return { ...photo, width, height, data, ...(alpha && { alpha }) };
}
/** What `upscalePhoto` would refuse, before the work. */
export function requireUpscalable(photo, factor, maxPixels = defaultMaxPixels) {
    const [width, height] = [photo.width * factor, photo.height * factor];
    if (factor > 1 && width * height > maxPixels)
        throw expected("bad-option", { subject: photo.source.path, want: `at most ${Math.round(maxPixels / 1e6)} million pixels after upscaling`, got: `${width} x ${height}`, advice: "choose a smaller --upscale" });
}
function allocate({ bits, alpha, source }, pixels) {
    const array = bits === 16 ? Uint16Array : Uint8Array;
    try {
        return { data: new array(3 * pixels), alpha: alpha && new array(pixels) };
    }
    catch (error) {
        throw new RestorationError("no-memory", `${source.path}: not enough memory for ${pixels} pixels; free some or choose a smaller --upscale`, { cause: error, retry: true });
    }
}
/** One row as [r, g, b] a pixel; with alpha as [r, g, b, alpha*r, alpha*g, alpha*b, alpha]. */
function gather({ width, data, alpha }, row, out) {
    let from = 3 * row * width;
    if (alpha === undefined) {
        for (let i = 0; i < 3 * width; i++)
            out[i] = data[from + i];
        return;
    }
    for (let x = 0, to = 0; x < width; x++, from += 3, to += 7) {
        const a = alpha[row * width + x];
        for (let c = 0; c < 3; c++) {
            out[to + c] = data[from + c];
            out[to + 3 + c] = a * data[from + c];
        }
        out[to + 6] = a;
    }
}
function alongRow({ rows, first, count, weights, stride }, source, out, planes) {
    for (let x = 0, to = 0; x < rows; x++, to += planes) {
        const from = first[x] * planes;
        const taps = count[x];
        const w = x * stride;
        if (taps === 4) {
            const [a, b, c, d] = [weights[w], weights[w + 1], weights[w + 2], weights[w + 3]];
            for (let p = 0, at = from; p < planes; p++, at++)
                out[to + p] = a * source[at] + b * source[at + planes] + c * source[at + 2 * planes] + d * source[at + 3 * planes];
            continue;
        }
        for (let p = 0; p < planes; p++) {
            let sum = 0;
            for (let k = 0, at = from + p; k < taps; k++, at += planes)
                sum += weights[w + k] * source[at];
            out[to + p] = sum;
        }
    }
}
/** The weighted sum of rows. */
function mix(out, rows, weights) {
    if (rows.length === 4) {
        const [r, s, t, u] = rows;
        const [a, b, c, d] = [weights[0], weights[1], weights[2], weights[3]];
        for (let i = 0; i < out.length; i++)
            out[i] = a * r[i] + b * s[i] + c * t[i] + d * u[i];
        return;
    }
    out.fill(0);
    rows.forEach((row, k) => {
        const weight = weights[k];
        for (let i = 0; i < out.length; i++)
            out[i] = out[i] + weight * row[i];
    });
}
function put(mixed, data, from, top) {
    for (let i = 0, to = from; i < mixed.length; i++, to++)
        data[to] = level(mixed[i], top);
}
function putWithAlpha(mixed, { data, alpha, at, width, top }) {
    for (let x = 0, from = 0; x < width; x++, from += 7) {
        const a = mixed[from + 6];
        const visible = level(a, top);
        alpha[at + x] = visible;
        for (let c = 0; c < 3; c++)
            data[3 * (at + x) + c] = level(visible > 0 ? mixed[from + 3 + c] / a : mixed[from + c], top);
    }
}
function level(value, top) {
    return value <= 0 ? 0 : value >= top ? top : Math.floor(value + 0.5);
}
//# sourceMappingURL=upscale.js.map