import { tensor } from "../tensor/tensor.js";
import { axisGram, axisTable } from "./axis.js";
import { conjugateResidual } from "./conjugate-residual.js";
import { cropToSupport, deltaKernel } from "./kernel.js";
import { lowRank } from "./low-rank.js";
import { normalSum } from "./normal.js";
import { highSize, lowSize, requireScale } from "./operator.js";
import { applySum, transposeSum } from "./separable-sum.js";
/** Kernel mass that may be cut at the border of its support, in tolerances. */
const DROPPED_MASS = 0.1;
const ITERATIONS = 10;
/** A A' as one short sum on the LR grid, as far as its making pays: it goes with the square of the terms of A. */
const NORMAL_PAIRS = { shrinkingBy2: 100, more: 400 };
/** Antialiased bicubic decimation (a = -0.5), as Pillow and PyTorch do it. */
export function bicubicDecimate(scale) {
    return blurDecimate(deltaKernel(1), scale);
}
/**
 * The blind chain's known part: correlation with `kernel` on the HR grid over replicated edges, then bicubicDecimate.
 * A A' is far from singular only for mild blur; elsewhere give lambda > 0, or let the fixed iteration count regularise.
 */
export function blurDecimate(kernel, scale, { tolerance = 1e-6 } = {}) {
    requireScale("blurDecimate", scale);
    const { size, data } = cropToSupport(kernel, DROPPED_MASS * tolerance);
    const gram = axisGram(size, scale);
    const terms = lowRank({ kernel: data, gramLeft: gram, gramRight: gram, size, tolerance });
    const tables = tablesBySize(terms, scale, tolerance);
    const apply = (x) => {
        lowSize("blurDecimate.apply", x, scale);
        return onPlanes(tables(x.dims[2], x.dims[3]).forward, x);
    };
    const adjoint = (y) => {
        const { height, width } = highSize(y, scale);
        return onPlanes(tables(height, width).backward, y);
    };
    const normal = (z) => {
        const { height, width } = highSize(z, scale);
        const short = tables(height, width).normal();
        return short === undefined ? apply(adjoint(z)) : onPlanes(short, z);
    };
    const solve = (y, { lambda = 0, iterations = ITERATIONS, tolerance: reached = 0 } = {}) => {
        if (!(lambda >= 0))
            throw new Error(`correct: expected lambda >= 0, got ${lambda}`);
        return conjugateResidual(normal, y, { lambda, iterations, tolerance: reached });
    };
    const correct = (y, options) => {
        const { z, residual, iterations } = solve(y, options);
        return { x: adjoint(z), residual, iterations };
    };
    return {
        scale,
        radius: Math.floor(1.5 * scale) + (size - 1) / 2,
        apply,
        adjoint,
        correct,
        solve,
        normal,
        pseudoInverse: (y, lambda = 0) => correct(y, { lambda }).x,
    };
}
function onPlanes(sum, x) {
    const [n, c, h, w] = x.dims;
    const height = sum.vertical[0].rows;
    const width = sum.horizontal[0].rows;
    const out = tensor([n, c, height, width]);
    for (let p = 0; p < n * c; p++)
        applySum(sum, x.data, p * h * w, out.data, p * height * width);
    return out;
}
/** Tables depend on the image's size through its edges; the last few sizes are kept. */
function tablesBySize(terms, scale, tolerance) {
    const kept = new Map();
    return (height, width) => {
        const key = `${height}x${width}`;
        let tables = kept.get(key);
        if (tables === undefined) {
            const forward = {
                vertical: terms.map(({ left }) => axisTable(height, left, scale)),
                horizontal: terms.map(({ right }) => axisTable(width, right, scale)),
            };
            const pays = terms.length ** 2 <= (scale <= 2 ? NORMAL_PAIRS.shrinkingBy2 : NORMAL_PAIRS.more);
            let normal;
            tables = {
                forward,
                backward: transposeSum(forward),
                normal: () => (pays ? (normal ??= normalSum(forward, tolerance)) : undefined),
            };
            if (kept.size === 8)
                kept.delete(kept.keys().next().value);
            kept.set(key, tables);
        }
        return tables;
    };
}
//# sourceMappingURL=decimate.js.map