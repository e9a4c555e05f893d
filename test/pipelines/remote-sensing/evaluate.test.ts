import { afterEach, describe, expect, it } from "vitest";
import { evaluate, type EvaluateOptions } from "../../../pipelines/remote-sensing/evaluate.js";
import { openPerceptual } from "../../../shared/runtime/judging-network.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import type { Scene } from "../../../pipelines/remote-sensing/raster.js";
import { bicubicDecimate, blurDecimate } from "../../../shared/degradation/decimate.js";
import { gaussianKernel, type Kernel } from "../../../shared/degradation/kernel.js";
import { randomStream } from "../../../shared/degradation/random.js";
import { psnr } from "../../../shared/metrics/psnr.js";
import { ssim } from "../../../shared/metrics/ssim.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { onnx } from "../../tiny-models/onnx.js";
import { temporaryFolder, tiff, type ImageSpec, type Tag } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;
const opened: Scene[] = [];
afterEach(async () => {
  for (const scene of opened.splice(0)) await scene.close();
});

/** Bands of different level with detail at every size. */
function picture(height: number, width: number, bands = 3, seed = 1): Tensor {
  const random = randomStream(seed, 0);
  const coarse = tensor([1, bands, Math.ceil(height / 8), Math.ceil(width / 8)]);
  const fine = tensor([1, bands, height, width]);
  for (const { data } of [coarse, fine]) for (let i = 0; i < data.length; i++) data[i] = random.normal();
  const out = resize(coarse, { height, width, kernel: "bicubic" });
  for (let i = 0; i < out.data.length; i++) out.data[i] = 100 + 30 * Math.floor(i / (height * width)) + 25 * out.data[i]! + 8 * fine.data[i]!;
  return out;
}

async function sceneOf({ data, dims: [, bands, height, width] }: Tensor, more: Partial<ImageSpec> = {}): Promise<Scene> {
  const value = (band: number, row: number, col: number) => data[(band * height + row) * width + col]!;
  const scene = await openScene(file(`e${made++}.tif`, tiff({ width, height, bands, type: "float32", value, ...more })));
  opened.push(scene);
  return scene;
}

const noisy = (x: Tensor, sigma: number, seed = 3): Tensor => {
  const random = randomStream(seed, 0);
  return tensor(x.dims, x.data.map((v) => v + sigma * random.normal()));
};

describe("evaluation", () => {
  it("equals the metrics of the whole image, over windows", async () => {
    const truth = picture(500, 496);
    const x = noisy(truth, 6);
    const result = await evaluate(await sceneOf(truth), await sceneOf(x), { range: 200 });
    expect(result.pixels).toBe(500 * 496);
    expect(result.psnr).toBeCloseTo(psnr(x, truth, { range: 200 }), 5);
    expect(result.ssim).toBeCloseTo(ssim(x, truth, { range: 200 }), 5);
    expect(result.sam).toBeGreaterThan(0);
    expect(result).not.toHaveProperty("ergas"); // no scale is known
  });

  it("takes 255 as the range of bytes, else what the reference spans", async () => {
    const bytes: Partial<ImageSpec> = { type: "uint8", value: (_, row, col) => 20 + ((row * 5 + col * 3) % 100) };
    const small = tensor([1, 1, 24, 24]);
    expect((await evaluate(await sceneOf(small, bytes), await sceneOf(small, bytes))).range).toBe(255);
    expect((await evaluate(await sceneOf(small, { ...bytes, type: "uint16" }), await sceneOf(small, { ...bytes, type: "uint16" }))).range).toBe(99);
  });

  it("leaves out what is invalid in either", async () => {
    const truth = picture(40, 40, 1);
    const hole = (from: number): Partial<ImageSpec> => ({
      tags: [{ tag: 42113, type: "ascii", values: "-9999" }],
      value: (_, row, col) => (row >= from && row < from + 4 ? -9999 : truth.data[row * 40 + col]!),
    });
    const result = await evaluate(await sceneOf(truth, hole(4)), await sceneOf(truth, hole(30)), { range: 100 });
    expect(result.pixels).toBe(40 * 32);
    expect(result.psnr).toBe(Infinity);
    expect(result.ssim).toBeCloseTo(1, 12);
    expect(result).not.toHaveProperty("sam");
  });

  it("compares the chosen bands, and never alpha", async () => {
    const truth = picture(24, 24, 4);
    const rgba: Partial<ImageSpec> = { type: "uint8", tags: [{ tag: 338, type: "short", values: [2] }, { tag: 262, type: "short", values: [2] }], value: (band) => (band === 3 ? 255 : 10 * band) };
    const a = await sceneOf(truth, rgba);
    expect((await evaluate(a, a, {})).bands).toEqual([1, 2, 3]);
    expect((await evaluate(a, a, { bands: [2] })).bands).toEqual([2]);
    await expect(evaluate(a, a, { bands: [5] })).rejects.toThrow("--bands: expected numbers up to 4");
  });
});

