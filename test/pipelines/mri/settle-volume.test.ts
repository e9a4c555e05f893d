import { describe, expect, it } from "vitest";
import { refinedGeometry } from "../../../pipelines/mri/finish.js";
import { settleVolume, type SettledVolume } from "../../../pipelines/mri/settle-volume.js";
import { relativeError } from "../../../pipelines/mri/settle.js";
import type { Storage } from "../../../pipelines/mri/study.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { seriesGeometry } from "./make-study.js";

const [slices, rows, columns] = [3, 48, 56];
const A = kspaceTruncate(2, { alignment: "center" });
const geometry = refinedGeometry(seriesGeometry({ slices, rows, columns, sliceSpacing: 5 }), { scale: 2, throughPlane: 1, alignment: "center" });
const form = (type: "uint8" | "uint16"): Storage => ({ type, bits: type === "uint8" ? 8 : 16, slope: [1, 1, 1], intercept: [0, 0, 0] });

/** Zero-filled, so that it has the band. Nothing in slice 0, a disc beside air at zero in the others. */
function discs(top: number, { value = (): number => top, radius = 17 }: { value?: (i: number, j: number) => number; radius?: number } = {}): Float32Array {
  const low = Float32Array.from({ length: slices * rows * columns }, (_, at) => {
    const [k, i, j] = [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns];
    return k > 0 && Math.hypot(i - 23, j - 27) < radius ? value(i, j) : 0;
  });
  return A.pseudoInverse(tensor([slices, 1, rows, columns], low)).data;
}

async function settled(image: Float32Array, type: "uint8" | "uint16", high: number): Promise<SettledVolume & { readonly x: Float32Array; readonly seen: Float32Array }> {
  const x = image.slice();
  const y = A.apply(tensor([slices, 1, 2 * rows, 2 * columns], x)).data;
  const seen = new Float32Array(slices * rows * columns);
  const result = await settleVolume(x, seen, { geometry, operator: A, factor: 1, high, storage: form(type), consistencyOf: (again) => relativeError(again, y) });
  expect(seen).toEqual(A.apply(tensor([slices, 1, 2 * rows, 2 * columns], x)).data);
  expect(result.consistency).toBeCloseTo(await relativeError(seen, y), 9);
  const { slope, intercept } = result.storage;
  for (const v of new Set(x)) {
    const stored = (v - intercept[0]!) / slope[0]!;
    expect(stored).toBe(Math.round(stored));
    expect(stored >= 0 && stored < 2 ** form(type).bits).toBe(true);
  }
  return { ...result, x, seen };
}

describe("settleVolume", () => {
  it("moves the intercept where no image without negative values has the band, and leaves what is empty at exactly 0", async () => {
    for (const [type, top] of [["uint16", 3000], ["uint16", 300], ["uint8", 160]] as const) {
      const { storage, consistency, cut, x } = await settled(discs(top), type, top);
      expect([storage.type, storage.slope[0], cut]).toEqual([type, 1, false]);
      expect(storage.intercept[0]).toBeLessThan(-0.08 * top);
      expect(consistency, `${type} ${top}`).toBeLessThan(6e-4);
      expect(x.subarray(0, 4 * rows * columns).every((v) => v === 0)).toBe(true);
    }
  });

  it("keeps the scaling where the band survives it, beside air at zero too", async () => {
    for (const image of [discs(3000).map((v) => v + 1000), discs(3000).map((v) => Math.max(0, v))]) {
      const { storage, cut, consistency } = await settled(image, "uint16", 4000);
      expect([storage, cut]).toEqual([form("uint16"), false]);
      expect(consistency).toBeLessThan(4e-4);
    }
  });

  it("lets error feedback round below zero in air, where the image has nothing below zero", async () => {
    // dim, and faint in most of the picture: rounding without feedback there is above 1e-3
    const image = discs(90, { value: (i, j) => 20 + 60 * Math.exp(-((i - 23) ** 2 + (j - 27) ** 2) / 30), radius: 90 }).map((v) => Math.max(0, v - 20));
    image.fill(0, 0, 4 * rows * columns);
    const { storage, consistency, x } = await settled(image, "uint16", 80);
    expect([storage.slope[0], storage.intercept[0]]).toEqual([1, -4]);
    expect(Math.min(...x)).toBeLessThan(0);
    const cut = await relativeError(A.apply(tensor([slices, 1, 2 * rows, 2 * columns], x.map((v) => Math.max(0, v)))).data, A.apply(tensor([slices, 1, 2 * rows, 2 * columns], image)).data);
    expect(consistency).toBeLessThan(0.7 * cut);
  });

  it("takes a larger step where the type is too small otherwise", async () => {
    const { storage, consistency, x } = await settled(discs(255), "uint8", 255);
    expect(storage.slope[0]).toBeGreaterThan(1.2);
    expect(storage.slope[0]).toBeLessThan(1.6);
    expect(Number.isInteger(storage.intercept[0]! / storage.slope[0]!)).toBe(true);
    expect(Math.max(...x)).toBeGreaterThan(270);
    expect(consistency).toBeLessThan(1e-3);
    expect(x.subarray(0, 4 * rows * columns).every((v) => v === 0)).toBe(true);
  });

  it("cuts off, and says so, where a larger step would cost more", async () => {
    // faint all over, but for one voxel at the top of the range
    const image = discs(12, { value: (i, j) => 10 + 2 * Math.sin(i / 3) * Math.cos(j / 5), radius: 90 });
    image[4 * rows * columns * 2 + 2 * columns * 40 + 50] = 300;
    const { storage, cut, x } = await settled(image, "uint8", 12);
    expect([storage.slope[0], storage.intercept[0], cut]).toEqual([1, 0, true]);
    expect(Math.max(...x)).toBeLessThanOrEqual(255);
  });

  it("stops between slices", async () => {
    const controller = new AbortController();
    controller.abort();
    const run = settleVolume(discs(300), new Float32Array(slices * rows * columns), { geometry, operator: A, factor: 1, high: 300, storage: form("uint16"), consistencyOf: async () => 0, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ code: "aborted" });
  });
});
