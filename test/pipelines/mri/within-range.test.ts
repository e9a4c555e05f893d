import { describe, expect, it } from "vitest";
import { withinRange } from "../../../pipelines/mri/within-range.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { seriesGeometry } from "./make-study.js";
import { scan } from "./phantom.js";

const A = kspaceTruncate(2, { alignment: "center" });
const fine = tensor([3, 1, 64, 72], scan({ geometry: seriesGeometry({ slices: 3, rows: 64, columns: 72, sliceSpacing: 20 }), contrast: "t1", noise: 0, seed: 2 }));
const y = A.apply(fine);
y.data.forEach((v, i) => (y.data[i] = Math.max(0, v)));
const filled = A.pseudoInverse(y);
const plane = ({ data, dims: [, , h, w] }: Tensor, k: number): Tensor => tensor([1, 1, h, w], data.slice(k * h * w, (k + 1) * h * w));
const relative = (x: Tensor, k: number): number => {
  const [again, wanted] = [A.apply(plane(x, k)).data, plane(y, k).data];
  return Math.sqrt(again.reduce((s, v, i) => s + (v - wanted[i]!) ** 2, 0) / wanted.reduce((s, v) => s + v * v, 0));
};

describe("withinRange", () => {
  it("gives an image without negative values that has the measured band, where clipping has not", async () => {
    const clipped = tensor(filled.dims, filled.data.map((v) => Math.max(0, v)));
    const x = await withinRange(filled, y, A, () => [0, 10]);
    expect(Math.min(...x.data)).toBe(0);
    for (let k = 0; k < 3; k++) {
      expect(relative(clipped, k)).toBeGreaterThan(5e-3);
      expect(relative(x, k)).toBeLessThan(1e-3);
    }
  });

  it("keeps the top of the range as well", async () => {
    const top = Math.max(...y.data); // zero-filling overshoots what was measured
    expect(Math.max(...filled.data)).toBeGreaterThan(1.02 * top);
    const x = await withinRange(filled, y, A, () => [-10, 1.01 * top]);
    expect(Math.max(...x.data)).toBe(Math.fround(1.01 * top));
    for (let k = 0; k < 3; k++) expect(relative(x, k)).toBeLessThan(1e-3);
  });

  it("does to a slice what it does to it alone, leaves those inside of the range as they are, and its input too", async () => {
    const before = filled.data.slice();
    const x = await withinRange(filled, y, A, (slice) => (slice === 1 ? [-10, 10] : [0, 10]));
    expect(plane(x, 1).data).toEqual(plane(filled, 1).data);
    const alone = await withinRange(plane(filled, 2), plane(y, 2), A, () => [0, 10]);
    expect(alone.data).toEqual(plane(x, 2).data);
    expect(filled.data).toEqual(before);
    expect((await withinRange(filled, y, A, () => undefined)).data).toEqual(before);
  });

  it("leaves what does not agree, if it may: sharp edges beside air at zero", async () => {
    const edges = tensor([1, 1, 32, 36], Float32Array.from({ length: 32 * 36 }, (_, i) => (Math.hypot(Math.floor(i / 36) - 15, (i % 36) - 17) < 11 ? 1 : 0)));
    const start = A.pseudoInverse(edges);
    expect((await withinRange(start, edges, A, () => [0, 10], { orLeave: true })).data).toEqual(start.data);
    expect(Math.min(...(await withinRange(start, edges, A, () => [0, 10])).data)).toBe(0);
    // made by truncation, over a floor of noise as in air: found in a few rounds
    const noisy = A.apply(tensor(fine.dims, fine.data.map((v) => v + 0.08)));
    expect(Math.min(...A.pseudoInverse(noisy).data)).toBeLessThan(0);
    expect(Math.min(...(await withinRange(A.pseudoInverse(noisy), noisy, A, () => [0, 10], { orLeave: true })).data)).toBe(0);
  });
});
