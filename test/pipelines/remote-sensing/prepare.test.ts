import { describe, expect, it } from "vitest";
import { stored } from "../../../pipelines/remote-sensing/finish.js";
import { fillInvalid, Prepared } from "../../../pipelines/remote-sensing/prepare.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { sceneStatistics } from "../../../pipelines/remote-sensing/statistics.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { resize } from "../../../shared/tensor/resample.js";
import { ground, nodata } from "./scene-fixture.js";
import { temporaryFolder, tiff, type ImageSpec } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;
const sceneOf = (image: ImageSpec) => openScene(file(`scene${made++}.tif`, tiff(image)));
const percentiles = { low: 1, high: 99 };

describe("statistics of a scene", () => {
  it("maps the percentiles of the valid pixels to 0 and 1", async () => {
    const scene = await sceneOf({ width: 100, height: 101, type: "uint16", value: (_, row) => (row === 100 ? 65000 : row), tags: [nodata("65000")] });
    const { bands: [band] } = await sceneStatistics(scene, [0], percentiles);
    expect(band).toMatchObject({ minimum: 0, maximum: 99, count: 10000, quantum: 1 });
    expect(band!.offset).toBeCloseTo(0.99, 1);
    expect(band!.gain).toBeCloseTo(97, 0);
    await scene.close();
  });

  it("estimates the noise of a textured scene from its flat parts", async () => {
    const noise = placedNoise(3).fill([1, 1, 300, 300], 0, { row: 0, col: 0 }).data;
    const flat = (row: number, col: number) => (row < 150 ? 1000 : 1000 + 400 * ((row + col) % 2));
    const scene = await sceneOf({ width: 300, height: 300, type: "float32", value: (_, row, col) => flat(row, col) + 12 * noise[row * 300 + col]! });
    const { bands: [band] } = await sceneStatistics(scene, [0], percentiles);
    expect(band!.noise).toBeGreaterThan(10);
    expect(band!.noise).toBeLessThan(14);
    await scene.close();
  });

  it("takes little of the texture that optics let through for noise, though it covers all of the scene", async () => {
    const noise = placedNoise(8).fill([1, 1, 200, 200], 0, { row: 0, col: 0 }).data;
    const waves = (row: number, col: number) => 60 * Math.sin(row / 1.1 + Math.sin(col / 9)) * Math.cos(col / 1.3);
    const scene = await sceneOf({ width: 200, height: 200, type: "float32", value: (_, row, col) => 500 + waves(row, col) + 3 * noise[row * 200 + col]! });
    const { bands: [band] } = await sceneStatistics(scene, [0], percentiles);
    expect(band!.noise).toBeGreaterThan(2.5);
    expect(band!.noise).toBeLessThan(5);
    await scene.close();
  });

  it("does not take clamped ground for noiseless", async () => {
    const noise = placedNoise(4).fill([1, 1, 160, 160], 0, { row: 0, col: 0 }).data;
    const scene = await sceneOf({ width: 160, height: 160, value: (_, row, col) => (row < 40 ? 255 : Math.round(120 + 6 * noise[row * 160 + col]!)) });
    const { bands: [band] } = await sceneStatistics(scene, [0], percentiles);
    expect(band!.noise).toBeGreaterThan(5);
    expect(band!.noise).toBeLessThan(7);
    await scene.close();
  });

  it("gives constant and empty bands a usable range", async () => {
    const scene = await sceneOf({ width: 40, height: 40, bands: 2, type: "uint16", value: (band) => (band === 0 ? 700 : 9), tags: [nodata("9")] });
    const { bands: [constant, empty] } = await sceneStatistics(scene, [0, 1], percentiles);
    expect(constant).toMatchObject({ offset: 700, noise: 0 });
    expect(constant!.gain).toBe(1);
    expect(empty).toMatchObject({ offset: 0, gain: 1, count: 0 });
    await scene.close();
  });

  it("leaves a constant band constant, whatever a network makes up on it", async () => {
    for (const [type, value] of [["uint16", 700], ["float32", Math.fround(0.1)], ["float32", 0]] as const) {
      const scene = await sceneOf({ width: 20, height: 20, type, value: () => value });
      const { bands: [band] } = await sceneStatistics(scene, [0], percentiles);
      const out = new Float32Array(2);
      stored(Float32Array.of(0.05, -0.05), out, band!, { sampleType: type, nodata: undefined });
      out.forEach((v) => expect(Math.abs(v - value)).toBeLessThan(1e-30));
      await scene.close();
    }
  });

  it("takes no noise from numbers whose squares are infinite", async () => {
    const scene = await sceneOf({ width: 20, height: 20, type: "float64", value: (_, row, col) => ((row * 7 + col * 5) % 11) * 1e300 });
    expect((await sceneStatistics(scene, [0], percentiles)).bands[0]).toMatchObject({ noise: 0, maximum: 1e301 });
    await scene.close();
  });

  it("looks at no more than about a million pixels, up to the scene's corners", async () => {
    const read: { row: number; col: number; width: number; height: number }[] = [];
    const scene = await sceneOf({ width: 8, height: 8 });
    const huge = { ...scene, width: 50000, height: 3000, read: async (window: (typeof read)[number]) => (read.push(window), { window, bands: [new Float64Array(window.width * window.height)], valid: [new Uint8Array(window.width * window.height)] }) };
    const { sampled } = await sceneStatistics(huge, [0], percentiles);
    expect(sampled).toBeLessThan(1.3e6);
    expect(read[0]).toMatchObject({ row: 0, col: 0 });
    expect(read.at(-1)!.row + read.at(-1)!.height).toBe(3000);
    expect(read.at(-1)!.col + read.at(-1)!.width).toBe(50000);
    await scene.close();
  });
});

