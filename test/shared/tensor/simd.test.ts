import { describe, expect, it } from "vitest";
import { BLOCK_LANES, padded, workspace } from "../../../shared/tensor/simd.js";
import { uniform } from "../../golden/golden.js";

describe("rows", () => {
  it("adds weighted, shifted rows, block by block, with or without what was there", () => {
    const width = 2 * BLOCK_LANES;
    const step = width + 3; // unaligned
    const taps = 5;
    const x = uniform(taps * step + width, 1);
    const weights = uniform(taps, 2);
    const [source, kept, target] = [0, 400, 450];
    const { lanes, rows } = workspace(1000);
    lanes.set(x, source);
    lanes.set(weights, kept);
    lanes.fill(7, target, target + width + 1);
    const want = (j: number) => {
      let sum = 0;
      for (let k = 0; k < taps; k++) sum = Math.fround(sum + Math.fround(weights[k]! * x[k * step + j]!));
      return sum;
    };
    rows(4 * target, 4 * source, 4 * step, 4 * kept, taps, 4 * width, 0);
    for (let j = 0; j < width; j++) expect(lanes[target + j]).toBe(want(j));
    expect(lanes[target + width]).toBe(7);
    rows(4 * target, 4 * source, 4 * step, 4 * kept, 1, 4 * width, 1);
    for (let j = 0; j < width; j++) expect(lanes[target + j]).toBe(Math.fround(want(j) + Math.fround(weights[0]! * x[j]!)));
  });

  it("has as much memory as asked for", () => {
    expect(workspace(3_000_000).lanes.length).toBeGreaterThanOrEqual(3_000_000);
    expect([padded(1), padded(16), padded(17)]).toEqual([16, 16, 32]);
  });
});
