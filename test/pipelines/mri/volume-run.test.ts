import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openModels, type MriModels } from "../../../pipelines/mri/models.js";
import { restoreVolume, type VolumeRun } from "../../../pipelines/mri/volume-run.js";
import type { Volume } from "../../../pipelines/mri/volume.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { largestDifference } from "../../golden/golden.js";
import { tinyMriModel, type MriMethod } from "../../tiny-models/mri.js";
import { seriesGeometry } from "./make-study.js";
import { scan } from "./phantom.js";

vi.setConfig({ testTimeout: 60_000 });
const folders: string[] = [];
const open: MriModels[] = [];
const models: Partial<Record<MriMethod | "zero-fill", MriModels>> = {};
beforeAll(async () => {
  const denoiser = await kept(tinyMriModel("r2d2plus"));
  const methods = ["regression", "srdiff", "disc-diff", "r2d2plus"] as const;
  for (const method of methods) models[method] = await started(method, method === "r2d2plus" ? denoiser : await kept(tinyMriModel(method)), denoiser);
  models["zero-fill"] = await openModels({ method: "zero-fill", denoise: false, enlarge: true });
}, 120_000);
afterAll(async () => {
  for (const each of open) await each.close();
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

async function kept(folder: Promise<string>): Promise<string> {
  folders.push(await folder);
  return folder;
}
async function started(method: MriMethod, model: string, denoiser: string, denoise = false): Promise<MriModels> {
  const opened = await openModels({ method, model, denoiser, denoise, enlarge: true, device: "cpu", threads: 1 });
  open.push(opened);
  return opened;
}

function head({ slices = 3, rows = 44, columns = 50, noise = 0.01, seed = 1 } = {}): Volume {
  const geometry = seriesGeometry({ slices, rows, columns, sliceSpacing: 6 });
  return { geometry, data: scan({ geometry, contrast: "t1", noise, seed }) };
}
const plane = ({ geometry: { rows, columns }, data }: Volume, k: number) => tensor([1, 1, rows, columns], data.subarray(k * rows * columns, (k + 1) * rows * columns));
const restore = (method: MriMethod | "zero-fill", volume: Volume, run: Partial<VolumeRun> = {}) => restoreVolume(volume, { models: models[method]!, scale: 2, ...run });

describe("restoreVolume", () => {
  it.each(["regression", "srdiff", "disc-diff", "r2d2plus", "zero-fill"] as const)("%s keeps the measured band of every slice, at every factor and alignment", async (method) => {
    const volume = head();
    for (const [scale, alignment] of [[2, "corner"], [3, "center"], [4, "center"]] as const) {
      const { volume: x, consistency } = await restore(method, volume, { scale, alignment });
      const A = kspaceTruncate(scale, { alignment });
      for (let k = 0; k < 3; k++) expect(largestDifference(A.apply(plane(x, k)).data, plane(volume, k).data)).toBeLessThan(2e-5);
      expect(consistency).toBeLessThan(1e-5);
      expect([x.geometry.rows, x.geometry.columns]).toEqual([44 * scale, 50 * scale]);
      if (method !== "zero-fill") expect(largestDifference(x.data.subarray(0, 44 * 50 * scale * scale), A.pseudoInverse(plane(volume, 0)).data)).toBeGreaterThan(1e-3);
    }
  });

  it("gives the same bytes whatever the batch: a slice alone as among others", async () => {
    const volume = head({ slices: 5 });
    const whole = await restore("srdiff", volume, { seed: 3, samples: 2 });
    const part = { geometry: { ...volume.geometry, slices: 2, positions: volume.geometry.positions.slice(0, 2) }, data: volume.data.slice(0, 2 * 44 * 50) };
    // the range is the whole volume's, so the part is given the same brightest values
    const range = await restore("srdiff", { ...part }, { seed: 3, samples: 2 });
    const gain = whole.high / range.high;
    expect(largestDifference(range.volume.data, whole.volume.data.subarray(0, range.volume.data.length))).toBeLessThan(0.05 * Math.abs(gain - 1) + 1e-4);
    const again = await restore("srdiff", volume, { seed: 3, samples: 2 });
    expect(Buffer.from(again.volume.data.buffer).equals(Buffer.from(whole.volume.data.buffer))).toBe(true);
    expect(Buffer.from(again.deviation!.data.buffer).equals(Buffer.from(whole.deviation!.data.buffer))).toBe(true);
  });

  it("follows the seed in what it draws and not in what it measures", async () => {
    const volume = head();
    const [a, b] = [await restore("srdiff", volume, { seed: 1 }), await restore("srdiff", volume, { seed: 2 })];
    expect(largestDifference(a.volume.data, b.volume.data)).toBeGreaterThan(1e-3);
    const A = kspaceTruncate(2);
    expect(largestDifference(A.apply(plane(a.volume, 1)).data, A.apply(plane(b.volume, 1)).data)).toBeLessThan(2e-5);
    expect((await restore("regression", volume, { seed: 1 })).volume.data).toEqual((await restore("regression", volume, { seed: 2 })).volume.data);
  });

  it("gives the mean of samples and their calibrated deviation, which has nothing in the measured band", async () => {
    const volume = head();
    const samples = 4;
    const { volume: mean, deviation } = await restore("srdiff", volume, { samples, seed: 5 });
    const drawn: Float32Array[] = [];
    for (let k = 0; k < samples; k++) drawn.push((await restore("srdiff", volume, { seed: 5 + k * 2 ** 32 })).volume.data);
    const at = (i: number) => drawn.map((x) => x[i]!);
    for (const i of [4000, 6789, 12345]) {
      const m = at(i).reduce((s, v) => s + v, 0) / samples;
      const d = Math.sqrt(at(i).reduce((s, v) => s + (v - m) ** 2, 0) / (samples - 1));
      expect(mean.data[i]!).toBeCloseTo(m, 5);
      expect(deviation!.data[i]!).toBeCloseTo(1.5 * d, 5); // the card's factor
    }
  });

  it("draws other noise for every slice and sees no difference between equal slices otherwise", async () => {
    const one = head({ slices: 1 });
    const geometry = { ...head({ slices: 3 }).geometry };
    const equal: Volume = { geometry, data: Float32Array.from({ length: 3 * one.data.length }, (_, i) => one.data[i % one.data.length]!) };
    const { volume: drawn } = await restore("srdiff", equal);
    expect(largestDifference(plane(drawn, 0).data, plane(drawn, 2).data)).toBeGreaterThan(1e-3);
    const { volume: fixed } = await restore("regression", equal);
    expect(largestDifference(plane(fixed, 0).data, plane(fixed, 2).data)).toBe(0);
  });

  it("does not depend on the unit of the values", async () => {
    const volume = head();
    const a = await restore("srdiff", volume, { seed: 3 });
    const b = await restore("srdiff", { ...volume, data: volume.data.map((v) => 1024 * v) }, { seed: 3 });
    expect(largestDifference(b.volume.data.map((v) => v / 1024), a.volume.data)).toBe(0);
  });

  it("does not let voxels that were not measured reach the others, and leaves them marked", async () => {
    const volume = head({ slices: 2 });
    const valid = new Uint8Array(volume.data.length).fill(1);
    for (let i = 0; i < volume.data.length; i++) if (i % 50 < 3) valid[i] = 0;
    const with0 = { ...volume, valid, data: volume.data.map((v, i) => (valid[i] === 0 ? 0 : v)) };
    const withJunk = { ...volume, valid, data: volume.data.map((v, i) => (valid[i] === 0 ? (i % 2 === 0 ? -2000 : NaN) : v)) };
    const [a, b] = [await restore("regression", with0), await restore("regression", withJunk)];
    expect(largestDifference(a.volume.data, b.volume.data)).toBe(0);
    expect([...b.volume.valid!.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(b.volume.valid!.reduce((s, v) => s + v, 0)).toBe(4 * valid.reduce((s, v) => s + v, 0));
  });

  it("keeps what can be stored, and agrees with the measurement all the same", async () => {
    // truncated from an image of twice the size, so that something without negative values agrees with it
    const fine = head({ noise: 0.01, rows: 128, columns: 128 });
    const volume = { geometry: head({ rows: 64, columns: 64 }).geometry, data: Float32Array.from([0, 1, 2].flatMap((k) => [...kspaceTruncate(2).apply(plane(fine, k)).data]), (v) => Math.max(0, v)) };
    const storage = { type: "uint16", bits: 12, slope: [1 / 2000, 1 / 2000, 1 / 2000], intercept: [0, 0, 0] } as const;
    const { volume: x, consistency } = await restore("zero-fill", volume, { scale: 2, storage });
    expect(Math.min(...x.data)).toBe(0);
    const plain = await restore("zero-fill", volume);
    expect(Math.min(...plain.volume.data)).toBeLessThan(-0.005); // zero-filling rings below zero
    expect(consistency).toBeLessThan(1e-3);
  });

  it("gives a thick stack thin slices that keep the slices' own band", async () => {
    const volume = head({ slices: 6, rows: 20, columns: 24 });
    const { volume: x, consistency } = await restore("regression", volume, { scale: 2, throughPlane: 3, profile: "truncated", alignment: "center" });
    expect([x.geometry.slices, x.geometry.rows, x.geometry.columns, x.data.length]).toEqual([18, 40, 48, 18 * 40 * 48]);
    expect(consistency).toBeLessThan(1e-5);
    const inPlane = kspaceTruncate(2, { alignment: "center" });
    const low = tensor([1, 1, 18, 480], Float32Array.from(Array.from({ length: 18 }, (_, k) => [...inPlane.apply(plane(x, k)).data]).flat()));
    const along = kspaceTruncate([3, 1], { alignment: "center", boundary: "mirror" }).apply(low);
    expect(largestDifference(along.data, volume.data)).toBeLessThan(5e-5);
  });

  it("gives a thick stack thin slices whose means are the thick ones", async () => {
    const volume = head({ slices: 5, rows: 20, columns: 24 });
    const { volume: x, consistency } = await restore("regression", volume, { scale: 1, throughPlane: 2, alignment: "center" });
    expect(consistency).toBeLessThan(1e-5);
    const means = volume.data.map((_, i) => 0.5 * (x.data[Math.floor(i / 480) * 960 + (i % 480)]! + x.data[Math.floor(i / 480) * 960 + 480 + (i % 480)]!));
    expect(largestDifference(means, volume.data)).toBeLessThan(5e-5);
    expect(largestDifference(x.data.subarray(960, 1440), x.data.subarray(1440, 1920))).toBeGreaterThan(0.01);
  });

  it("refuses a factor that the model does not know, and a volume without signal", async () => {
    const volume = head({ slices: 1 });
    await expect(restore("regression", volume, { scale: 5 })).rejects.toThrow("--scale: expected one of 1, 2, 3, 4 for mri-regression, got 5; choose another factor or method");
    const dark = { ...volume, data: new Float32Array(volume.data.length) };
    await expect(restoreVolume(dark, { models: models.regression!, scale: 2 }, { subject: "series 4" })).rejects.toThrow("series 4: expected an image with signal, got 99.5 % of its values at or below 0; leave the series out with --series");
  });

  it("stops between network calls", async () => {
    const control = new AbortController();
    const volume = head({ slices: 4 });
    const running = restoreVolume(volume, { models: models.srdiff!, scale: 2, samples: 8 }, { signal: control.signal, onSlices: (done) => done > 0 && control.abort() });
    await expect(running).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("denoising", () => {
  let clean: MriModels;
  beforeAll(async () => void (clean = await started("r2d2plus", folders[0]!, folders[0]!, true)), 60_000);

  it("brings a noisy image nearer to the truth and tells what it found", async () => {
    const truth = head({ noise: 0, rows: 96, columns: 96 });
    const noisy = head({ noise: 0.1, rows: 96, columns: 96 });
    const { volume: x, noise, high } = await restoreVolume(noisy, { models: clean, scale: 1 });
    const rms = (a: Float32Array) => Math.sqrt(a.reduce((s, v, i) => s + (v - truth.data[i]!) ** 2, 0) / a.length);
    expect(noise).toMatchObject({ verdict: "reliable", denoised: true, given: false, distribution: "rician", rayleighBackground: true });
    expect(Math.abs(noise!.sigma / 0.1 - 1)).toBeLessThan(0.1);
    expect(noise!.share).toBeCloseTo(noise!.sigma / high, 6);
    expect(rms(x.data)).toBeLessThan(0.7 * rms(noisy.data));
    expect(x.geometry).toEqual(noisy.geometry);
  });

  it("goes less far with a smaller alpha, and as far as --sigma says", async () => {
    const noisy = head({ noise: 0, rows: 64, columns: 64 });
    const noise = placedNoise(1).fill([1, 1, 3 * 64, 64], 0, { row: 0, col: 0 }).data;
    noisy.data.forEach((v, i) => (noisy.data[i] = v + 0.1 * noise[i]!));
    const change = async (run: Partial<VolumeRun>) => {
      const { volume: x } = await restoreVolume(noisy, { models: clean, scale: 1, sigma: 0.1, ...run });
      return Math.sqrt(x.data.reduce((s, v, i) => s + (v - noisy.data[i]!) ** 2, 0));
    };
    const [half, full, more] = [await change({ alpha: 0.5 }), await change({}), await change({ sigma: 0.2 })];
    expect(half).toBeLessThan(0.8 * full);
    expect(more).toBeGreaterThan(full);
  });

  it("leaves an image without noise worth removing as it is", async () => {
    const smooth = head({ noise: 0, rows: 64, columns: 64 });
    smooth.data.forEach((v, i) => (smooth.data[i] = v > 0 ? 1 + 0.3 * Math.sin(i / 900) : 0));
    const { volume: x, noise, networkCalls } = await restoreVolume(smooth, { models: clean, scale: 1 });
    expect(noise).toMatchObject({ denoised: false });
    expect(networkCalls).toBe(0);
    expect(largestDifference(x.data, smooth.data)).toBeLessThan(1e-6);
  });
});
