import { describe, expect, it } from "vitest";
import { allPending, Flow, neededWriters } from "../../../shared/tiles/flow.js";
import { geometry } from "../../../shared/tiles/geometry.js";
import { cellCount, cellRegion } from "../../../shared/tiles/lattice.js";

const size = { height: 900, width: 700 };
const g = geometry({ ...size, scale: 4, window: { row: 0, col: 0, ...size }, tile: 256, fade: 16, halo: 32, multipleOf: 16, context: 40, margin: 12, block: 256 });
const value = (row: number, col: number) => row * 1000 + col;
const options = { channels: 1, ...size, make: (n: number) => new Float32Array(n) };

function patchOf({ row, col, height, width }: ReturnType<typeof cellRegion>): Float32Array {
  return Float32Array.from({ length: height * width }, (_, i) => value(row + Math.floor(i / width), col + (i % width)));
}

function same(a: Float32Array, b: Float32Array): boolean {
  return Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0;
}

/** Writes the cells in `order`; readers check every pixel that they get. Returns readers in the order they became ready. */
function run(order: readonly number[], pending = allPending(g.measureNeeds)): { read: number[]; most: number; left: number } {
  const flow = new Flow(g.cells, [{ lattice: g.measureNeeds, pending }], options);
  const read: number[] = [];
  let most = 0;
  for (const cell of order) {
    const region = cellRegion(g.cells, cell);
    flow.canvas.set(region, patchOf(region));
    most = Math.max(most, flow.canvas.held);
    for (const reader of flow.written(cell)[0]!) {
      const need = cellRegion(g.measureNeeds, reader);
      expect(same(flow.canvas.read(need) as Float32Array, patchOf(need))).toBe(true);
      flow.read(0, reader);
      read.push(reader);
    }
  }
  return { read, most, left: flow.canvas.held };
}

const all = Array.from({ length: cellCount(g.cells) }, (_, i) => i);

describe("a flow between two stages", () => {
  it("serves every reader once, with all its pixels, and gives all memory back", () => {
    const { read, left } = run(all);
    expect([...read].sort((a, b) => a - b)).toEqual(Array.from({ length: cellCount(g.measureNeeds) }, (_, i) => i));
    expect(left).toBe(0);
  });

  it("works in any order of the writers", () => {
    expect(run([...all].reverse()).left).toBe(0);
    expect(run([...all].sort((a, b) => ((a * 7) % 11) - ((b * 7) % 11))).left).toBe(0);
  });

  it("holds a strip, not the image", () => {
    const tall = geometry({ height: 8192, width: 1000, scale: 4, window: { row: 0, col: 0, height: 8192, width: 1000 }, tile: 256, fade: 0, halo: 0, multipleOf: 1, context: 0, margin: 12, block: 256 });
    const flow = new Flow(tall.cells, [{ lattice: tall.measureNeeds, pending: allPending(tall.measureNeeds) }], { ...options, width: 1000, height: 8192 });
    let most = 0;
    for (let cell = 0; cell < cellCount(tall.cells); cell++) {
      flow.canvas.set(cellRegion(tall.cells, cell), new Float32Array(cellRegion(tall.cells, cell).height * cellRegion(tall.cells, cell).width));
      for (const reader of flow.written(cell)[0]!) flow.read(0, reader);
      most = Math.max(most, flow.canvas.held);
    }
    // chunks of 16 x 256: two rows of them, and a cell with the strip beside it
    expect(most).toBeLessThanOrEqual(2 * 4 + (256 / 16 + 2) * 3);
    expect(flow.canvas.held).toBe(0);
  });

  it("drops what no pending reader waits for", () => {
    const pending = new Uint8Array(cellCount(g.measureNeeds));
    pending[5] = 1;
    const writers = neededWriters(g.cells, [{ lattice: g.measureNeeds, pending }]);
    const order = all.filter((cell) => writers[cell] === 1);
    expect(order.length).toBe(4); // the cell, and the three above and left of it
    expect(run(order, pending)).toMatchObject({ read: [5], left: 0 });
  });

  it("says so where a reader would get pixels that were never written", () => {
    const flow = new Flow(g.cells, [{ lattice: g.measureNeeds, pending: allPending(g.measureNeeds) }], options);
    expect(() => flow.canvas.read({ row: 0, col: 0, height: 4, width: 4 })).toThrow("got 0 of 16");
  });
});
