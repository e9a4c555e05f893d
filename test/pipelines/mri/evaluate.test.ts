import { describe, expect, it } from "vitest";
import { evaluate } from "../../../pipelines/mri/evaluate.js";
import type { Geometry, Volume } from "../../../pipelines/mri/volume.js";
import { randomStream } from "../../../shared/degradation/random.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { seriesGeometry } from "./make-study.js";
import { scan } from "./phantom.js";

const geometry = seriesGeometry({ slices: 4, rows: 96, columns: 96, sliceSpacing: 10 });
const truth: Volume = { geometry, data: scan({ geometry, contrast: "t1", noise: 0, seed: 3 }).map((v) => 1000 * v) };
const coarse: Geometry = { ...geometry, rows: 48, columns: 48, pixelSpacing: [2 * geometry.pixelSpacing[0], 2 * geometry.pixelSpacing[1]] };
const stacked = (data: Float32Array, side: number) => tensor([4, 1, side, side], data);
const low: Volume = { geometry: coarse, data: kspaceTruncate(2).apply(stacked(truth.data, 96)).data };
const filled: Volume = { geometry, data: kspaceTruncate(2).pseudoInverse(stacked(low.data, 48)).data };

function noisy(volume: Volume, sigma: number): Volume {
  const random = randomStream(5, 1);
  return { ...volume, data: volume.data.map((v) => v + sigma * random.normal()) };
}

describe("evaluation of a result", () => {
  it("finds nothing wrong with the truth", async () => {
    const { fidelity } = await evaluate(truth, { reference: truth });
    expect(fidelity).toMatchObject({ psnr: Infinity, psnrOfSlices: Infinity, rmse: 0, ssim: 1, detail: { decibels: 0, above: 0.25 }, voxels: 4 * 96 * 96 });
    expect(fidelity!.range).toBeGreaterThan(500);
    expect(fidelity!.range).toBeLessThan(1200);
  });

  it("measures an error that is known", async () => {
    const { fidelity } = await evaluate({ ...truth, data: truth.data.map((v) => v + 7) }, { reference: truth, range: 700 });
    expect(fidelity!.psnr).toBeCloseTo(40, 4);
    expect(fidelity!.psnrOfSlices).toBeCloseTo(40, 4);
    expect(fidelity!.rmse).toBeCloseTo(7, 3);
    expect(fidelity!.ssim).toBeLessThan(1);
  });

  it("misses the detail of a zero-filled image, whose measured k-space is all there", async () => {
    const { fidelity, against } = await evaluate(filled, { reference: truth, low });
    expect(fidelity!.detail!.decibels).toBeLessThan(-6);
    expect(against).toMatchObject({ scales: [2, 2], slices: 1 });
    expect(against!.consistency.worstSlice).toBeLessThan(1e-5);
    const changed = await evaluate({ ...filled, data: filled.data.map((v) => 1.02 * v) }, { low });
    expect(changed.against!.consistency.relative).toBeCloseTo(0.02, 5);
    expect(changed).not.toHaveProperty("fidelity");
  });

  it("reads an image that keeps its field of view as such", async () => {
    const half: Geometry = { ...coarse, positions: coarse.positions.map(([x, y, z]) => [x + geometry.pixelSpacing[1] / 2, y + geometry.pixelSpacing[0] / 2, z] as const) };
    const centred: Volume = { geometry: half, data: kspaceTruncate(2, { alignment: "center" }).apply(stacked(truth.data, 96)).data };
    const found = await evaluate(truth, { low: centred });
    expect(found.against!.consistency.relative).toBeLessThan(1e-5);
    expect((await evaluate(truth, { low: { ...low, geometry: half } })).against!.consistency.relative).toBeGreaterThan(0.02);
  });

  it("estimates noise, SNR and CNR before and after on the same voxels", async () => {
    const { against } = await evaluate(noisy(truth, 12), { low: noisy(truth, 60) });
    const { before: b, after: a } = against!.noise;
    expect(b.verdict).toBe("reliable");
    expect(b.sigma).toBeGreaterThan(48);
    expect(b.sigma).toBeLessThan(72);
    expect(a.sigma).toBeLessThan(0.5 * b.sigma);
    expect((a.snr! * a.sigma) / (b.snr! * b.sigma)).toBeCloseTo(1, 1); // the means are the same
    expect(b.cnr).toBeGreaterThan(0);
    expect(against!.consistency.relative).toBeGreaterThan(0.04);
  });

  it("sees slices that were added between", async () => {
    const fine: Geometry = { ...geometry, slices: 8, positions: [...geometry.positions, ...geometry.positions].map((_, k) => [geometry.positions[0]![0], geometry.positions[0]![1], geometry.positions[0]![2] - 2.5 + 5 * k] as const), sliceSpacing: 5 };
    const constant = (data: Float32Array, g: Geometry): Volume => ({ geometry: g, data });
    const twice = new Float32Array(8 * 96 * 96);
    for (let k = 0; k < 8; k++) twice.set(truth.data.subarray(0, 96 * 96), k * 96 * 96);
    const thick = new Float32Array(4 * 96 * 96);
    for (let k = 0; k < 4; k++) thick.set(truth.data.subarray(0, 96 * 96), k * 96 * 96);
    const { against } = await evaluate(constant(twice, fine), { low: constant(thick, geometry) });
    expect(against).toMatchObject({ scales: [1, 1], slices: 2 });
    expect(against!.consistency.relative).toBeLessThan(1e-5); // nothing changes along the slices
  });

  it("leaves padding out", async () => {
    const valid = new Uint8Array(truth.data.length).fill(1);
    const hole = truth.data.slice();
    for (let i = 0; i < 96; i++) for (let j = 0; j < 20; j++) (hole[i * 96 + j] = -4000), (valid[i * 96 + j] = 0);
    const { fidelity } = await evaluate({ geometry, data: hole, valid }, { reference: truth });
    expect(fidelity).toMatchObject({ psnr: Infinity, voxels: 4 * 96 * 96 - 96 * 20, ssim: 1 });
  });

  it("refuses what lies elsewhere, and nothing to compare with", async () => {
    await expect(evaluate(truth, {})).rejects.toThrow("eval: expected a reference, the input, or both, got neither");
    await expect(evaluate(filled, { reference: low })).rejects.toThrow("reference: expected the result's grid (4 slices of 96x96, 2.188 x 2.188 x 10 mm), got 4 slices of 48x48, 4.375 x 4.375 x 10 mm");
    await expect(evaluate(low, { low: truth })).rejects.toThrow("input: expected a stack that covers the result's place");
  });
});
