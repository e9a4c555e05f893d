import { give, takeBytes } from "../../shared/tensor/spare.js";
import { decodeBlock, encodeBlock } from "./cog-block.js";
import { makeSamples } from "./finish.js";
import { isFloat } from "./raster.js";
/** How many blocks of an overview are made at once; each holds its four children decoded. */
const inFlight = 3;
/**
 * The blocks of `level` from those one level finer: means over the measured pixels of 2x2. Blocks are handed to `keep`
 * in no particular order; block size is even, so each fine block is needed once only.
 */
export async function makeOverview(layout, level, { load, keep }) {
    const { across, down, width, height } = layout.levels[level];
    const fine = layout.levels[level - 1];
    const { blockSize } = layout;
    let next = 0;
    async function work() {
        while (next < across * down) {
            const index = next++;
            const col = index % across;
            const row = Math.floor(index / across);
            const extent = { width: Math.min(blockSize, width - col * blockSize), height: Math.min(blockSize, height - row * blockSize) };
            const size = extent.width * extent.height;
            const coarse = { ...extent, bands: layout.bands.map(() => makeSamples(layout.type)(size)), valid: layout.bands.map(() => takeBytes(size).fill(0)) };
            for (const [down2, right] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
                const from = { col: 2 * col + right, row: 2 * row + down2 };
                if (from.col >= fine.across || from.row >= fine.down)
                    continue;
                const child = await decodeBlock(layout, await load(from.row * fine.across + from.col));
                if (child === undefined)
                    continue;
                halve(layout, child, inside(fine, from, blockSize), coarse, { col: right * (blockSize / 2), row: down2 * (blockSize / 2) });
            }
            const block = await encodeBlock(layout, coarse);
            give(...coarse.bands, ...coarse.valid);
            await keep(index, block);
        }
    }
    await Promise.all(Array.from({ length: inFlight }, work));
}
function inside({ width, height }, { col, row }, blockSize) {
    return { width: Math.min(blockSize, width - col * blockSize), height: Math.min(blockSize, height - row * blockSize) };
}
/** Writes the 2x2 means of the first width x height pixels of `fine` into `coarse`, from `at` on. */
function halve({ bands, blockSize, nodata, type }, { values, present }, { width, height }, coarse, at) {
    const columns = Math.ceil(width / 2);
    const rows = Math.ceil(height / 2);
    const samples = bands.length;
    bands.forEach((interpretation, band) => {
        const out = coarse.bands[band];
        const known = coarse.valid[band];
        const alpha = interpretation === "alpha";
        const flags = alpha ? undefined : present;
        const none = alpha ? NaN : (nodata ?? NaN);
        if (flags === undefined && Number.isNaN(none) && !isFloat(type) && width % 2 === 0 && height % 2 === 0) {
            halveWhole({ values, samples, band, blockSize }, { columns, rows }, out, at.row * coarse.width + at.col, coarse.width);
            for (let r = 0; r < rows; r++)
                known.fill(1, (at.row + r) * coarse.width + at.col, (at.row + r) * coarse.width + at.col + columns);
            return;
        }
        for (let r = 0; r < rows; r++) {
            const lines = 2 * r + 1 < height ? 2 : 1;
            for (let c = 0; c < columns; c++) {
                const across = 2 * c + 1 < width ? 2 : 1;
                let sum = 0;
                let count = 0;
                for (let line = 0; line < lines; line++) {
                    for (let i = (2 * r + line) * blockSize + 2 * c, end = i + across; i < end; i++) {
                        const value = values[i * samples + band];
                        if (value !== none && value === value && (flags === undefined || flags[i] !== 0)) {
                            sum += value;
                            count++;
                        }
                    }
                }
                if (count === 0)
                    continue;
                const to = (at.row + r) * coarse.width + at.col + c;
                out[to] = sum / count;
                known[to] = 1;
            }
        }
    });
}
/** What almost every block is: whole numbers, all measured, of even extent. */
function halveWhole({ values, samples, band, blockSize }, { columns, rows }, out, at, stride) {
    const down = blockSize * samples;
    for (let r = 0; r < rows; r++) {
        for (let c = 0, i = 2 * r * down + band, to = at + r * stride; c < columns; c++, i += 2 * samples, to++) {
            out[to] = (values[i] + values[i + samples] + values[i + down] + values[i + down + samples]) / 4;
        }
    }
}
//# sourceMappingURL=cog-overviews.js.map