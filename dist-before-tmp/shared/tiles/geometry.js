import { between, grown } from "./lattice.js";
export function geometry(options) {
    const { window } = options;
    const rows = axis(options, options.height, { from: window.row, to: window.row + window.height });
    const cols = axis(options, options.width, { from: window.col, to: window.col + window.width });
    const lattice = (stage) => ({ rows: rows[stage], cols: cols[stage] });
    return {
        windows: lattice("windows"),
        supports: lattice("supports"),
        cells: lattice("cells"),
        cellNeeds: lattice("cellNeeds"),
        measures: lattice("measures"),
        measureNeeds: lattice("measureNeeds"),
        blocks: lattice("blocks"),
    };
}
function axis({ scale, tile, fade, halo, multipleOf, context, margin, block }, extent, wanted) {
    const cellCuts = [];
    for (let cut = tile; cut < extent; cut += tile)
        cellCuts.push(Math.ceil(cut / scale) * scale);
    const tileCuts = cellCuts.map((cut) => cut + context + fade / 2);
    // a last tile narrower than its two ramps would meet three neighbours at once
    const supports = grown(between(extent, tileCuts.filter((cut) => extent - cut > fade)), { before: fade / 2, after: fade / 2, extent });
    const cells = between(extent, cellCuts);
    const measures = between(extent, cellCuts.map((cut) => cut - margin))
        .map(({ from, to }) => ({
        from: Math.max(from, wanted.from === 0 ? 0 : wanted.from + margin),
        to: Math.min(to, wanted.to === extent ? extent : wanted.to - margin),
    }))
        .filter(({ from, to }) => to > from);
    const blocks = [];
    for (let from = wanted.from; from < wanted.to; from += block)
        blocks.push({ from, to: Math.min(from + block, wanted.to) });
    return {
        supports,
        windows: grown(supports, { before: halo, after: halo, extent }).map(({ from, to }) => ({
            from: Math.floor(from / multipleOf) * multipleOf,
            to: Math.min(extent, Math.ceil(to / multipleOf) * multipleOf),
        })),
        cells,
        cellNeeds: grown(cells, { before: context, after: context, extent }),
        measures,
        measureNeeds: grown(measures, { before: margin, after: margin, extent }),
        blocks,
    };
}
//# sourceMappingURL=geometry.js.map