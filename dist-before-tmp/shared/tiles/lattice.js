/** Rectangles of an image too big for memory, as rows times columns of spans; spans may overlap, and ascend at both ends. */
export function cellCount({ rows, cols }) {
    return rows.length * cols.length;
}
export function cellRegion({ rows, cols }, index) {
    const row = rows[Math.floor(index / cols.length)];
    const col = cols[index % cols.length];
    if (!row || !col)
        throw new Error(`lattice: expected a cell below ${rows.length * cols.length}, got ${index}`);
    return { row: row.from, col: col.from, height: row.to - row.from, width: col.to - col.from };
}
/** Cells that share a pixel with `region`, in raster order. */
export function touching(lattice, region) {
    const rows = overlapping(lattice.rows, region.row, region.row + region.height);
    const cols = overlapping(lattice.cols, region.col, region.col + region.width);
    const cells = [];
    for (let r = rows.from; r < rows.to; r++)
        for (let c = cols.from; c < cols.to; c++)
            cells.push(r * lattice.cols.length + c);
    return cells;
}
/** Indices of the ascending spans that overlap [from, to). */
function overlapping(spans, from, to) {
    if (to <= from)
        return { from: 0, to: 0 };
    return { from: firstIndex(spans, (span) => span.to > from), to: firstIndex(spans, (span) => span.from >= to) };
}
/** Binary search: `holds` is false, then true along the spans. */
function firstIndex(spans, holds) {
    let low = 0;
    let high = spans.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (holds(spans[middle]))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
/** Consecutive spans between 0, the cuts that lie inside, and `extent`. */
export function between(extent, cuts) {
    const ends = [...cuts.filter((cut) => cut > 0 && cut < extent), extent];
    return ends.map((to, i) => ({ from: i === 0 ? 0 : ends[i - 1], to }));
}
/** Every span longer by `before` and `after`, kept inside [0, extent). */
export function grown(spans, { before, after, extent }) {
    return spans.map(({ from, to }) => ({ from: Math.max(0, from - before), to: Math.min(extent, to + after) }));
}
export function intersection(a, b) {
    const row = Math.max(a.row, b.row);
    const col = Math.max(a.col, b.col);
    return {
        row,
        col,
        height: Math.max(0, Math.min(a.row + a.height, b.row + b.height) - row),
        width: Math.max(0, Math.min(a.col + a.width, b.col + b.width) - col),
    };
}
export function isEmpty({ height, width }) {
    return height <= 0 || width <= 0;
}
//# sourceMappingURL=lattice.js.map