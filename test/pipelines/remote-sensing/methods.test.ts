import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { decodeKernel, predictKernel, readKernelBasis } from "../../../pipelines/remote-sensing/kernel.js";
import { memoryScene } from "../../../pipelines/remote-sensing/memory.js";
import { presetPlan } from "../../../shared/runtime/presets.js";
import { openMethod, type MethodModels } from "../../../pipelines/remote-sensing/models.js";
import { Prepared } from "../../../pipelines/remote-sensing/prepare.js";
import { restoreTensor } from "../../../pipelines/remote-sensing/restore-tensor.js";
import { sceneStatistics } from "../../../pipelines/remote-sensing/statistics.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { scaled, regression } from "../../tiny-models/networks.js";
import { tinyModel, writeModel } from "../../tiny-models/model-folder.js";
import { ground } from "./scene-fixture.js";

vi.setConfig({ testTimeout: 60_000 });

const folders: string[] = [];
const kept = async (folder: Promise<string>) => (folders.push(await folder), folders.at(-1)!);
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
const cpu = { device: "cpu", threads: 1 };
let ddsr: MethodModels;
beforeAll(async () => void (ddsr = await openMethod({ method: "ddsr", model: await kept(tinyModel("ddsr")), ...cpu })), 60_000);
afterAll(() => ddsr.close());

function image(bands: number, height: number, width: number): Tensor {
  return tensor([1, bands, height, width], Float32Array.from({ length: bands * height * width }, (_, i) => ground(Math.floor(i / (height * width)), Math.floor((i % (height * width)) / width), i % width)));
}

describe("restoreTensor", () => {
  it("adds exactly what a known network says: residual = 0 is the bicubic enlargement", async () => {
    const zero = { ...scaled("up", "residual", 0, { scale: ["n", 1] }) };
    const models = await openMethod({ method: "regression", model: await kept(writeModel({ model: zero }, { card: { id: "zero", method: "regression" } })), ...cpu });
    const lr = image(3, 40, 48);
    const { image: x, networkCalls } = await restoreTensor(models, lr, { scale: 2, consistency: false, kernel: { kind: "gaussian", sigma1: 1, sigma2: 1, angle: 0 } });
    await models.close();
    const up = resize(lr, { height: 80, width: 96, kernel: "bicubic" });
    expect(x.dims).toEqual([1, 3, 80, 96]);
    expect(Math.max(...x.data.map((v, i) => Math.abs(v - up.data[i]!)))).toBeLessThan(0.01);
    expect(networkCalls).toBe(1);
  });

  it("diffuses to the answer of a perfect denoiser, whatever the noise: x0 = 8 * (residual)", async () => {
    // the denoiser ignores z and says x0 = 4 up, so that the result is up + 4/8 up
    const perfect = scaled("up", "x0", 4, { z: ["n", 3, "h", "w"], t: ["n"], scale: ["n", 1] });
    const diffusion = { prediction: "x0", schedule: { kind: "cosine", steps: 1000, s: 0.008 }, residualScale: 8, presets: { balanced: { sampler: "ddim", steps: 3, eta: 0.7 } } } as const;
    const models = await openMethod({ method: "dmdc", model: await kept(writeModel({ denoiser: perfect }, { card: { id: "perfect", method: "dmdc", diffusion } })), ...cpu });
    const lr = image(3, 32, 32);
    const { image: x, networkCalls, findings } = await restoreTensor(models, lr, { scale: 3, consistency: false, kernel: { kind: "gaussian", sigma1: 1, sigma2: 1, angle: 0 } });
    await models.close();
    const up = resize(lr, { height: 96, width: 96, kernel: "bicubic" });
    const worst = x.data.reduce((m, v, i) => {
      const { offset, gain } = findings.statistics.bands[Math.floor(i / 96 / 96)]!;
      return Math.max(m, Math.abs(v - (((up.data[i]! - offset) / gain) * 1.5 * gain + offset)) / gain);
    }, 0);
    expect(worst).toBeLessThan(1e-4);
    expect(networkCalls).toBe(3);
  });

  it("starts from noise of the deviation that the preset states", async () => {
    const echo = scaled("z", "x0", 1, { up: ["n", 3, "h", "w"], t: ["n"], scale: ["n", 1] });
    const step = { sampler: "ddim", steps: 1 } as const;
    const diffusion = { prediction: "x0", schedule: { kind: "cosine", steps: 1000, s: 0.008 }, residualScale: 8, presets: { fidelity: step, detail: { ...step, startDeviation: 1.2 } } } as const;
    const models = await openMethod({ method: "dmdc", model: await kept(writeModel({ denoiser: echo }, { card: { id: "echo", method: "dmdc", diffusion } })), ...cpu });
    const lr = image(3, 32, 32);
    const of = async (preset: "fidelity" | "detail") => (await restoreTensor(models, lr, { scale: 3, preset, consistency: false, kernel: { kind: "gaussian", sigma1: 1, sigma2: 1, angle: 0 } })).image.data;
    const [plain, inflated] = [await of("fidelity"), await of("detail")];
    await models.close();
    const up = resize(lr, { height: 96, width: 96, kernel: "bicubic" }).data;
    const power = (x: Float32Array) => x.reduce((sum, v, i) => sum + (v - up[i]!) ** 2, 0);
    expect(power(plain)).toBeGreaterThan(0);
    expect(Math.sqrt(power(inflated) / power(plain))).toBeCloseTo(1.2, 3);
  });

  it("does not depend on the unit of the numbers", async () => {
    const lr = image(3, 40, 40);
    const options = { scale: 2, seed: 3 } as const;
    const a = await restoreTensor(ddsr, lr, options);
    const b = await restoreTensor(ddsr, tensor(lr.dims, lr.data.map((v) => v / 4096)), options);
    expect(Math.max(...a.image.data.map((v, i) => Math.abs(v - 4096 * b.image.data[i]!)))).toBeLessThan(3600 * 1e-3);
  });
});

