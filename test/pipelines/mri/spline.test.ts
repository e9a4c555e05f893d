import { describe, expect, it } from "vitest";
import { interpolator } from "../../../pipelines/mri/spline.js";
import type { Volume } from "../../../pipelines/mri/volume.js";

function volume(slices: number, rows: number, columns: number, value: (k: number, i: number, j: number) => number, valid?: Uint8Array): Volume {
  const data = new Float32Array(slices * rows * columns);
  for (let k = 0, at = 0; k < slices; k++) for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[at++] = value(k, i, j);
  const geometry = { slices, rows, columns, rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], pixelSpacing: [1, 1], positions: Array.from({ length: slices }, (_, k) => [0, 0, k] as const) } as const;
  return { geometry, data, ...(valid && { valid }) };
}
const uneven = (k: number, i: number, j: number): number => Math.sin(3 * i + k) + Math.cos(5 * j) * i;

describe("interpolator", () => {
  it("passes through the voxels, edges among them", async () => {
    const values = await interpolator(volume(3, 7, 9, uneven));
    for (const [k, i, j] of [[0, 0, 0], [1, 3, 4], [2, 6, 8], [2, 0, 8], [1, 6, 0]] as const) expect(values.at(k, i, j)).toBeCloseTo(uneven(k, i, j), 4);
  });

  it("gives polynomials up to the third degree away from the edges, and is linear between slices", async () => {
    const cubic = (k: number, i: number, j: number): number => 1 + k + 0.02 * (i - 20) ** 3 - 0.1 * (j - 18) ** 2 * (i - 20);
    const values = await interpolator(volume(2, 40, 40, cubic));
    for (const [k, i, j] of [[0, 20.3, 18.7], [0.25, 17.5, 21.1], [1, 22.9, 19.5]] as const) expect(values.at(k, i, j)).toBeCloseTo(cubic(k, i, j), 3);
  });

  it("keeps a wave at 0.7 of the Nyquist frequency, which linear weights halve", async () => {
    const wave = (_: number, i: number): number => 1 + Math.cos(0.7 * Math.PI * i);
    const values = await interpolator(volume(1, 60, 4, wave));
    let [kept, all] = [0, 0];
    for (let i = 20; i < 40; i++) {
      const truth = wave(0, i + 0.5) - 1;
      kept += (values.at(0, i + 0.5, 1)! - 1) * truth;
      all += truth * truth;
    }
    expect(kept / all).toBeGreaterThan(0.8);
    expect(kept / all).toBeLessThan(1.01);
  });

  it("is undefined beside a voxel that was not measured, and not disturbed by what stands there", async () => {
    const valid = new Uint8Array(2 * 8 * 8).fill(1);
    valid[8 * 3 + 3] = 0;
    const padded = (k: number, i: number, j: number): number => (k === 0 && i === 3 && j === 3 ? -30000 : 5);
    const values = await interpolator(volume(2, 8, 8, padded, valid));
    expect(values.at(0, 2.5, 3.2)).toBeUndefined();
    expect(values.at(0.5, 2.5, 3.2)).toBeUndefined();
    expect(values.at(1, 2.5, 3.2)).toBeCloseTo(5, 5);
    expect(Math.abs(values.at(0, 6.5, 6.5)! - 5)).toBeLessThan(0.1);
  });

  it("works on lines of one and two voxels", async () => {
    expect((await interpolator(volume(1, 1, 2, (_k, _i, j) => j))).at(0, 0, 1)).toBeCloseTo(1, 5);
    expect((await interpolator(volume(1, 1, 1, () => 3))).at(0, 0, 0.4)).toBeCloseTo(3, 5);
  });

  it("stops when asked to", async () => {
    await expect(interpolator(volume(3, 4, 4, uneven), AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
  });
});
