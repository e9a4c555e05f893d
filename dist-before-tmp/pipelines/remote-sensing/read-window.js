/** Blocks of one read that are fetched and inflated at the same time: zlib has four threads, a server likes a few requests. */
const inFlight = 6;
/** Gathers windows from blocks and says which of their pixels were measured. */
export function windowReader(image, { mask, alpha, nodata, float }) {
    const { width, height, samples } = image.layout;
    return async (window, bands, signal) => {
        if (!(window.width >= 1 && window.height >= 1 && window.col >= 0 && window.row >= 0 && window.col + window.width <= width && window.row + window.height <= height)) {
            throw new Error(`read: expected a window inside ${width}x${height}, got ${JSON.stringify(window)}`);
        }
        if (bands.some((band) => !(Number.isInteger(band) && band >= 0 && band < samples)))
            throw new Error(`read: expected bands 0 to ${samples - 1}, got ${bands.join(", ")}`);
        const wanted = [...new Set(alpha === undefined || bands.every((band) => band === alpha) ? bands : [...bands, alpha])];
        const gathered = await gather(image, window, wanted, signal);
        const measured = mask && (await gather(mask, window, [0], signal)).get(0).values;
        const opacity = alpha === undefined ? undefined : gathered.get(alpha)?.values;
        const values = bands.map((band) => gathered.get(band).values);
        const valid = bands.map((band, i) => {
            const { written } = gathered.get(band);
            const flags = written?.slice() ?? new Uint8Array(window.width * window.height).fill(1);
            if (measured !== undefined)
                clearWhereZero(flags, measured);
            if (band === alpha)
                return flags;
            if (opacity !== undefined)
                clearWhereZero(flags, opacity);
            if (float)
                clearWhereNotFinite(flags, values[i]);
            if (nodata !== undefined && Number.isFinite(nodata))
                clearWhere(flags, values[i], nodata);
            if (written !== undefined && nodata !== undefined)
                fillWhere(values[i], written, nodata);
            return flags;
        });
        return { window, bands: values, valid };
    };
}
async function gather({ layout, block }, window, bands, signal) {
    const { blockWidth, blockHeight, blocksAcross, blocksDown, planar, samples } = layout;
    const size = window.width * window.height;
    const gathered = new Map(bands.map((band) => [band, { values: new Float64Array(size) }]));
    const jobs = [];
    const lastCol = Math.floor((window.col + window.width - 1) / blockWidth);
    const lastRow = Math.floor((window.row + window.height - 1) / blockHeight);
    for (const plane of planar ? bands : [0]) {
        for (let row = Math.floor(window.row / blockHeight); row <= lastRow; row++) {
            for (let col = Math.floor(window.col / blockWidth); col <= lastCol; col++)
                jobs.push({ col, row, plane });
        }
    }
    async function work() {
        for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
            signal?.throwIfAborted();
            const { col, row, plane } = job;
            const data = await block((plane * blocksDown + row) * blocksAcross + col, signal);
            const from = { col: Math.max(window.col, col * blockWidth), row: Math.max(window.row, row * blockHeight) };
            const to = { col: Math.min(window.col + window.width, (col + 1) * blockWidth), row: Math.min(window.row + window.height, (row + 1) * blockHeight) };
            const columns = to.col - from.col;
            for (const [band, target] of gathered) {
                if (planar && band !== plane)
                    continue;
                if (data === undefined)
                    target.written ??= new Uint8Array(size).fill(1);
                for (let r = from.row; r < to.row; r++) {
                    const out = (r - window.row) * window.width + from.col - window.col;
                    const start = (r - row * blockHeight) * blockWidth + from.col - col * blockWidth;
                    if (data === undefined)
                        target.written.fill(0, out, out + columns);
                    else if (planar)
                        copyRow(data, start, 1, target.values, out, columns);
                    else
                        copyRow(data, start * samples + band, samples, target.values, out, columns);
                }
            }
        }
    }
    try {
        await Promise.all(Array.from({ length: Math.min(inFlight, jobs.length) }, work));
    }
    finally {
        jobs.length = 0; // one failed: the others stop at their next block
    }
    return gathered;
}
function copyRow(from, start, stride, to, out, count) {
    for (let i = 0, at = start; i < count; i++, at += stride)
        to[out + i] = from[at];
}
function clearWhereZero(flags, values) {
    for (let i = 0; i < flags.length; i++)
        if (values[i] === 0)
            flags[i] = 0;
}
function clearWhere(flags, values, value) {
    for (let i = 0; i < flags.length; i++)
        if (values[i] === value)
            flags[i] = 0;
}
function clearWhereNotFinite(flags, values) {
    for (let i = 0; i < flags.length; i++)
        if (!Number.isFinite(values[i]))
            flags[i] = 0;
}
function fillWhere(values, written, value) {
    for (let i = 0; i < values.length; i++)
        if (written[i] === 0)
            values[i] = value;
}
//# sourceMappingURL=read-window.js.map