import { isFloat } from "./raster.js";
import { nodataOf } from "./read.js";
/** A mosaic as a scene. Where no piece lies nothing was measured: nodata, or else a mask, says so. */
export function mosaicScene(mosaic, sources) {
    const { name, files, width, height, sampleType, bands, georeference, tags, pieces, block } = mosaic;
    const nodata = nodataOf(tags.nodataText, sampleType);
    const alpha = bands.findIndex(({ interpretation }) => interpretation === "alpha");
    const hasMask = mosaic.masked || (nodata === undefined && alpha < 0 && !covered(mosaic));
    const all = bands.map((_, band) => band);
    async function read(window, chosen = all, signal) {
        if (!(window.width >= 1 && window.height >= 1 && window.col >= 0 && window.row >= 0 && window.col + window.width <= width && window.row + window.height <= height)) {
            throw new Error(`read: expected a window inside ${width}x${height}, got ${JSON.stringify(window)}`);
        }
        const wanted = [...new Set(alpha < 0 ? chosen : [...chosen, alpha])];
        const size = window.width * window.height;
        const planes = new Map(wanted.map((band) => [band, { values: new Float64Array(size).fill(nodata ?? 0), valid: new Uint8Array(size) }]));
        for (const piece of pieces) {
            signal?.throwIfAborted();
            const part = overlap(piece, window);
            const here = wanted.filter((band) => piece.bands.has(band));
            if (part === undefined || here.length === 0)
                continue;
            const { opaque, ...source } = await sources.use(piece.path, async (scene) => ({
                ...(await scene.read({ ...part, col: part.col - piece.at.col + piece.from.col, row: part.row - piece.at.row + piece.from.row }, here.map((band) => piece.bands.get(band).band), signal)),
                opaque: here.map((band) => scene.bands[piece.bands.get(band).band].interpretation === "alpha"),
            }), signal);
            here.forEach((band, i) => lay(piece.bands.get(band).over, { values: source.bands[i], valid: source.valid[i], alpha: opaque[i] }, planes.get(band), { part, window }));
        }
        for (const [band, plane] of planes)
            if (band !== alpha)
                judge(plane, nodata, planes.get(alpha)?.values);
        return { window, bands: chosen.map((band) => planes.get(band).values), valid: chosen.map((band) => planes.get(band).valid) };
    }
    function judge({ values, valid }, none, opacity) {
        const float = isFloat(sampleType);
        for (let i = 0; i < valid.length; i++) {
            if (values[i] === none || (float && !Number.isFinite(values[i])) || opacity?.[i] === 0)
                valid[i] = 0;
        }
    }
    return { name, files, width, height, sampleType, bands, nodata, hasMask, blockWidth: Math.min(block.width, width), blockHeight: Math.min(block.height, height), georeference, tags, read, close: () => sources.close() };
}
function overlap({ at, from }, window) {
    const col = Math.max(at.col, window.col);
    const row = Math.max(at.row, window.row);
    const width = Math.min(at.col + from.width, window.col + window.width) - col;
    const height = Math.min(at.row + from.height, window.row + window.height) - row;
    return width > 0 && height > 0 ? { col, row, width, height } : undefined;
}
function lay(over, source, to, { part, window }) {
    for (let r = 0, i = 0; r < part.height; r++) {
        let out = (part.row - window.row + r) * window.width + part.col - window.col;
        for (let c = 0; c < part.width; c++, i++, out++) {
            const value = source.values[i];
            if (over === "measured" && (source.valid[i] === 0 || (source.alpha && value === 0)))
                continue;
            if (typeof over === "object" && (value === over.except || (value !== value && over.except !== over.except)))
                continue;
            to.values[out] = value;
            to.valid[out] = source.valid[i];
        }
    }
}
/** Whether the pieces leave no gap: every cell of the grid of their edges lies in one. */
function covered({ width, height, pieces }) {
    const edges = (from, extent) => [...new Set([0, extent, ...from.filter((edge) => edge > 0 && edge < extent)])].sort((a, b) => a - b);
    const cols = edges(pieces.flatMap(({ at, from }) => [at.col, at.col + from.width]), width);
    const rows = edges(pieces.flatMap(({ at, from }) => [at.row, at.row + from.height]), height);
    const filled = new Uint8Array(cols.length * rows.length);
    for (const { at, from } of pieces) {
        for (let r = rows.findIndex((row) => row >= at.row); r < rows.length && rows[r] < at.row + from.height; r++) {
            for (let c = cols.findIndex((col) => col >= at.col); c < cols.length && cols[c] < at.col + from.width; c++)
                filled[r * cols.length + c] = 1;
        }
    }
    for (let r = 0; r + 1 < rows.length; r++)
        for (let c = 0; c + 1 < cols.length; c++)
            if (filled[r * cols.length + c] === 0)
                return false;
    return true;
}
//# sourceMappingURL=mosaic.js.map