import { setImmediate as yieldToEvents } from "node:timers/promises";
import { expected } from "../../shared/errors.js";
import { tensor } from "../../shared/tensor/tensor.js";
/** The percentile that becomes 1 in model range where no card says which; the value 0 stays 0. One number for a volume. */
export const RANGE_PERCENTILE = 99.5;
const BINS = 1 << 16;
/** Values looked at between two yields: some 10 ms. */
const PART = 1 << 21;
/** The `percentile` of the measured voxels (linear between order statistics, as numpy's); NaN where nothing was measured. */
export function signalRange(volume, percentile = RANGE_PERCENTILE) {
    const steps = selection(volume, percentile / 100);
    for (;;) {
        const { done, value } = steps.next();
        if (done)
            return value;
    }
}
/** The same, letting other events in between. Throws bad-input where it is not above 0: such a volume has no signal. */
export async function requireSignalRange(volume, { subject, percentile = RANGE_PERCENTILE }) {
    const steps = selection(volume, percentile / 100);
    for (;;) {
        const { done, value } = steps.next();
        if (done) {
            if (value > 0 && Number.isFinite(value))
                return value;
            throw expected("bad-input", { subject, want: "an image with signal", got: `${percentile} % of its values at or below ${value}`, advice: "leave the series out with --series" });
        }
        await yieldToEvents();
    }
}
/** Histogram, then the few values of the bins that hold the two order statistics. */
function* selection({ data, valid }, share) {
    let low = Infinity;
    let high = -Infinity;
    let count = 0;
    for (let from = 0; from < data.length; from += PART) {
        const to = Math.min(data.length, from + PART);
        for (let i = from; i < to; i++) {
            const v = data[i];
            if (valid?.[i] === 0 || !Number.isFinite(v))
                continue;
            if (v < low)
                low = v;
            if (v > high)
                high = v;
            count++;
        }
        yield;
    }
    if (count === 0)
        return NaN;
    if (low === high)
        return low;
    const scale = BINS / (high - low);
    const bin = (v) => Math.min(BINS - 1, Math.floor((v - low) * scale));
    const counts = new Float64Array(BINS);
    for (let from = 0; from < data.length; from += PART) {
        const to = Math.min(data.length, from + PART);
        for (let i = from; i < to; i++)
            if (valid?.[i] !== 0 && Number.isFinite(data[i]))
                counts[bin(data[i])]++;
        yield;
    }
    const rank = share * (count - 1);
    const wanted = [Math.floor(rank), Math.ceil(rank)];
    let before = 0;
    let first = 0;
    while (before + counts[first] <= wanted[0])
        before += counts[first++];
    let last = first;
    for (let upTo = before + counts[first]; upTo <= wanted[1]; upTo += counts[last])
        last++;
    const held = [];
    for (let from = 0; from < data.length; from += PART) {
        const to = Math.min(data.length, from + PART);
        for (let i = from; i < to; i++) {
            if (valid?.[i] === 0 || !Number.isFinite(data[i]))
                continue;
            const at = bin(data[i]);
            if (at >= first && at <= last)
                held.push(data[i]);
        }
        yield;
    }
    const sorted = Float64Array.from(held).sort();
    const [a, b] = [sorted[wanted[0] - before], sorted[wanted[1] - before]];
    return a + (rank - wanted[0]) * (b - a);
}
/** Of the measured and finite values; Infinity and -Infinity where there is none. */
export async function valueExtent({ data, valid }) {
    let smallest = Infinity;
    let largest = -Infinity;
    for (let from = 0; from < data.length; from += PART) {
        const to = Math.min(data.length, from + PART);
        for (let i = from; i < to; i++) {
            const v = data[i];
            if (valid?.[i] === 0 || !Number.isFinite(v))
                continue;
            if (v < smallest)
                smallest = v;
            if (v > largest)
                largest = v;
        }
        await yieldToEvents();
    }
    return { smallest, largest };
}
/** Slices [from, from + count) in model range, [count, 1, rows, columns]. What was not measured becomes 0: air. */
export function sliceBatch({ geometry: { rows, columns }, data, valid }, { from, count, high }) {
    const plane = rows * columns;
    const out = tensor([count, 1, rows, columns]);
    for (let i = 0, at = from * plane; i < out.data.length; i++, at++) {
        const v = data[at] / high;
        out.data[i] = valid?.[at] === 0 || !Number.isFinite(v) ? 0 : v;
    }
    return out;
}
//# sourceMappingURL=prepare.js.map