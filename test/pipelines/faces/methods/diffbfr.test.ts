import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { diffbfr } from "../../../../pipelines/faces/methods/diffbfr.js";
import { openFaceModels, type FaceModels } from "../../../../pipelines/faces/models.js";
import { affine, dot, subtract } from "../../../../shared/tensor/loops.js";
import { mirrored } from "../../../../shared/tensor/layout.js";
import type { Tensor } from "../../../../shared/tensor/tensor.js";
import { drawnFace } from "../../../tiny-models/face-image.js";
import { tinyFaceModel } from "../../../tiny-models/faces.js";

const rms = (x: Tensor): number => Math.sqrt(dot(x, x) / x.data.length);
const face = affine(drawnFace(), [2, 2, 2], [-1, -1, -1]);
/** How much of what is unlike its mirror image in the face an image has. */
const sidedness = (x: Tensor): number => dot(subtract(x, mirrored(x, { rows: false, columns: true })), face);
for (let i = 0; i < face.data.length; i++) face.data[i] = face.data[i]! * (i % 256 < 100 ? 0.5 : 1); // unlike its mirror image
const presets = {
  fidelity: { sampler: "ddim", steps: 1, from: 400, eta: 0 },
  balanced: { sampler: "ddim", steps: 1, from: 400, eta: 0 },
  detail: { sampler: "ddim", steps: 8, from: 400, eta: 0.5 },
} as const;
let root: string;
let models: FaceModels;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "diffbfr-"));
  const diffusion = { prediction: "x0", schedule: { kind: "linear", steps: 1000 }, presets } as const;
  const [model, prior, regression] = await Promise.all((["diffbfr", "prior", "regression"] as const).map((name) => tinyFaceModel(name, { folder: join(root, name), ...(name === "diffbfr" && { card: { diffusion } }) })));
  models = await openFaceModels({ method: "diffbfr", model: model!, prior: prior!, regression: regression!, device: "cpu", threads: 1 });
});
afterAll(async () => {
  await models.close();
  await rm(root, { recursive: true, force: true });
});
const restored = (preset: "fidelity" | "balanced" | "detail", seed: number, stochastic = false) => diffbfr({ models, knobs: { preset }, stochastic })(face, seed);

it("is the mean over several starts where one image is wanted, the right way round", async () => {
  const [a, b] = await Promise.all([0, 1].map((seed) => restored("fidelity", seed)));
  const [c, d] = await Promise.all([0, 1].map((seed) => restored("fidelity", seed, true)));
  const spread = rms(subtract(c!.image, d!.image));
  expect(rms(subtract(a!.image, b!.image))).toBeLessThan(0.55 * spread);
  expect(rms(subtract(a!.image, c!.image))).toBeLessThan(spread);
  expect(sidedness(a!.image) / sidedness(c!.image)).toBeCloseTo(1, 1);
  expect([a!.calls, c!.calls, a!.settings.steps]).toEqual([9, 3, 8]);
});

it("stays within twenty calls with every preset and start", async () => {
  expect(await Promise.all((["fidelity", "balanced", "detail"] as const).map(async (preset) => (await restored(preset, 0)).calls))).toEqual([9, 10, 20]);
  const near = await diffbfr({ models, knobs: { preset: "detail", start: 100 } })(face, 0);
  expect(near.calls).toBe(11); // two and three steps, none averaged
  expect(near.settings).toMatchObject({ start: 100, lowStart: 150 });
});