describe("presets", () => {
  it("come from the card, and --steps changes only their number", async () => {
    const { card } = ddsr.model!;
    expect(presetPlan(card, { preset: "fidelity" }).length).toBe(1);
    expect(presetPlan(card, { preset: "detail" }).length).toBe(8);
    const longer = presetPlan(card, { preset: "balanced", steps: 6 });
    expect(longer.length).toBe(6);
    expect(longer[2]!.fresh).toBeGreaterThan(0); // the preset's eta is kept
    const { balanced } = card.diffusion!.presets;
    expect(() => presetPlan({ ...card, diffusion: { ...card.diffusion!, presets: { balanced: balanced! } } }, { preset: "detail" })).toThrow('rs-ddsr: expected a preset "detail" in its card, got balanced');
  });
});

describe("models", () => {
  it("of another method are refused", async () => {
    const folder = await kept(writeModel({ model: regression() }, { card: { id: "other", method: "regression" } }));
    await expect(openMethod({ method: "dmdc", model: folder, ...cpu })).rejects.toThrow("other: expected a model of the method dmdc, got regression; choose --method regression for it");
  });
});

describe("the kernel of a scene", () => {
  it("is predicted alike from the same scene and seed, and is a kernel", async () => {
    const scene = memoryScene(image(4, 100, 130), "uint16");
    const { bands } = await sceneStatistics(scene, [0, 1, 2, 3], { low: 1, high: 99 });
    const prepared = new Prepared(scene, [0, 1, 2, 3], bands);
    const first = (await predictKernel(ddsr.model!, { prepared, scale: 4, seed: 1 }))!;
    const again = (await predictKernel(ddsr.model!, { prepared, scale: 4, seed: 1 }))!;
    expect(first.regions.length).toBe(6); // 2 x 3 places of 64 pixels
    expect(first.kernel.data.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(Math.min(...first.kernel.data)).toBeGreaterThanOrEqual(0);
    expect(again.kernel.data).toEqual(first.kernel.data);
    expect(first.agreement).toBeGreaterThan(0.5);
  });

  it("is not predicted where no part of the scene is whole", async () => {
    const holes = image(1, 64, 64);
    holes.data[64 * 30 + 30] = NaN;
    const scene = memoryScene(holes, "float32");
    const { bands } = await sceneStatistics(scene, [0], { low: 1, high: 99 });
    expect(await predictKernel(ddsr.model!, { prepared: new Prepared(scene, [0], bands), scale: 4, seed: 1 })).toBeUndefined();
  });

  it("is the squared sum of the basis, normalised", async () => {
    const basis = await readKernelBasis(ddsr.model!);
    const code = [1, -1, 0, 0, 0, 0, 0, 2];
    const kernel = decodeKernel(basis, code);
    const root = (i: number) => basis.mean[i]! + basis.basis[0]![i]! - basis.basis[1]![i]! + 2 * basis.basis[7]![i]!;
    expect(kernel.data[300]! / kernel.data[312]!).toBeCloseTo((root(300) / root(312)) ** 2, 10);
  });
});
