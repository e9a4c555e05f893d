import { blurDecimate, bicubicDecimate } from "../../shared/degradation/decimate.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { agreement, dilated } from "./consistency.js";
import { everywhere, windowsOf } from "./evaluate-windows.js";
import { spectralAngles } from "./metrics.js";
import { Correctnesses, Quantiles } from "./opensr.js";
import { PhaseCorrelation } from "./opensr-shift.js";
import { Prepared, cut, inputRegion } from "./prepare.js";
import { sceneStatistics } from "./statistics.js";
/** opensr-test's "auto75". */
const THRESHOLD_SHARE = 0.75;
const SHIFT_BLOCK = 60;
const SMALLEST_SHIFT_BLOCK = 16;
/** The 75th percentile of the mean over bands of |HR - enlarged LR|, in the bands' own numbers. */
export async function detailThreshold(reference, low, bands, signal) {
    const enlarged = new Enlarged(low, bands, reference.width / low.width);
    const quantiles = new Quantiles();
    for (const window of windowsOf(reference, bands.length)) {
        signal?.throwIfAborted();
        const truth = await reference.read(window, bands, signal);
        const up = await enlarged.read(window, signal);
        const valid = everywhere([...truth.valid, up.valid]);
        for (let i = 0; i < valid.length; i++)
            if (valid[i] === 1)
                quantiles.add(meanDistance(truth.bands, up.bands, i));
    }
    return quantiles.at(THRESHOLD_SHARE);
}
function meanDistance(x, y, i) {
    let sum = 0;
    for (let b = 0; b < x.length; b++)
        sum += Math.abs(x[b][i] - y[b][i]);
    return sum / x.length;
}
/** The bicubically enlarged LR in its own numbers; valid where the LR pixel under an HR pixel is. */
class Enlarged {
    scale;
    #prepared;
    constructor(low, bands, scale) {
        this.scale = scale;
        const asStored = { offset: 0, gain: 1, noise: 0, quantum: 0, minimum: 0, maximum: 0, count: 0 };
        this.#prepared = new Prepared(low, bands, bands.map(() => asStored));
    }
    async read(window, signal) {
        const { bands } = this.#prepared;
        const up = await this.#prepared.upsampled(window, this.scale, signal);
        const plane = window.width * window.height;
        const under = inputRegion(window, this.scale);
        const low = everywhere((await this.#prepared.measured(under, signal)).valid);
        const valid = new Uint8Array(plane);
        for (let i = 0; i < window.height; i++) {
            const row = Math.floor((window.row + i) / this.scale) - under.row;
            for (let j = 0; j < window.width; j++)
                valid[i * window.width + j] = low[row * under.width + Math.floor((window.col + j) / this.scale) - under.col];
        }
        return { bands: bands.map((_, b) => Float64Array.from(up.data.subarray(b * plane, (b + 1) * plane))), valid };
    }
}
/** Sums over windows of everything that needs the low resolution. */
export class LowComparison {
    setup;
    statistics;
    #operator;
    #enlarged;
    #correctness;
    #shift;
    #max;
    #squares;
    #within = 0;
    #differences = 0;
    #pixels = 0;
    #angles = { sum: 0, count: 0 };
    constructor(setup, statistics) {
        this.setup = setup;
        this.statistics = statistics;
        const { low, bands, range, scale, kernel, threshold } = setup;
        this.#operator = kernel === undefined ? bicubicDecimate(scale) : blurDecimate(kernel, scale);
        this.#enlarged = new Enlarged(low, bands, scale);
        this.#correctness = new Correctnesses(threshold / range);
        const block = Math.min(SHIFT_BLOCK, low.width, low.height);
        this.#shift = block < SMALLEST_SHIFT_BLOCK ? undefined : new PhaseCorrelation(block);
        this.#max = new Float64Array(bands.length);
        this.#squares = new Float64Array(bands.length);
    }
    static async open(setup) {
        const { bands } = await sceneStatistics(setup.low, setup.bands, { low: 1, high: 99 });
        return new LowComparison(setup, bands);
    }
    /** `window` in HR pixels, its corner on the LR grid. */
    async add({ reference, input, window, signal }) {
        const { bands, range } = this.setup;
        const truth = await reference.read(window, bands, signal);
        const x = await input.read(window, bands, signal);
        const up = await this.#enlarged.read(window, signal);
        const valid = everywhere([...truth.valid, ...x.valid, up.valid]);
        for (let i = 0; i < valid.length; i++) {
            if (valid[i] === 0)
                continue;
            this.#correctness.add({
                reference: meanDistance(truth.bands, up.bands, i) / range,
                toTruth: meanDistance(x.bands, truth.bands, i) / range,
                toLow: meanDistance(x.bands, up.bands, i) / range,
            });
        }
        await this.#addLow(input, window, signal);
    }
    async #addLow(input, window, signal) {
        const { low, bands, scale } = this.setup;
        const cells = inputRegion(window, scale);
        const measured = await low.read(cells, bands, signal);
        const { values, valid: seen } = await this.#decimated(input, cells, signal);
        const valid = everywhere([...measured.valid, seen]);
        for (let b = 0; b < bands.length; b++) {
            const allowed = agreement(this.statistics[b]);
            const y = measured.bands[b];
            for (let i = 0; i < valid.length; i++) {
                if (valid[i] === 0)
                    continue;
                const d = Math.abs(values[b][i] - y[i]);
                if (d > this.#max[b])
                    this.#max[b] = d;
                this.#squares[b] += d * d;
                this.#differences += d;
                // float32 arithmetic may put a residual of exactly half a step on either side
                if (d <= allowed * (1 + 1e-4))
                    this.#within++;
            }
        }
        this.#pixels += valid.reduce((sum, v) => sum + v, 0);
        const angles = spectralAngles({ x: values, truth: measured.bands, valid });
        this.#angles = { sum: this.#angles.sum + angles.sum, count: this.#angles.count + angles.count };
        if (this.#shift)
            this.#addShift(this.#shift, values, measured, valid);
    }
    /** A(input) over `cells`, and where all that A sees of it is valid. */
    async #decimated(input, cells, signal) {
        const { low, bands, scale } = this.setup;
        const reach = Math.ceil(this.#operator.radius / scale);
        const left = Math.max(0, cells.col - reach);
        const top = Math.max(0, cells.row - reach);
        const around = {
            col: left, row: top,
            width: Math.min(low.width, cells.col + cells.width + reach) - left,
            height: Math.min(low.height, cells.row + cells.height + reach) - top,
        };
        const block = await input.read({ col: around.col * scale, row: around.row * scale, width: around.width * scale, height: around.height * scale }, bands, signal);
        const x = shifted(block, this.statistics);
        const y = this.#operator.apply(x);
        const region = { row: cells.row - top, col: cells.col - left, height: cells.height, width: cells.width };
        const whole = { row: 0, col: 0, height: around.height, width: around.width };
        const inner = cut(y, whole, region);
        const unseen = dilated(cellsWithout(everywhere(block.valid), around, scale), around.width, around.height, reach);
        const valid = new Uint8Array(cells.width * cells.height);
        for (let i = 0; i < cells.height; i++) {
            for (let j = 0; j < cells.width; j++)
                valid[i * cells.width + j] = 1 - unseen[(region.row + i) * around.width + region.col + j];
        }
        const plane = cells.width * cells.height;
        const values = bands.map((_, b) => {
            const { offset, gain } = this.statistics[b];
            return Float64Array.from(inner.data.subarray(b * plane, (b + 1) * plane), (v) => v * gain + offset);
        });
        return { values, valid };
    }
    /** Blocks of the mean of the bands, side by side, without an invalid pixel. */
    #addShift(shift, x, { bands: y, window: { width, height } }, valid) {
        const { side } = shift;
        for (let row = 0; row + side <= height; row += side) {
            for (let col = 0; col + side <= width; col += side) {
                const a = new Float64Array(side * side);
                const b = new Float64Array(side * side);
                let whole = true;
                for (let i = 0; i < side && whole; i++) {
                    for (let j = 0; j < side; j++) {
                        const at = (row + i) * width + col + j;
                        whole &&= valid[at] === 1;
                        for (let k = 0; k < x.length; k++) {
                            a[i * side + j] += x[k][at];
                            b[i * side + j] += y[k][at];
                        }
                    }
                }
                if (whole)
                    shift.add(a, b);
            }
        }
    }
    get figures() {
        const { bands, range, threshold } = this.setup;
        const shift = this.#shift?.shift();
        return {
            consistency: { max: Array.from(this.#max), rms: Array.from(this.#squares, (sum) => Math.sqrt(sum / this.#pixels)), share: this.#within / (this.#pixels * bands.length) },
            reflectance: this.#differences / (this.#pixels * bands.length) / range,
            ...(bands.length > 1 && { spectral: this.#angles.sum / this.#angles.count }),
            ...(shift && { spatial: Math.hypot(shift.dx, shift.dy), shift }),
            synthesis: this.#correctness.synthesis,
            ...this.#correctness.mean,
            detailThreshold: threshold / range,
        };
    }
}
/** Model range, so that float32 keeps the differences; invalid pixels are 0. */
function shifted({ bands, valid, window: { height, width } }, statistics) {
    const out = tensor([1, bands.length, height, width]);
    bands.forEach((values, b) => {
        const { offset, gain } = statistics[b];
        for (let i = 0; i < values.length; i++)
            if (valid[b][i] === 1)
                out.data[b * values.length + i] = (values[i] - offset) / gain;
    });
    return out;
}
/** LR pixels with an invalid HR pixel in their cell, over HR masks [height * scale, width * scale]. */
function cellsWithout(valid, { width, height }, scale) {
    const out = new Uint8Array(width * height);
    for (let i = 0; i < height * scale; i++) {
        for (let j = 0; j < width * scale; j++)
            if (valid[i * width * scale + j] === 0)
                out[Math.floor(i / scale) * width + Math.floor(j / scale)] = 1;
    }
    return out;
}
//# sourceMappingURL=evaluate-low.js.map