describe("against the low resolution", () => {
  const kernel = gaussianKernel({ sigma1: 2, sigma2: 1.2, angle: 0.4 });

  async function compare(make: (truth: Tensor, lr: Tensor) => Tensor, blur?: Kernel, options: EvaluateOptions = {}) {
    const truth = picture(240, 240);
    const lr = (blur ? blurDecimate(blur, 4) : bicubicDecimate(4)).apply(truth);
    const x = make(truth, lr);
    return evaluate(await sceneOf(truth), await sceneOf(x), { low: await sceneOf(lr), ...(blur && { kernel: blur }), ...options });
  }

  it("the truth agrees with it and is all improvement", async () => {
    const result = await compare((truth) => truth, kernel);
    expect(result.low!.consistency.share).toBe(1);
    expect(Math.max(...result.low!.consistency.max)).toBeLessThan(1e-3);
    expect(result.low!.reflectance).toBeLessThan(1e-6);
    expect(result.low!.spectral).toBeLessThan(1e-3);
    expect(result.low!.spatial).toBeLessThan(0.01);
    expect(result.low!.improvement).toBeGreaterThan(0.9);
    expect(result.detailDecibels).toBeCloseTo(0, 9);
    expect(result.scale).toBe(4);
    expect(result.ergas).toBe(0);
  });

  it("enlarging is all omission, and lacks detail", async () => {
    const result = await compare((_, lr) => resize(lr, { height: 240, width: 240, kernel: "bicubic" }));
    expect(result.low!.omission).toBeGreaterThan(0.9);
    expect(result.low!.synthesis).toBeLessThan(1e-6);
    expect(result.detailDecibels).toBeLessThan(-6);
  });

  it("invented detail is hallucination", async () => {
    const result = await compare((_, lr) => noisy(resize(lr, { height: 240, width: 240, kernel: "bicubic" }), 60));
    expect(result.low!.hallucination).toBeGreaterThan(0.6);
  });

  it("an offset shows in reflectance, a change of colour in the spectral angle, a shift as a shift", async () => {
    const brighter = await compare((truth) => tensor(truth.dims, truth.data.map((v) => v + 7)), undefined, { range: 100 });
    expect(brighter.low!.reflectance).toBeCloseTo(0.07, 4);
    const tinted = await compare((truth) => tensor(truth.dims, truth.data.map((v, i) => (i < 240 * 240 ? 1.3 * v : v))));
    expect(tinted.low!.spectral).toBeGreaterThan(3);
    const shifted = await compare((truth) => tensor(truth.dims, truth.data.map((_, i) => truth.data[Math.floor(i / 240) * 240 + Math.max(0, (i % 240) - 2)]!)));
    expect(shifted.low!.shift!.dx).toBeCloseTo(0.5, 1);
    expect(shifted.low!.shift!.dy).toBeCloseTo(0, 1);
  });

  it("sees no invalid pixel through the blur", async () => {
    const truth = picture(120, 120, 1);
    const lr = blurDecimate(kernel, 4).apply(truth);
    const hole: Partial<ImageSpec> = {
      tags: [{ tag: 42113, type: "ascii", values: "-9999" }],
      value: (_, row, col) => (row < 20 && col < 20 ? -9999 : truth.data[row * 120 + col]!),
    };
    const result = await evaluate(await sceneOf(truth), await sceneOf(truth, hole), { low: await sceneOf(lr), kernel });
    expect(result.low!.consistency.max[0]).toBeLessThan(1e-3);
    expect(result.low!.consistency.share).toBe(1);
  });
});

