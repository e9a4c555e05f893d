import { meanAndDeviation } from "../../shared/tensor/moments.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { consistency, correct, limits, residual } from "./consistency.js";
import { clampedCells, isWide, modelRange, stored } from "./finish.js";
import { cut, inputRegion } from "./prepare.js";
export function cellsHere(finishing) {
    const known = consistency(finishing.kernel, finishing.scale, finishing.statistics);
    return {
        reach: reachOf(known),
        range: known.range,
        finish: async (cell) => finishCell(finishing, known, cell),
        measure: async (cell) => measureCell(finishing, known, cell),
        close: async () => undefined,
    };
}
function reachOf({ operator }) {
    return Math.ceil(operator.radius / operator.scale);
}
function finishCell({ scene, statistics, scale, seeds, deviationFactor }, known, { need, region, x, input }) {
    const bands = statistics.length;
    const plane = need.height * need.width;
    const area = region.height * region.width;
    const count = area * bands * (deviationFactor === undefined ? 1 : 2);
    // what is written lies before what is still to be read: a plane of `region` is no larger than one of `need`
    const out = isWide(scene.sampleType) ? new Float64Array(count) : count > x.length ? new Float32Array(count) : x.subarray(0, count);
    const low = inputRegion(need, scale);
    for (let b = 0; b < bands; b++) {
        const agreeing = input && { y: band(input.y, b), trusted: trusted(input.valid[b], low, scene, reachOf(known)) };
        const samples = [];
        for (let s = 0; s < seeds; s++) {
            let image = tensor([1, 1, need.height, need.width], x.subarray((s * bands + b) * plane, (s * bands + b + 1) * plane));
            if (agreeing)
                image = correct(image, agreeing.y, agreeing.trusted, limits(statistics[b], scale), known);
            samples.push(cut(image, need, region).data);
        }
        const { mean, deviation } = samples.length === 1 && deviationFactor === undefined ? { mean: samples[0], deviation: undefined } : meanAndDeviation(samples, deviationFactor ?? 1);
        stored(mean, out.subarray(b * area, (b + 1) * area), statistics[b], scene);
        if (deviation) {
            const { gain } = statistics[b];
            const to = (bands + b) * area;
            for (let i = 0; i < area; i++)
                out[to + i] = deviation[i] * gain;
        }
    }
    return out;
}
function band({ data, dims: [, , height, width] }, b) {
    return tensor([1, 1, height, width], data.subarray(b * height * width, (b + 1) * height * width));
}
/** Valid, and not so near to a cut side of `low` that A x would see what is not there. Sides of the scene are no cuts. */
function trusted(valid, low, scene, reach) {
    const out = new Uint8Array(valid.length);
    const top = low.row === 0 ? 0 : reach;
    const left = low.col === 0 ? 0 : reach;
    const bottom = low.height - (low.row + low.height === scene.height ? 0 : reach);
    const right = low.width - (low.col + low.width === scene.width ? 0 : reach);
    for (let i = top; i < bottom; i++)
        out.set(valid.subarray(i * low.width + left, i * low.width + Math.max(left, right)), i * low.width + left);
    return out;
}
function measureCell({ scene, statistics, scale }, known, { around, inner, values, input: { y, valid } }) {
    const low = inputRegion(around, scale);
    const core = inputRegion(inner, scale);
    const plane = around.height * around.width;
    return statistics.map((own, b) => {
        const numbers = values.subarray(b * plane, (b + 1) * plane);
        const x = tensor([1, 1, around.height, around.width], modelRange(numbers, own));
        const clamped = clampedCells(numbers, { width: around.width, scale, sampleType: scene.sampleType });
        return residual(x, band(y, b), { valid: valid[b], clamped }, {
            inner: { row: core.row - low.row, col: core.col - low.col, height: core.height, width: core.width },
            reach: reachOf(known),
            statistics: own,
            operator: known.operator,
        });
    });
}
//# sourceMappingURL=cells.js.map