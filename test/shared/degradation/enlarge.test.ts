import { describe, expect, it } from "vitest";
import { enlargePart } from "../../../shared/degradation/enlarge.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { resize } from "../../../shared/tensor/resample.js";

describe("a part of an enlarged plane", () => {
  it.each([[2, { row: 0, col: 0, height: 300, width: 94 }], [3, { row: 7, col: 1, height: 200, width: 140 }], [4, { row: 599, col: 3, height: 1, width: 185 }]] as const)("is what resize gives there: x%i", (scale, part) => {
    const x = placedNoise(3).fill([1, 1, 150, 47], 0, { row: 0, col: 0 });
    const whole = resize(x, { height: 150 * scale, width: 47 * scale, kernel: "bicubic" });
    const out = new Float32Array(2 + part.height * part.width).fill(9);
    enlargePart(x.data, { height: 150, width: 47, scale }, part, out, 1);
    let worst = 0;
    for (let i = 0; i < part.height; i++) {
      for (let j = 0; j < part.width; j++) worst = Math.max(worst, Math.abs(out[1 + i * part.width + j]! - whole.data[(part.row + i) * 47 * scale + part.col + j]!));
    }
    expect(worst).toBeLessThan(2e-6);
    expect([out[0], out[out.length - 1]]).toEqual([9, 9]);
  });

  it("does not depend on where the part begins", () => {
    const x = placedNoise(4).fill([1, 1, 90, 40], 0, { row: 0, col: 0 }).data;
    const size = { height: 90, width: 40, scale: 4 };
    const whole = new Float32Array(360 * 160);
    enlargePart(x, size, { row: 0, col: 0, height: 360, width: 160 }, whole, 0);
    const part = new Float32Array(130 * 21);
    enlargePart(x, size, { row: 111, col: 50, height: 130, width: 21 }, part, 0);
    for (let i = 0; i < 130; i++) for (let j = 0; j < 21; j++) expect(part[i * 21 + j]).toBe(whole[(111 + i) * 160 + 50 + j]);
  });

  it("is refused where it lies outside", () => {
    expect(() => enlargePart(new Float32Array(16), { height: 4, width: 4, scale: 2 }, { row: 1, col: 0, height: 8, width: 8 }, new Float32Array(64), 0)).toThrow("8x8");
  });
});