describe("evaluation refuses", () => {
  const place = (x: number, pixel = 1, epsg = 32631): readonly Tag[] => [
    { tag: 33550, type: "double", values: [pixel, pixel, 0] },
    { tag: 33922, type: "double", values: [0, 0, 0, x, 500, 0] },
    { tag: 34735, type: "short", values: [1, 1, 0, 2, 1025, 0, 1, 1, 3072, 0, 1, epsg] },
  ];
  const at = (tags: readonly Tag[], side = 24, bands = 1) => sceneOf(picture(side, side, bands), { tags });

  it.each([
    ["another corner", place(100.5), /e\d+\.tif: expected the upper left corner of e\d+\.tif at 100, 500, got 100.5, 500 \(0.50 pixels off\)/],
    ["another pixel size", place(100, 1.01), /expected the upper right corner/],
    ["another CRS", place(100, 1, 32632), /expected the CRS of .*, EPSG:32631, got EPSG:32632/],
    ["no georeference", [] as readonly Tag[], /expected the CRS of .*, EPSG:32631, got none that is named/],
  ])("%s", async (_, tags, message) => {
    const [reference, input] = [await at(place(100)), await at(tags)];
    await expect(evaluate(reference, input)).rejects.toThrow(message);
    expect((await evaluate(reference, input, { ignoreGeoreference: true })).psnr).toBe(Infinity);
  });

  it("another size, other bands, a low resolution of no whole factor", async () => {
    const reference = await at(place(100));
    await expect(evaluate(reference, await at(place(100), 25))).rejects.toThrow(/expected 24x24 pixels to match e\d+\.tif, got 25x25/);
    await expect(evaluate(reference, await at(place(100), 24, 2))).rejects.toThrow(/expected 1 bands like e\d+\.tif, got 2/);
    await expect(evaluate(reference, reference, { low: await at(place(100), 7) })).rejects.toThrow(/whole multiple of, got 7x7/);
    await expect(evaluate(reference, reference, { low: await at(place(101, 4), 6) })).rejects.toThrow("expected the upper left corner");
  });

  it("images without a common valid pixel, and a flat reference without a range", async () => {
    const half = (low: number): Partial<ImageSpec> => ({ tags: [{ tag: 42113, type: "ascii", values: "0" }], value: (_, row) => (row < 12 === low < 1 ? 0 : row + 1) });
    const small = tensor([1, 1, 24, 24]);
    await expect(evaluate(await sceneOf(small, half(0)), await sceneOf(small, half(1)))).rejects.toThrow("expected a pixel that is valid here");
    await expect(evaluate(await sceneOf(small), await sceneOf(small))).rejects.toThrow("expected values that differ, got 0 everywhere; give --range");
  });
});

describe("a user's perceptual network", () => {
  it("is fed -1..1 and averaged over the windows", async () => {
    const square = { op: "Mul", inputs: ["d", "d"], outputs: ["q"] };
    const path = file("distance.onnx", onnx({
      inputs: { x: ["n", 3, "h", "w"], y: ["n", 3, "h", "w"] },
      outputs: { distance: ["n", 1, 1, 1] },
      nodes: [{ op: "Sub", inputs: ["x", "y"], outputs: ["d"] }, square, { op: "ReduceMean", inputs: ["q"], outputs: ["distance"], attributes: { axes: [1, 2, 3], keepdims: 1 } }],
    }));
    const network = await openPerceptual(path);
    const truth = picture(72, 72);
    const x = tensor(truth.dims, truth.data.map((v) => v + 10));
    const result = await evaluate(await sceneOf(truth), await sceneOf(x), { range: 200, perceptual: network });
    await network.close();
    expect(result.perceptual).toBeCloseTo((2 * 10 / 200) ** 2, 6);
  });

  it("is refused where it is none", async () => {
    await expect(openPerceptual(file("none.onnx"))).rejects.toThrow("--perceptual none.onnx: expected a file that can be read, got ENOENT");
    await expect(openPerceptual(file("text.onnx", Buffer.from("no network")))).rejects.toThrow("--perceptual text.onnx: expected a network that onnxruntime can load");
  });
});
