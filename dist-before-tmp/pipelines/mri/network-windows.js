import { crop, item, pad, pasteInPlace } from "../../shared/tensor/layout.js";
import { tensor } from "../../shared/tensor/tensor.js";
/** Pixels of a slice up to which a network sees it whole. */
const WHOLE_PIXELS = 1 << 20;
/** About what a batch of slices holds: larger ones cost memory and gain no speed. */
export const CALL_PIXELS = 1 << 19;
/** Side of the parts of a larger slice, without their halo. */
const PART = 768;
/**
 * A model's networks for slices of any size: padded by reflection to what they take, and large slices in parts with a halo, so that
 * states, noise and projections always belong to whole slices. Counts the calls.
 */
export class SliceNetworks {
    model;
    calls = 0;
    constructor(model) {
        this.model = model;
    }
    /** One call; `like` has the height and width of the images, the output its dims. */
    async run(network, output, { images, numbers }, signal) {
        const names = Object.keys(images);
        return this.inParts(images, async (part, items) => {
            const inputs = { ...items(numbers) };
            names.forEach((name) => (inputs[name] = part[name]));
            const [n, , h, w] = part[names[0]].dims;
            const results = await this.model.run(network, inputs, signal && { signal });
            return tensor([n, 1, h, w], results[output].data);
        });
    }
    denoiser(network, { images, numbers }) {
        return (z, t, signal) => this.inParts({ ...images, z }, ({ z: state, ...rest }, items) => this.model.denoiser(network, { ...rest, ...items(numbers) })(state, t, signal));
    }
    /** `call` on windows of the padded images, the windows' cores joined and the padding cut off. */
    async inParts(images, call) {
        const { size, halo } = this.model.card;
        const [n, , height, width] = Object.values(images)[0].dims;
        const fit = (extent) => Math.ceil(Math.max(extent, size.minimum) / size.multipleOf) * size.multipleOf;
        const [h, w] = [fit(height), fit(width)];
        const fitted = mapped(images, (x) => (h === height && w === width ? x : pad(x, { top: 0, left: 0, bottom: h - height, right: w - width }, "reflect")));
        const whole = h * w <= WHOLE_PIXELS;
        const windows = whole ? [{ core: { row: 0, col: 0, height: h, width: w }, seen: { row: 0, col: 0, height: h, width: w } }] : windowsOf(h, w, { halo, multipleOf: size.multipleOf });
        const perCall = whole ? Math.max(1, Math.floor(CALL_PIXELS / (h * w))) : 1;
        const joined = tensor([n, 1, h, w]);
        for (let from = 0; from < n; from += perCall) {
            const count = Math.min(perCall, n - from);
            const batch = mapped(fitted, (x) => items(x, from, count));
            const target = items(joined, from, count);
            for (const { core, seen } of windows) {
                this.calls++;
                const out = await call(whole ? batch : mapped(batch, (x) => crop(x, seen)), (numbers) => rows(numbers, from, count));
                pasteInPlace(target, whole ? out : crop(out, { ...core, row: core.row - seen.row, col: core.col - seen.col }), core);
            }
        }
        return h === height && w === width ? joined : crop(joined, { row: 0, col: 0, height, width });
    }
}
/** Cores that cover h x w, each with the halo that its network must see; windows begin at multiples of `multipleOf`. */
function windowsOf(h, w, { halo, multipleOf }) {
    const spans = (extent) => {
        const side = Math.ceil(PART / multipleOf) * multipleOf;
        return Array.from({ length: Math.ceil(extent / side) }, (_, i) => {
            const [from, to] = [i * side, Math.min(extent, (i + 1) * side)];
            return { from, to, low: Math.max(0, Math.floor((from - halo) / multipleOf) * multipleOf), high: Math.min(extent, Math.ceil((to + halo) / multipleOf) * multipleOf) };
        });
    };
    return spans(h).flatMap((r) => spans(w).map((c) => ({
        core: { row: r.from, col: c.from, height: r.to - r.from, width: c.to - c.from },
        seen: { row: r.low, col: c.low, height: r.high - r.low, width: c.high - c.low },
    })));
}
function items(x, from, count) {
    const [n, c, h, w] = x.dims;
    if (from === 0 && count === n)
        return x;
    if (count === 1)
        return item(x, from);
    return tensor([count, c, h, w], x.data.subarray(from * c * h * w, (from + count) * c * h * w));
}
function rows(numbers, from, count) {
    return mapped(numbers, ({ data, dims }) => {
        const each = data.length / dims[0];
        return { data: data.subarray(from * each, (from + count) * each), dims: [count, ...dims.slice(1)] };
    });
}
function mapped(record, change) {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
//# sourceMappingURL=network-windows.js.map