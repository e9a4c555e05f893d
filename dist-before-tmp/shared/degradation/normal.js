import { banded, transpose } from "../tensor/banded.js";
import { lowRank } from "./low-rank.js";
/**
 * A A' on the LR grid, edges included, for A = sum_r V_r x H_r: the pairs (V_r V_q') x (H_r H_q'), which are many, made
 * into a short sum again. It spares the solver the way over the HR grid. Terms below `tolerance` of the largest are dropped.
 */
export function normalSum({ vertical, horizontal }, tolerance) {
    const norms = vertical.map((v, r) => norm(v) * norm(horizontal[r]));
    const least = tolerance * Math.max(...norms) ** 2;
    const pairs = norms.flatMap((a, r) => norms.flatMap((b, q) => (a * b > least ? [[r, q]] : [])));
    const verticalT = vertical.map(transpose);
    const horizontalT = horizontal.map(transpose);
    const across = pairs.map(([r, q]) => product(horizontal[r], horizontalT[q]));
    const down = pairs.map(([r, q], k) => scaled(product(vertical[r], verticalT[q]), norm(across[k])));
    const unit = across.map((m) => scaled(m, 1 / norm(m)));
    // Few of the left factors span all of them; the right factors are gathered on those.
    const gram = gramOf(down);
    const { pivots, coefficients } = spanningSubset(gram, down.length, (0.1 * tolerance) ** 2);
    const size = pivots.length;
    const left = pivots.map((k) => down[k]);
    const right = combineAll(unit, coefficients);
    const gramLeft = new Float64Array(size * size);
    pivots.forEach((k, a) => pivots.forEach((l, b) => (gramLeft[a * size + b] = gram[k * down.length + l])));
    const kernel = new Float64Array(size * size);
    for (let k = 0; k < size; k++)
        kernel[k * size + k] = 1;
    const terms = lowRank({ kernel, gramLeft, gramRight: gramOf(right), size, tolerance });
    return { vertical: combineAll(left, terms.map((t) => t.left)), horizontal: combineAll(right, terms.map((t) => t.right)) };
}
/**
 * Pivoted Cholesky of a Gram matrix: vectors `pivots` that span all `count` of them to a squared distance of `tolerance`
 * times the longest; vector k is sum_j coefficients[j][k] * vector pivots[j].
 */
function spanningSubset(gram, count, tolerance) {
    const rest = Float64Array.from({ length: count }, (_, k) => gram[k * count + k]);
    const least = Math.max(tolerance, 1e-15) * Math.max(...rest);
    const columns = [];
    const pivots = [];
    for (;;) {
        let pivot = 0;
        for (let k = 1; k < count; k++)
            if (rest[k] > rest[pivot])
                pivot = k;
        if (rest[pivot] <= least)
            break;
        const root = Math.sqrt(rest[pivot]);
        const column = new Float64Array(count);
        for (let k = 0; k < count; k++) {
            let sum = gram[k * count + pivot];
            for (const c of columns)
                sum -= c[k] * c[pivot];
            column[k] = pivots.includes(k) ? 0 : sum / root;
            rest[k] -= column[k] ** 2;
        }
        column[pivot] = root;
        rest[pivot] = 0;
        pivots.push(pivot);
        columns.push(column);
    }
    // coefficients * (rows of L at the pivots) = L, from the last pivot back.
    const coefficients = columns.map((column) => column.slice());
    for (let j = pivots.length - 1; j >= 0; j--) {
        const target = coefficients[j];
        for (let i = j + 1; i < pivots.length; i++) {
            const share = columns[j][pivots[i]];
            for (let k = 0; k < count; k++)
                target[k] -= coefficients[i][k] * share;
        }
        const root = columns[j][pivots[j]];
        for (let k = 0; k < count; k++)
            target[k] /= root;
    }
    return { pivots, coefficients };
}
/** a b for [low, high] times [high, low]: banded, since the bands of both move alike. */
function product(a, b) {
    const rows = Array.from({ length: a.rows }, (_, i) => {
        const start = a.first[i];
        const end = start + a.count[i];
        let low = b.cols;
        let high = 0;
        for (let j = start; j < end; j++) {
            if (b.count[j] === 0)
                continue;
            low = Math.min(low, b.first[j]);
            high = Math.max(high, b.first[j] + b.count[j]);
        }
        const weights = new Float64Array(Math.max(0, high - low));
        for (let j = start; j < end; j++) {
            const w = a.weights[i * a.stride + j - start];
            for (let k = 0; k < b.count[j]; k++)
                weights[b.first[j] - low + k] += w * b.weights[j * b.stride + k];
        }
        return { first: high > low ? low : 0, weights };
    });
    return banded(b.cols, rows);
}
function commonBand(tables) {
    const { rows } = tables[0];
    const first = new Int32Array(rows);
    let stride = 1;
    for (let i = 0; i < rows; i++) {
        let low = Infinity;
        let high = 0;
        for (const t of tables) {
            if (t.count[i] === 0)
                continue;
            low = Math.min(low, t.first[i]);
            high = Math.max(high, t.first[i] + t.count[i]);
        }
        first[i] = high > 0 ? low : 0;
        stride = Math.max(stride, high - first[i]);
    }
    return { first, stride };
}
function spread(t, { first, stride }) {
    const out = new Float64Array(t.rows * stride);
    for (let i = 0; i < t.rows; i++) {
        for (let k = 0; k < t.count[i]; k++)
            out[i * stride + t.first[i] - first[i] + k] = t.weights[i * t.stride + k];
    }
    return out;
}
function gramOf(tables) {
    const band = commonBand(tables);
    const flat = tables.map((t) => spread(t, band));
    const size = tables.length;
    const gram = new Float64Array(size * size);
    for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) {
            const x = flat[a];
            const y = flat[b];
            let sum = 0;
            for (let k = 0; k < x.length; k++)
                sum += x[k] * y[k];
            gram[a * size + b] = gram[b * size + a] = sum;
        }
    }
    return gram;
}
/** sum_a coefficients[a] * tables[a], for every set of coefficients. */
function combineAll(tables, sets) {
    const band = commonBand(tables);
    const flat = tables.map((t) => spread(t, band));
    const { rows: count, cols } = tables[0];
    return sets.map((coefficients) => {
        const sum = new Float64Array(count * band.stride);
        flat.forEach((values, a) => {
            const c = coefficients[a];
            for (let k = 0; k < sum.length; k++)
                sum[k] += c * values[k];
        });
        const rows = Array.from({ length: count }, (_, i) => ({
            first: band.first[i],
            weights: sum.subarray(i * band.stride, i * band.stride + Math.min(band.stride, cols - band.first[i])),
        }));
        return banded(cols, rows);
    });
}
function scaled(table, factor) {
    return { ...table, weights: table.weights.map((w) => factor * w) };
}
function norm({ weights }) {
    return Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0));
}
//# sourceMappingURL=normal.js.map