import { setImmediate as yieldToEvents } from "node:timers/promises";
import { give, take } from "../../shared/tensor/spare.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { ramp } from "../../shared/tiles/blend.js";
import { allPending, Flow, neededWriters } from "../../shared/tiles/flow.js";
import { cellCount, cellRegion } from "../../shared/tiles/lattice.js";
import { joined, noResidual } from "./consistency.js";
import { makeSamples, nearest } from "./finish.js";
import { inputRegion } from "./prepare.js";
/**
 * tiles -> blended image -> finished cells -> residuals and blocks of the file, each as soon as what it needs is there.
 * Memory holds the tiles in work and a strip along the row; what an earlier run wrote is not computed again. Returns the
 * residual of each restored band.
 */
export async function stream(options) {
    const { geometry: g, prepared, scale, seeds, writer, deviation, window, signal } = options;
    const bands = prepared.bands.length;
    const extent = { height: prepared.scene.height * scale, width: prepared.scene.width * scale };
    const blockAcross = g.blocks.cols.length;
    const measures = { lattice: g.measureNeeds, pending: allPending(g.measureNeeds) };
    for (const cell of options.measured.keys())
        measures.pending[cell] = 0;
    for (const cell of measures.pending.keys())
        if (options.elsewhere?.(cellRegion(g.measures, cell)))
            measures.pending[cell] = 0;
    const blocks = { lattice: g.blocks, pending: allPending(g.blocks) };
    for (let i = 0; i < blocks.pending.length; i++) {
        const place = [i % blockAcross, Math.floor(i / blockAcross)];
        if (writer.written(...place) && (deviation?.written(...place) ?? true))
            blocks.pending[i] = 0;
    }
    const cells = { lattice: g.cellNeeds, pending: neededWriters(g.cells, [measures, blocks]) };
    const tiles = neededWriters(g.supports, [cells]);
    const blended = new Flow(g.supports, [cells], { channels: seeds * bands, ...extent, make: take });
    const finished = new Flow(g.cells, [measures, blocks], { channels: bands * (deviation ? 2 : 1), ...extent, make: makeSamples(prepared.scene.sampleType) });
    const totals = prepared.bands.map(() => noResidual);
    const count = (residuals) => residuals.forEach((residual, b) => (totals[b] = joined(totals[b], residual)));
    for (const residuals of options.measured.values())
        count(residuals);
    const wanted = Array.from(tiles.keys()).filter((tile) => tiles[tile] === 1);
    const compute = async (tile) => {
        signal?.throwIfAborted();
        return { tile, patch: await options.compute(cellRegion(g.windows, tile), cellRegion(g.supports, tile), signal) };
    };
    let done = 0;
    options.onTile(0, wanted.length);
    for await (const { tile, patch } of ahead(wanted, options.ahead, compute)) {
        blended.canvas.add(cellRegion(g.supports, tile), patch, weightsOf(g, tile, options.fade));
        give(patch);
        await yieldToEvents();
        for (const cell of blended.written(tile)[0]) {
            const need = cellRegion(g.cellNeeds, cell);
            const region = cellRegion(g.cells, cell);
            const input = options.enforce ? await prepared.measured(inputRegion(need, scale), signal) : undefined;
            const x = blended.canvas.read(need);
            await yieldToEvents();
            const result = await options.cells.finish({ need, region, x, input });
            finished.canvas.set(region, result);
            give(x);
            blended.read(0, cell);
            await yieldToEvents();
            const [measurable, writable] = finished.written(cell);
            for (const measure of measurable) {
                const around = cellRegion(g.measureNeeds, measure);
                const measured = await prepared.measured(inputRegion(around, scale), signal);
                const numbers = finished.canvas.read(around);
                await yieldToEvents();
                const residuals = await options.cells.measure({ around, inner: cellRegion(g.measures, measure), values: numbers, input: measured });
                give(numbers);
                finished.read(0, measure);
                count(residuals);
                await options.onMeasured(measure, residuals);
            }
            for (const block of writable) {
                signal?.throwIfAborted();
                const values = finished.canvas.read(cellRegion(g.blocks, block));
                await yieldToEvents();
                await writeBlock(options, { index: block, col: block % blockAcross, row: Math.floor(block / blockAcross), values });
                give(values);
                finished.read(1, block);
            }
            await yieldToEvents();
        }
        options.onTile(++done, wanted.length);
    }
    if (blended.canvas.held + finished.canvas.held > 0)
        throw new Error(`stream: expected every pixel to be used, ${blended.canvas.held} and ${finished.canvas.held} chunks are left of ${cellCount(g.cells)} cells`);
    return totals;
    async function writeBlock({ outputBands, ...o }, block) {
        const region = cellRegion(g.blocks, block.index);
        const source = inputRegion(region, scale);
        const input = await o.prepared.scene.read(source, outputBands, signal);
        const plane = region.height * region.width;
        const up = { region, source, scale };
        const valid = input.valid.map((mask) => (mask.includes(0) ? nearest(mask, new Uint8Array(plane), up) : allValid(plane)));
        const values = outputBands.map((band, b) => {
            const restored = prepared.bands.indexOf(band);
            return restored < 0 ? nearest(input.bands[b], new Float64Array(plane), up) : block.values.subarray(restored * plane, (restored + 1) * plane);
        });
        if (!writer.written(block.col, block.row))
            await writer.write(block.col, block.row, values, valid);
        if (deviation && !deviation.written(block.col, block.row)) {
            const spread = prepared.bands.map((_, b) => block.values.subarray((bands + b) * plane, (bands + b + 1) * plane));
            await deviation.write(block.col, block.row, spread, prepared.bands.map((band) => valid[outputBands.indexOf(band)]));
        }
    }
}
/** Masks of blocks of which all was measured; there are few sizes of blocks. */
function allValid(length) {
    if (ones.length < length)
        ones = new Uint8Array(length).fill(1);
    return ones.subarray(0, length);
}
let ones = new Uint8Array(0);
function weightsOf({ supports }, tile, fade) {
    const row = Math.floor(tile / supports.cols.length);
    const col = tile % supports.cols.length;
    return {
        rows: ramp(supports.rows[row], { fade, fadeIn: row > 0, fadeOut: row + 1 < supports.rows.length }),
        cols: ramp(supports.cols[col], { fade, fadeIn: col > 0, fadeOut: col + 1 < supports.cols.length }),
    };
}
//# sourceMappingURL=stream.js.map