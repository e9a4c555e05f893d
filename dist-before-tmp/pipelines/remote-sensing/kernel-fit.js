import { setImmediate as yieldToEvents } from "node:timers/promises";
import { blurDecimate } from "../../shared/degradation/decimate.js";
import { deltaKernel, normalizeKernel } from "../../shared/degradation/kernel.js";
import { presetPlan } from "../../shared/runtime/presets.js";
import { intersection } from "../../shared/tiles/lattice.js";
import { computeTile } from "./compute-tile.js";
import { methods } from "./methods/index.js";
import { cut, outputRegion } from "./prepare.js";
/** Widths that are tried, in those of the predicted kernel; 0 is no blur beside the decimation. */
const WIDTHS = [0, 0.25, 0.5, 0.7, 0.85, 1, 1.2];
/** Windows that are restored for it: a few show the width, and they cost network calls. */
const WINDOWS = 4;
/** Input pixels at the sides of a window that are not compared: the network saw less around them. */
const BORDER = 8;
/** What is compared differs by far more. */
const EXACT = 1e-4;
/** A mean square this much above the least counts as equal: of such widths the one nearest to the predicted is taken. */
const EQUAL = 1.05;
/**
 * How wide the predicted kernel is, corrected by what the method makes of the scene: of the kernel in several widths the one whose
 * A takes the restored windows (`fidelity`, one seed) nearest to the measured ones. A network trained on all blurs restores
 * what it sees whether or not the predictor named it; a kernel too wide would have the agreement sharpen its result once more.
 * Regions are windows of input pixels, wholly valid; the first few are used.
 */
export async function fitKernelWidth({ method: name, model }, predicted, { prepared, scale, seed, regions, signal }) {
    if (name === "bicubic" || model === undefined)
        return { kernel: predicted, width: 1 };
    const plan = model.card.diffusion ? presetPlan(model.card, { preset: "fidelity" }) : [];
    const method = methods[name].make({ model, scale, plan, seeds: [seed], kernel: predicted });
    const compute = computeTile(method, { prepared, scale, samples: 1, size: model.card.size, groups: true, onCalled: () => undefined });
    const kernels = WIDTHS.map((width) => scaled(predicted, width));
    const operators = [];
    for (const kernel of kernels) {
        operators.push(blurDecimate(kernel, scale, { tolerance: EXACT }));
        await yieldToEvents();
    }
    const squares = WIDTHS.map(() => 0);
    for (const region of regions.slice(0, WINDOWS)) {
        signal?.throwIfAborted();
        const out = outputRegion(region, scale);
        const data = await compute(out, out, signal);
        const { y } = await prepared.measured(region, signal);
        const x = { data, dims: [1, prepared.bands.length, out.height, out.width] };
        for (const [i, operator] of operators.entries()) {
            squares[i] += squaredDistance(operator.apply(x), y, region);
            await yieldToEvents();
        }
    }
    const enough = EQUAL * Math.min(...squares);
    const chosen = WIDTHS.map((_, i) => i).filter((i) => squares[i] <= enough).sort((a, b) => Math.abs(WIDTHS[a] - 1) - Math.abs(WIDTHS[b] - 1))[0];
    return chosen === undefined ? { kernel: predicted, width: 1 } : { kernel: kernels[chosen], width: WIDTHS[chosen] };
}
/** The kernel's mass moved towards or from its middle, bilinearly; what leaves the square is dropped. */
export function scaled(kernel, width) {
    if (width === 1)
        return kernel;
    const { size, data } = kernel;
    if (width === 0)
        return deltaKernel(size);
    const middle = (size - 1) / 2;
    const out = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        const y = middle + (i - middle) * width;
        const row = Math.floor(y);
        for (let j = 0; j < size; j++) {
            const x = middle + (j - middle) * width;
            const col = Math.floor(x);
            for (const [r, down] of [[row, row + 1 - y], [row + 1, y - row]]) {
                for (const [c, across] of [[col, col + 1 - x], [col + 1, x - col]]) {
                    if (r >= 0 && r < size && c >= 0 && c < size)
                        out[r * size + c] += down * across * data[i * size + j];
                }
            }
        }
    }
    return normalizeKernel(out);
}
/** Over the inner part of the window, or over all of a small one. */
function squaredDistance(low, y, { height, width }) {
    const whole = { row: 0, col: 0, height, width };
    const inner = intersection({ row: BORDER, col: BORDER, height: height - 2 * BORDER, width: width - 2 * BORDER }, whole);
    const region = inner.height > BORDER && inner.width > BORDER ? inner : whole;
    const [a, b] = [cut(low, whole, region).data, cut(y, whole, region).data];
    let sum = 0;
    for (let i = 0; i < a.length; i++)
        sum += (a[i] - b[i]) ** 2;
    return sum;
}
//# sourceMappingURL=kernel-fit.js.map