describe("filling", () => {
  it("takes the nearest valid sample, the upper and left one of several, and stops at its reach", () => {
    const width = 40;
    const x = new Float32Array(width * 3).fill(-1);
    const valid = new Uint8Array(x.length);
    const put = (row: number, col: number, v: number) => ((x[row * width + col] = v), (valid[row * width + col] = 1));
    put(1, 2, 20);
    put(1, 6, 60);
    put(0, 5, 50);
    fillInvalid(x, valid, width, 0.5);
    expect(x[width + 3]).toBe(20);
    expect(x[width + 4]).toBe(50); // (0,5) at sqrt 2 beats both at 2
    expect(x[5 + 2 * width]).toBe(60); // (1,6) at sqrt 2
    expect(x[6]).toBe(50); // (0,5) and (1,6) at 1: the upper
    expect(x[width + 18]).toBe(60);
    expect(x[width + 19]).toBe(0.5);
    expect(x[width + 2]).toBe(20);
  });

  it("does not depend on the region that is asked for", async () => {
    const scene = await sceneOf({ width: 90, height: 70, type: "uint16", value: (b, row, col) => ((row * 31 + col * 17) % 23 < 20 && row + col < 100 ? 0 : ground(b, row, col)), tags: [nodata("0")] });
    const { bands } = await sceneStatistics(scene, [0], percentiles);
    const prepared = new Prepared(scene, [0], bands);
    const whole = await prepared.filled({ row: 0, col: 0, height: 70, width: 90 });
    const part = await prepared.filled({ row: 23, col: 31, height: 30, width: 40 });
    for (let i = 0; i < 30; i++) {
      for (let j = 0; j < 40; j++) expect(part.data[i * 40 + j]).toBe(whole.data[(23 + i) * 90 + 31 + j]);
    }
    expect(whole.data.every(Number.isFinite)).toBe(true);
    await scene.close();
  });
});

describe("up-sampling", () => {
  it("cuts out of the whole scene's enlargement, borders included", async () => {
    const scene = await sceneOf({ width: 50, height: 44, type: "uint16", value: ground });
    const { bands } = await sceneStatistics(scene, [0], percentiles);
    const prepared = new Prepared(scene, [0], bands);
    const { y } = await prepared.measured({ row: 0, col: 0, height: 44, width: 50 });
    const whole = resize(y, { height: 132, width: 150, kernel: "bicubic" });
    for (const region of [{ row: 0, col: 0, height: 20, width: 17 }, { row: 47, col: 64, height: 31, width: 22 }, { row: 100, col: 131, height: 32, width: 19 }]) {
      const up = await prepared.upsampled(region, 3);
      let worst = 0;
      for (let i = 0; i < region.height; i++) {
        for (let j = 0; j < region.width; j++) worst = Math.max(worst, Math.abs(up.data[i * region.width + j]! - whole.data[(region.row + i) * 150 + region.col + j]!));
      }
      expect(worst).toBeLessThan(1e-6);
    }
    await scene.close();
  });
});
