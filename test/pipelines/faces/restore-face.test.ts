import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Knobs } from "../../../pipelines/faces/methods/method.js";
import { methodNames, openFaceModels, type FaceModels, type MethodName } from "../../../pipelines/faces/models.js";
import { restoreFace, type FaceResult } from "../../../pipelines/faces/restore-face.js";
import { dot, subtract } from "../../../shared/tensor/loops.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { drawnFace } from "../../tiny-models/face-image.js";
import { FACE_MODELS, tinyFaceModel, type FaceModel } from "../../tiny-models/faces.js";

const FACE = drawnFace();
let root: string;
const models = {} as Record<MethodName, FaceModels>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "restore-face-"));
  const folders = Object.fromEntries(await Promise.all(FACE_MODELS.map(async (name) => [name, await tinyFaceModel(name, { folder: join(root, name) })] as const))) as Record<FaceModel, string>;
  const shared = await openFaceModels({ method: "diffbfr", model: folders.diffbfr, prior: folders.prior, regression: folders.regression, device: "cpu", threads: 1 });
  const { regression, prior, close } = shared as Required<FaceModels>;
  models.diffbfr = shared;
  models.difface = { method: "difface", regression, prior, close };
  models.regression = { method: "regression", regression, close };
  models.bicubic = await openFaceModels({ method: "bicubic" });
  const own = async (method: MethodName): Promise<FaceModels> => openFaceModels({ method, model: folders[method as FaceModel], device: "cpu", threads: 1 });
  [models["at-ddpm"], models["at-vardiff"]] = [await own("at-ddpm"), await own("at-vardiff")];
  const { own: enhancement, close: closeOwn } = await openFaceModels({ method: "dr2", model: folders.dr2, prior: folders.prior, regression: folders.regression, device: "cpu", threads: 1 });
  models.dr2 = { method: "dr2", regression, prior, own: enhancement!, close: closeOwn };
});
afterAll(async () => {
  await Promise.all([models.diffbfr, models["at-ddpm"], models["at-vardiff"], models.dr2].map((each) => each.close()));
  await rm(root, { recursive: true, force: true });
});

const rms = (x: Tensor): number => Math.sqrt(dot(x, x) / x.data.length);
const restore = (method: MethodName, options: { image?: Tensor; knobs?: Partial<Knobs>; samples?: number; seed?: number; signal?: AbortSignal } = {}): Promise<FaceResult> => {
  const { image = FACE, knobs = {}, samples = 1, seed = 0, signal } = options;
  return restoreFace(models[method], image, { knobs: { preset: "balanced", ...knobs }, samples, seed, ...(signal && { signal }) });
};

