import { transpose } from "../tensor/banded.js";
import { padded, workspace } from "../tensor/simd.js";
export function transposeSum({ vertical, horizontal }) {
    return { vertical: vertical.map(transpose), horizontal: horizontal.map(transpose) };
}
/** Output rows done at once: what they need stays in the cache, and scratch memory follows the width, not the image. */
const ROWS = 128;
/**
 * out = (sum_r V_r x H_r) x for one plane, row-major: x at `from`, out at `to`. Products and sums are float32, in an order
 * that depends on nothing but the tables.
 */
export function applySum(sum, x, from, out, to) {
    const { rows: height, cols: inHeight } = sum.vertical[0];
    const shrinking = height < inHeight;
    for (let start = 0; start < height; start += ROWS) {
        const strip = stripOf(sum.vertical, start, Math.min(height, start + ROWS));
        if (shrinking)
            heightFirst(sum, strip, x, from, out, to);
        else
            widthFirst(sum, strip, x, from, out, to);
    }
}
function stripOf(vertical, start, end) {
    let low = Infinity;
    let high = 0;
    for (const { first, count } of vertical) {
        for (let i = start; i < end; i++) {
            if (count[i] === 0)
                continue;
            low = Math.min(low, first[i]);
            high = Math.max(high, first[i] + count[i]);
        }
    }
    return { start, end, low: Math.min(low, high), high };
}
/** x rows -> V_r -> transposed -> H_r, summed over r -> transposed into out. */
function heightFirst({ vertical, horizontal }, { start, end, low, high }, x, from, out, to) {
    const { rows: outWidth, cols: width } = horizontal[0];
    const count = end - start;
    const wide = padded(width);
    const tall = padded(count);
    const at = layout([(high - low) * wide, count * wide, width * tall, outWidth * tall, weightCount(vertical), weightCount(horizontal)]);
    const [source, between, turned, result, weightsV, weightsH] = at.starts;
    const work = workspace(at.total);
    const { lanes } = work;
    for (let i = low; i < high; i++)
        lanes.set(x.subarray(from + i * width, from + (i + 1) * width), source + (i - low) * wide);
    const keptV = putWeights(vertical, lanes, weightsV);
    const keptH = putWeights(horizontal, lanes, weightsH);
    for (let r = 0; r < vertical.length; r++) {
        const v = vertical[r];
        const down = { table: v, weights: keptV[r], source, low, target: between, base: start, width: wide, accumulate: false };
        for (let i = start; i < end; i++)
            line(work, i, down);
        turn(lanes, between, wide, count, width, turned, tall);
        const h = horizontal[r];
        const across = { table: h, weights: keptH[r], source: turned, low: 0, target: result, base: 0, width: tall, accumulate: r > 0 };
        for (let j = 0; j < outWidth; j++)
            line(work, j, across);
    }
    for (let i = 0; i < count; i++) {
        const target = to + (start + i) * outWidth;
        for (let j = 0; j < outWidth; j++)
            out[target + j] = lanes[result + j * tall + i];
    }
}
/** x rows transposed -> H_r -> transposed -> V_r, summed over r -> out. */
function widthFirst({ vertical, horizontal }, { start, end, low, high }, x, from, out, to) {
    const { rows: outWidth, cols: width } = horizontal[0];
    const count = high - low;
    const wide = padded(outWidth);
    const tall = padded(count);
    const at = layout([width * tall, outWidth * tall, count * wide, (end - start) * wide, weightCount(vertical), weightCount(horizontal)]);
    const [source, between, turned, result, weightsV, weightsH] = at.starts;
    const work = workspace(at.total);
    const { lanes } = work;
    for (let i = 0; i < count; i++) {
        const row = from + (low + i) * width;
        for (let j = 0; j < width; j++)
            lanes[source + j * tall + i] = x[row + j];
    }
    const keptV = putWeights(vertical, lanes, weightsV);
    const keptH = putWeights(horizontal, lanes, weightsH);
    for (let r = 0; r < vertical.length; r++) {
        const h = horizontal[r];
        const across = { table: h, weights: keptH[r], source, low: 0, target: between, base: 0, width: tall, accumulate: false };
        for (let j = 0; j < outWidth; j++)
            line(work, j, across);
        turn(lanes, between, tall, outWidth, count, turned, wide);
        const v = vertical[r];
        const down = { table: v, weights: keptV[r], source: turned, low, target: result, base: start, width: wide, accumulate: r > 0 };
        for (let i = start; i < end; i++)
            line(work, i, down);
    }
    for (let i = start; i < end; i++) {
        const row = result + (i - start) * wide;
        out.set(lanes.subarray(row, row + outWidth), to + i * outWidth);
    }
}
/** Row i of the table times the source's rows, into (or onto) the target's row i. */
function line({ lanes, rows }, i, { table, weights, source, low, target, base, width, accumulate }) {
    const into = target + (i - base) * width;
    const count = table.count[i];
    if (count > 0) {
        rows(4 * into, 4 * (source + (table.first[i] - low) * width), 4 * width, 4 * (weights + i * table.stride), count, 4 * width, accumulate ? 1 : 0);
    }
    else if (!accumulate)
        lanes.fill(0, into, into + width); // a pixel that A does not see
}
/** Transposes [height, width] at `from` (row length `fromRow`) to `to` (row length `toRow`), in squares that fit the cache. */
function turn(lanes, from, fromRow, height, width, to, toRow) {
    const side = 16;
    for (let i0 = 0; i0 < height; i0 += side) {
        const i1 = Math.min(height, i0 + side);
        for (let j0 = 0; j0 < width; j0 += side) {
            const j1 = Math.min(width, j0 + side);
            for (let j = j0; j < j1; j++) {
                for (let i = i0; i < i1; i++)
                    lanes[to + j * toRow + i] = lanes[from + i * fromRow + j];
            }
        }
    }
}
function layout(sizes) {
    let total = 0;
    const starts = sizes.map((size) => {
        const start = total;
        total += size;
        return start;
    });
    return { starts, total };
}
function weightCount(tables) {
    return tables.reduce((sum, { weights }) => sum + weights.length, 0);
}
/** Copies every table's weights; returns where each begins. */
function putWeights(tables, lanes, start) {
    let at = start;
    return tables.map(({ weights }) => {
        const begin = at;
        lanes.set(weights, at);
        at += weights.length;
        return begin;
    });
}
//# sourceMappingURL=separable-sum.js.map