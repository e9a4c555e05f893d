import { setImmediate as yieldToEvents } from "node:timers/promises";
import { pad } from "../../shared/tensor/layout.js";
import { give, take } from "../../shared/tensor/spare.js";
import { bandGroups } from "./groups.js";
import { MIDDLE } from "./prepare.js";
/** Pixels of a batch: groups of bands go to the network together up to here, so that memory does not follow the bands. */
const BATCH_PIXELS = 1.5e6;
/**
 * Window of the network -> input that fits its size rules -> samples over the tile's support, bands one after another, in an
 * array of tensor/spare.ts that the caller gives back.
 * Where nothing was measured no network is asked.
 */
export function computeTile(method, { prepared, scale, samples, size, groups, onCalled }) {
    return async (window, support, signal) => {
        const area = support.height * support.width;
        const up = await prepared.upsampledWhereMeasured(window, scale, signal);
        if (up === undefined)
            return take(samples * prepared.bands.length * area).fill(MIDDLE);
        const fitted = padded(up, size);
        const [, bands, height, width] = fitted.dims;
        const whole = { row: window.row, col: window.col, height, width };
        const patch = take(samples * bands * area);
        const all = groups ? bandGroups(fitted) : fitted;
        const inputs = new Set([up, fitted, all].map(({ data }) => data.buffer));
        const [count, channels] = all.dims;
        const atOnce = Math.max(1, Math.floor(BATCH_PIXELS / (height * width)));
        for (let group = 0; group < count; group += atOnce) {
            const batch = Math.min(atOnce, count - group);
            const plane = channels * height * width;
            const part = { data: all.data.subarray(group * plane, (group + batch) * plane), dims: [batch, channels, height, width] };
            const results = await method({ up: part, origin: window, group }, signal);
            onCalled();
            await yieldToEvents();
            const first = group * channels;
            const kept = Math.min(batch * channels, bands - first);
            results.forEach(({ data }, s) => copyPart(data, whole, support, patch, { from: (s * bands + first) * area, planes: kept }));
            for (const { data } of results)
                if (!inputs.has(data.buffer))
                    give(data);
            await yieldToEvents();
        }
        for (const buffer of inputs)
            give({ buffer });
        return patch;
    };
}
/** The part `region` of planes that cover `whole`, into `out`. */
function copyPart(data, whole, region, out, { from, planes }) {
    for (let p = 0, to = from; p < planes; p++) {
        for (let i = 0; i < region.height; i++, to += region.width) {
            const start = (p * whole.height + region.row - whole.row + i) * whole.width + region.col - whole.col;
            out.set(data.subarray(start, start + region.width), to);
        }
    }
}
function padded(x, { multipleOf, minimum }) {
    const [, , h, w] = x.dims;
    const fit = (extent) => Math.ceil(Math.max(extent, minimum) / multipleOf) * multipleOf - extent;
    const bottom = fit(h);
    const right = fit(w);
    return bottom === 0 && right === 0 ? x : pad(x, { top: 0, left: 0, bottom, right }, "edge");
}
//# sourceMappingURL=compute-tile.js.map