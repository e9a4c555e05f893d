import { describe, expect, it } from "vitest";
import { ramp } from "../../../shared/tiles/blend.js";
import { geometry, type GeometryOptions } from "../../../shared/tiles/geometry.js";
import { cellRegion, touching, type Lattice } from "../../../shared/tiles/lattice.js";

const base: GeometryOptions = {
  height: 1500, width: 2100, scale: 3, window: { row: 0, col: 0, height: 1500, width: 2100 },
  tile: 512, fade: 16, halo: 32, multipleOf: 16, context: 30, margin: 9, block: 512,
};

/** How often each of `extent` positions is covered by the spans. */
function coverage(spans: Lattice["rows"], extent: number): number[] {
  const counts = new Array<number>(extent).fill(0);
  for (const { from, to } of spans) for (let i = from; i < to; i++) counts[i]!++;
  return counts;
}

describe("geometry", () => {
  it("covers the scene once with cells and with blocks, on whole input pixels", () => {
    const { cells, blocks } = geometry(base);
    expect(new Set(coverage(cells.rows, 1500))).toEqual(new Set([1]));
    expect(new Set(coverage(blocks.cols, 2100))).toEqual(new Set([1]));
    for (const { from } of cells.cols) expect(from % 3).toBe(0);
  });

  it("gives every tile's weights a partner: ramps sum to one everywhere", () => {
    for (const extent of [512, 530, 570, 590, 1100, 2100]) {
      const { supports } = geometry({ ...base, width: extent, window: { ...base.window, width: extent } });
      const sum = new Float64Array(extent);
      supports.cols.forEach((span, i) => {
        ramp(span, { fade: 16, fadeIn: i > 0, fadeOut: i + 1 < supports.cols.length }).forEach((w, k) => (sum[span.from + k]! += w));
      });
      expect(sum.every((w) => w === 1)).toBe(true);
    }
  });

  it("lets networks see the halo, in one phase", () => {
    const { windows, supports } = geometry(base);
    windows.cols.forEach(({ from, to }, i) => {
      const support = supports.cols[i]!;
      expect(from % 16).toBe(0);
      expect(from === 0 || support.from - from >= 32).toBe(true);
      expect(to === 2100 || to - support.to >= 32).toBe(true);
    });
  });

  it("completes a cell with its own tile: only earlier tiles are needed beside it", () => {
    const { supports, cellNeeds } = geometry(base);
    for (let cell = 0; cell < cellNeeds.rows.length * cellNeeds.cols.length; cell++) {
      const row = Math.floor(cell / cellNeeds.cols.length);
      const col = cell % cellNeeds.cols.length;
      for (const tile of touching(supports, cellRegion(cellNeeds, cell))) {
        expect(Math.floor(tile / supports.cols.length)).toBeLessThanOrEqual(row);
        expect(tile % supports.cols.length).toBeLessThanOrEqual(col);
      }
    }
  });

  it("puts tiles and cells in the same places whatever the window", () => {
    const whole = geometry(base);
    const part = geometry({ ...base, window: { row: 300, col: 600, height: 90, width: 900 } });
    expect(part.windows).toEqual(whole.windows);
    expect(part.cells).toEqual(whole.cells);
    expect(part.blocks.cols.map(({ from, to }) => to - from)).toEqual([512, 388]);
    // what is measured keeps clear of the window's cut sides
    expect(part.measures.rows[0]!.from).toBe(309);
    expect(part.measures.cols.at(-1)!.to).toBe(1491);
  });
});
