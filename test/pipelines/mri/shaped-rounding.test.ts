import { describe, expect, it } from "vitest";
import { roundOutsideBand } from "../../../pipelines/mri/shaped-rounding.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { uniform } from "../../golden/golden.js";

const [rows, columns] = [96, 120];
const image = uniform(rows * columns, 5).map((v, i) => 20 + 3 * v + 6 * Math.sin(i / 700)); // a dark image: about 20 steps
const fine = { slope: 0.5, intercept: -7, low: -7, high: 2040.5 };
const rms = (x: Float32Array): number => Math.sqrt(x.reduce((s, v) => s + v * v, 0) / x.length);

function rounded(scale: number, stored = fine, from: Float32Array = image): Float32Array {
  const out = Float32Array.from(from);
  roundOutsideBand(out, { rows, columns, scale }, stored);
  return out;
}
const errorInBand = (x: Float32Array, s: number): number => rms(kspaceTruncate(s, { alignment: "center" }).apply(tensor([1, 1, rows, columns], x.map((v, i) => v - image[i]!))).data);

describe("roundOutsideBand", () => {
  it.each([[2, 0.3], [3, 0.2], [4, 0.2]])("x%i: what can be stored, with little error in the measured band", (scale, share) => {
    const plain = rounded(1);
    const shaped = rounded(scale);
    for (const x of [plain, shaped]) x.forEach((v) => expect((v - fine.intercept) / fine.slope).toBe(Math.round((v - fine.intercept) / fine.slope)));
    expect(errorInBand(shaped, scale)).toBeLessThan(share * errorInBand(plain, scale));
    const moved = shaped.map((v, i) => (v - image[i]!) / fine.slope);
    expect(rms(moved)).toBeLessThan(0.65); // steps; plain rounding 0.29
    expect(Math.max(...moved.map(Math.abs))).toBeLessThan(2.5);
  });

  it("rounds plainly where nothing is beyond the band", () => {
    expect(rounded(1)).toEqual(image.map((v) => Math.round((v + 7) / 0.5) * 0.5 - 7));
  });

  it("stays in the range and comes back from its ends", () => {
    const clipped = rounded(2, { ...fine, low: 18, high: 24 });
    expect([Math.min(...clipped), Math.max(...clipped)]).toEqual([18, 24]);
    const half = new Float32Array(image).map((v, i) => (i < image.length / 2 ? -50 : v));
    const after = rounded(2, { ...fine, low: 0 }, half);
    const tail = (x: Float32Array) => x.slice(0.6 * x.length);
    expect(rms(tail(after).map((v, i) => (v - tail(half)[i]!) / fine.slope))).toBeLessThan(0.65);
  });

  it("leaves stored values as they are", () => {
    const stored = rounded(1);
    expect(rounded(2, fine, stored)).toEqual(stored);
  });
});
