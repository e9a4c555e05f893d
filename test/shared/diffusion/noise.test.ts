import { describe, expect, it } from "vitest";
import { draws, noiseField, placedNoise } from "../../../shared/diffusion/noise.js";
import { normal, upperQuantile } from "../../../shared/diffusion/normal-quantile.js";
import { threefry } from "../../../shared/diffusion/threefry.js";
import { crop } from "../../../shared/tensor/layout.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";

const at = { row: 0, col: 0 };
const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, "0")).join(" ");

function correlation(a: ArrayLike<number>, b: ArrayLike<number>, shift = 0): number {
  let sum = 0;
  for (let i = shift; i < a.length; i++) sum += a[i]! * b[i - shift]!;
  return sum / Math.sqrt(a.length - shift); // in standard deviations of the estimate
}

describe("threefry", () => {
  it("gives the vectors of Random123", () => {
    expect(hex(threefry(0, 0, 0, 0, 13))).toBe("9d1c5ec6 8bd50731");
    expect(hex(threefry(0, 0, 0, 0))).toBe("6b200159 99ba4efe");
    expect(hex(threefry(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff))).toBe("1cb996fc bb002be7");
    expect(hex(threefry(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3))).toBe("c4923a9c 483df7a0");
  });
});

describe("normal", () => {
  it("inverts the normal distribution", () => {
    expect(upperQuantile(0.025)).toBeCloseTo(1.959963984540054, 12); // tables of the normal distribution
    expect(upperQuantile(1e-9)).toBeCloseTo(5.997807015007686, 11);
    let worst = 0;
    for (let i = 0; i <= 20_000; i++) {
      const m = Math.floor((2 ** 31 - 1) * 2 ** ((-31 * i) / 20_000));
      worst = Math.max(worst, Math.abs(normal(m) - upperQuantile((m + 0.5) / 2 ** 32)), Math.abs(normal(m | 0x80000000) + normal(m)));
    }
    expect(worst).toBeLessThan(5e-6);
  });
});

describe("placedNoise", () => {
  it("is the same for ever", () => {
    const values = (seed: number, draw: number, row: number, col: number) => Array.from(placedNoise(seed).fill([1, 1, 1, 4], draw, { row, col }).data, (v) => v.toFixed(6));
    expect(values(0, 0, 0, 0)).toEqual(["0.627347", "-2.661539", "0.159602", "-0.701520"]);
    expect(values(2 ** 40 + 7, 3, -5, -3)).toEqual(["0.163229", "0.092826", "-0.787108", "-0.685902"]);
  });

  it("takes each sample from threefry's word for its place", () => {
    const field = placedNoise(2 ** 33 + 5).fill([1, 2, 1, 5], 9, { row: -2, col: 1 });
    const key = threefry(5, 2, 9, 1);
    const words = [0, 1, 2].flatMap((pair) => threefry(...key, -2, pair, 13)).slice(1);
    expect(Array.from(field.data.subarray(5))).toEqual(words.map((word) => Math.fround(normal(word | 0))));
  });

  it("has the moments and tails of a standard normal", () => {
    const { data } = placedNoise(42).fill([1, 4, 512, 512], 0, at);
    const n = data.length;
    const sums = [0, 0, 0, 0];
    let beyond3 = 0;
    for (const x of data) {
      for (let k = 0; k < 4; k++) sums[k]! += x ** (k + 1);
      if (Math.abs(x) > 3) beyond3++;
    }
    expect(Math.abs(sums[0]!) / Math.sqrt(n)).toBeLessThan(4);
    expect(Math.abs(sums[1]! - n) / Math.sqrt(2 * n)).toBeLessThan(4);
    expect(Math.abs(sums[2]!) / Math.sqrt(15 * n)).toBeLessThan(4);
    expect(Math.abs(sums[3]! - 3 * n) / Math.sqrt(96 * n)).toBeLessThan(4);
    expect(Math.abs(beyond3 - 0.0026998 * n) / Math.sqrt(0.0027 * n)).toBeLessThan(4);
  });

  it("is independent between neighbours, channels, draws and seeds", () => {
    const dims = [1, 2, 400, 400] as const;
    const a = placedNoise(7).fill(dims, 0, at).data;
    const plane = 400 * 400;
    for (const shift of [1, 2, 400, 401, 800]) expect(Math.abs(correlation(a, a, shift)), `shift ${shift}`).toBeLessThan(4);
    expect(Math.abs(correlation(a.subarray(0, plane), a.subarray(plane)))).toBeLessThan(4);
    for (const [seed, draw] of [[7, 1], [8, 0], [7, draws.guide(0)], [7 + 2 ** 32, 0]] as const) {
      expect(Math.abs(correlation(a, placedNoise(seed).fill(dims, draw, at).data)), `seed ${seed} draw ${draw}`).toBeLessThan(4);
    }
  });

  it("is addressed by place: a crop of a field is the field of the crop, also at odd and negative places", () => {
    const big = placedNoise(3).fill([1, 3, 40, 50], 2, { row: -11, col: -9 });
    for (const [row, col] of [[0, 0], [3, 5], [11, 9], [12, 10], [20, 31]] as const) {
      const part = placedNoise(3).fill([1, 3, 7, 13], 2, { row: row - 11, col: col - 9 });
      expect(part.data).toEqual(crop(big, { row, col, height: 7, width: 13 }).data);
    }
  });

  it("gives each item of a batch its own place", () => {
    const source = placedNoise(3);
    const batch = source.fill([2, 1, 4, 4], 0, [{ row: 0, col: 0 }, { row: 64, col: -32 }]);
    expect(batch.data.subarray(16)).toEqual(source.fill([1, 1, 4, 4], 0, { row: 64, col: -32 }).data);
    expect(() => source.fill([2, 1, 4, 4], 0, at)).toThrow("noise: expected an origin for each of 2 batch items, got 1");
  });

  it("fills large fields between other events, with the same bytes", async () => {
    const dims = [1, 3, 700, 640] as const;
    let turns = 0;
    const count = (): unknown => (turns++, (timer = setImmediate(count)));
    let timer = setImmediate(count);
    const field: Tensor = await noiseField(placedNoise(5), dims, 1, { row: 3, col: -7 });
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(3);
    expect(Buffer.from(field.data.buffer).equals(Buffer.from(placedNoise(5).fill(dims, 1, { row: 3, col: -7 }).data.buffer))).toBe(true);
  });

  it("refuses seeds that would be rounded", () => {
    expect(() => placedNoise(2 ** 53)).toThrow("placedNoise: expected a whole seed of at least 0");
    expect(() => placedNoise(0.5)).toThrow("got 0.5");
  });
});
