import { setImmediate as yieldToEvents } from "node:timers/promises";
import { enlargePart } from "../../shared/degradation/enlarge.js";
import { take } from "../../shared/tensor/spare.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { intersection } from "../../shared/tiles/lattice.js";
/** Nodata is filled from valid pixels at most so far away (input pixels), then by the band's middle: any tile fills it alike. */
const REACH = 12;
/** The band's middle in model range. */
export const MIDDLE = 0.5;
/** Input pixels beyond a window that bicubic interpolation sees. */
const BICUBIC_REACH = 3;
/** Physical numbers of `bands` -> model range, region by region. Regions are in input pixels and lie inside the scene. */
export class Prepared {
    scene;
    bands;
    statistics;
    constructor(scene, bands, statistics) {
        this.scene = scene;
        this.bands = bands;
        this.statistics = statistics;
    }
    async measured(region, signal) {
        const block = await this.scene.read(region, this.bands, signal);
        return { y: normalized(block, this.statistics), valid: block.valid };
    }
    /** [1, bands, h, w] in model range with what is not valid filled from nearby, else by the band's middle: never NaN. */
    async filled(region, signal) {
        return (await this.fill(region, signal)) ?? middle(this.bands.length, region);
    }
    /** The bicubic (a = -0.5) up-sampling of the whole filled scene, cut to `region` in output pixels: [1, bands, h, w]. */
    async upsampled(region, scale, signal) {
        return (await this.upsampledWhereMeasured(region, scale, signal)) ?? middle(this.bands.length, region);
    }
    /** The same, but undefined where nothing of the region or near it is valid. */
    async upsampledWhereMeasured(region, scale, signal) {
        const around = clipped(inputRegion(region, scale), BICUBIC_REACH, this.scene);
        const y = await this.fill(around, signal);
        if (y === undefined)
            return undefined;
        const [, bands, height, width] = y.dims;
        const corner = outputRegion(around, scale);
        const part = { ...region, row: region.row - corner.row, col: region.col - corner.col };
        const plane = region.height * region.width;
        const out = tensor([1, bands, region.height, region.width], take(bands * plane));
        for (let b = 0; b < bands; b++) {
            const band = y.data.subarray(b * height * width, (b + 1) * height * width);
            enlargePart(band, { height, width, scale }, part, out.data, b * plane);
            await yieldToEvents();
        }
        return out;
    }
    async fill(region, signal) {
        const around = clipped(region, REACH, this.scene);
        const block = await this.scene.read(around, this.bands, signal);
        if (!block.valid.some((valid) => valid.includes(1)))
            return undefined;
        const y = normalized(block, this.statistics);
        const plane = around.height * around.width;
        block.valid.forEach((valid, b) => fillInvalid(y.data.subarray(b * plane, (b + 1) * plane), valid, around.width, MIDDLE));
        return cut(y, around, region);
    }
}
function middle(bands, { height, width }) {
    return tensor([1, bands, height, width], new Float32Array(bands * height * width).fill(MIDDLE));
}
/** The input pixels that a region of output pixels touches. */
export function inputRegion({ row, col, height, width }, scale) {
    const top = Math.floor(row / scale);
    const left = Math.floor(col / scale);
    return { row: top, col: left, height: Math.ceil((row + height) / scale) - top, width: Math.ceil((col + width) / scale) - left };
}
export function outputRegion({ row, col, height, width }, scale) {
    return { row: row * scale, col: col * scale, height: height * scale, width: width * scale };
}
function clipped({ row, col, height, width }, by, scene) {
    return intersection({ row: row - by, col: col - by, height: height + 2 * by, width: width + 2 * by }, { row: 0, col: 0, height: scene.height, width: scene.width });
}
/** The part `region` of x, which covers `whole`. */
export function cut(x, whole, region) {
    if (region.height === whole.height && region.width === whole.width)
        return x;
    const [n, c, h, w] = x.dims;
    const out = tensor([n, c, region.height, region.width]);
    const { row, col } = { row: region.row - whole.row, col: region.col - whole.col };
    for (let p = 0; p < n * c; p++) {
        for (let i = 0; i < region.height; i++) {
            const from = (p * h + row + i) * w + col;
            out.data.set(x.data.subarray(from, from + region.width), (p * region.height + i) * region.width);
        }
    }
    return out;
}
function normalized({ window: { height, width }, bands, valid }, statistics) {
    const y = tensor([1, bands.length, height, width]);
    const plane = height * width;
    bands.forEach((values, b) => {
        const { offset, gain } = statistics[b];
        const mask = valid[b];
        const to = b * plane;
        for (let i = 0; i < plane; i++)
            if (mask[i] === 1)
                y.data[to + i] = (values[i] - offset) / gain;
    });
    return y;
}
/**
 * In place: what is not valid takes the nearest valid sample within REACH (Euclidean; ties to the upper, then the left), else
 * `beyond`. Exact: nearest along columns first, then the best along rows (Meijster et al. 2000).
 */
export function fillInvalid(x, valid, width, beyond) {
    if (!valid.includes(0))
        return;
    const height = x.length / width;
    const nearest = nearestInColumn(valid, width, height); // row of the nearest valid sample of this column, -1 beyond reach
    const source = x.slice();
    for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
            const at = i * width + j;
            if (valid[at] === 1)
                continue;
            let best = REACH * REACH + 1;
            let from = -1;
            for (let k = Math.max(0, j - REACH); k <= Math.min(width - 1, j + REACH); k++) {
                const row = nearest[i * width + k];
                if (row < 0)
                    continue;
                const distance = (k - j) ** 2 + (row - i) ** 2;
                const place = row * width + k;
                if (distance < best || (distance === best && place < from)) {
                    best = distance;
                    from = place;
                }
            }
            x[at] = from < 0 ? beyond : source[from];
        }
    }
}
function nearestInColumn(valid, width, height) {
    const nearest = new Int32Array(valid.length).fill(-1);
    for (let j = 0; j < width; j++) {
        let last = -Infinity;
        for (let i = 0; i < height; i++) {
            if (valid[i * width + j] === 1)
                last = i;
            if (i - last <= REACH)
                nearest[i * width + j] = last;
        }
        let next = Infinity;
        for (let i = height - 1; i >= 0; i--) {
            if (valid[i * width + j] === 1)
                next = i;
            const above = nearest[i * width + j];
            if (next - i <= REACH && (above < 0 || next - i < i - above))
                nearest[i * width + j] = next;
        }
    }
    return nearest;
}
//# sourceMappingURL=prepare.js.map