describe("restoreFace", () => {
  it.each(methodNames)("%s: same seed, same bytes; in range, in at most twenty calls, with its consistency", async (method) => {
    const [one, again] = [await restore(method), await restore(method)];
    expect(again.image.data).toEqual(one.image.data);
    expect(again.settings).toEqual(one.settings);
    expect(one.image.dims).toEqual([1, 3, 256, 256]);
    expect(one.image.data.every((v) => v >= 0 && v <= 1)).toBe(true);
    expect(one.calls).toBeLessThanOrEqual(20);
    expect(one.allCalls).toBe(one.calls);
    expect(one.consistency.blur).toBeGreaterThanOrEqual(0);
    expect(one.consistency.residual).toBeGreaterThanOrEqual(0);
    expect(one.deviation).toBeUndefined();
    expect(one.identity).toBeUndefined();
  });

  it("difface: the further the start, the further from the regression", async () => {
    const starts = [0, 40, 400];
    const results = await Promise.all(starts.map((start) => restore("difface", { knobs: { start } })));
    const nearest = (await restore("regression")).image;
    const distances = results.map(({ image }) => rms(subtract(image, nearest)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances[0]).toBeLessThan(0.005);
    expect(results.map(({ settings }) => settings.start)).toEqual(starts);
    expect(Math.max(...results.map(({ calls }) => calls))).toBeLessThanOrEqual(20);
  });

  it.each(["difface", "diffbfr"] as const)("%s: starts further for faces whose error is expected to be larger", async (method) => {
    const [dark, bright] = await Promise.all([0.3, 1].map((brightness) => restore(method, { image: drawnFace({ brightness }), knobs: { preset: "fidelity" } })));
    expect(bright!.settings.expectedError as number).toBeGreaterThan(dark!.settings.expectedError as number);
    expect(bright!.settings.start as number).toBeGreaterThan(dark!.settings.start as number);
  });

  it("difface: presets lead from faithful to detailed", async () => {
    const starts = await Promise.all((["fidelity", "balanced", "detail"] as const).map(async (preset) => (await restore("difface", { knobs: { preset }, image: drawnFace({ brightness: 0.6 }) })).settings.start as number));
    expect(starts[0]!).toBeLessThan(starts[1]!);
    expect(starts[1]!).toBeLessThan(starts[2]!);
    expect(starts[2]!).toBeLessThan(400);
  });

  it("gives the mean of samples, their deviation and how alike they are", async () => {
    const K = 3;
    const singles = await Promise.all(Array.from({ length: K }, (_, k) => restore("difface", { seed: 5 + k, knobs: { start: 200 } })));
    const { image, deviation, identity, calls, allCalls } = await restore("difface", { samples: K, seed: 5, knobs: { start: 200 } });
    expect(calls).toBe(singles[0]!.calls);
    expect(allCalls).toBe(K * calls - 3 * (K - 1)); // the regression, twice, and its error are asked once
    for (const at of [0, 33000, 100000, 196607]) {
      const values = singles.map((each) => each.image.data[at]!);
      expect(image.data[at]).toBeCloseTo(values.reduce((a, b) => a + b) / K, 5);
    }
    const pixel = 70 * 256 + 90;
    const variances = [0, 1, 2].map((c) => {
      const values = singles.map((each) => each.image.data[c * 65536 + pixel]!);
      const mean = values.reduce((a, b) => a + b) / K;
      return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (K - 1);
    });
    expect(deviation!.dims).toEqual([1, 1, 256, 256]);
    // 1.5 is the card's factor
    expect(deviation!.data[pixel]).toBeCloseTo(1.5 * Math.sqrt((variances[0]! + variances[1]! + variances[2]!) / 3), 5);
    expect(identity!.agreement).toBeGreaterThan(-1);
    expect(identity!.agreement).toBeLessThan(0.999);
  });

  it("draws the latent of at-vardiff only where samples are asked for", async () => {
    const one = await restore("at-vardiff", { seed: 4 });
    const [a, b] = [await restore("at-vardiff", { seed: 3, samples: 2 }), [await restore("at-vardiff", { seed: 3 }), one]];
    const mean = tensor(one.image.dims, b[0]!.image.data.map((v, i) => (v + b[1]!.image.data[i]!) / 2));
    expect(rms(subtract(a.image, mean))).toBeGreaterThan(1e-5);
    expect(rms(subtract(a.image, mean))).toBeLessThan(0.05);
  });

  it("keeps a grey face grey", async () => {
    const face = FACE;
    const gray = tensor(face.dims, Float32Array.from(face.data, (_, i) => face.data[i % 65536]!));
    const { image } = await restore("difface", { image: gray, knobs: { start: 200 } });
    for (let i = 0; i < 65536; i += 97) expect([image.data[65536 + i], image.data[131072 + i]]).toEqual([image.data[i], image.data[i]]);
    const colored = await restore("difface", { knobs: { start: 200 } });
    expect(colored.image.data[0]).not.toBe(colored.image.data[65536]);
  });

  it("moves towards agreement with the input where that is asked for", async () => {
    const [plain, agreed] = await Promise.all([false, true].map((agree) => restoreFace(models.difface, FACE, { knobs: { preset: "balanced", start: 200 }, samples: 1, seed: 0, agree })));
    expect(agreed!.consistency.residual).toBeLessThan(0.7 * plain!.consistency.residual);
    expect(agreed!.consistency.blur).toBe(plain!.consistency.blur);
  });

  it("leaves a face as it is with bicubic, in no calls", async () => {
    const face = FACE;
    const { image, calls, consistency } = await restore("bicubic", { image: face, samples: 4 });
    expect(rms(subtract(image, face))).toBeLessThan(1e-6);
    expect(calls).toBe(0);
    expect(consistency).toMatchObject({ blur: 0 });
  });

  it.each([
    [{ start: 650 }, "--start: expected a whole number from 0 to 649, got 650"],
    [{ start: 1.5 }, "--start: expected a whole number from 0 to 649, got 1.5"],
    [{ eta: 1.2 }, "--eta: expected a number from 0 to 1, got 1.2"],
  ])("refuses the knobs %j", async (knobs, message) => {
    await expect(restore("difface", { knobs })).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining(message) as string });
  });

  it("stops on request", async () => {
    await expect(restore("difface", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });

  it("says when a card lacks the preset", async () => {
    const folder = await tinyFaceModel("at-ddpm", { folder: join(root, "bare"), card: { id: "bare", diffusion: { prediction: "x0", schedule: { kind: "linear", steps: 1000 }, presets: { fidelity: { sampler: "ddim", steps: 2 } } } } });
    const bare = await openFaceModels({ method: "at-ddpm", model: folder, device: "cpu", threads: 1 });
    try {
      await expect(restoreFace(bare, FACE, { knobs: { preset: "detail" }, samples: 1, seed: 0 })).rejects.toThrow('bare: expected a preset "detail" in its card, got fidelity');
    } finally {
      await bare.close();
    }
  });
});
