import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseRemoval, dr2, dr2Clean, omegaOf, removalNames, removalPlan, removals } from "../../../../pipelines/faces/methods/dr2.js";
import type { RemovalName } from "../../../../pipelines/faces/methods/method.js";
import { stageOrigin } from "../../../../pipelines/faces/methods/truncated.js";
import { openFaceModels, type FaceModels } from "../../../../pipelines/faces/models.js";
import { lowPass } from "../../../../shared/diffusion/guide.js";
import { draws, placedNoise } from "../../../../shared/diffusion/noise.js";
import { ddpm } from "../../../../shared/diffusion/plans/ddpm.js";
import { linear } from "../../../../shared/diffusion/schedule.js";
import { startState, vpMarginal } from "../../../../shared/diffusion/start.js";
import { affine, dot, subtract } from "../../../../shared/tensor/loops.js";
import type { Tensor } from "../../../../shared/tensor/tensor.js";
import { drawnFace, noisyFace } from "../../../tiny-models/face-image.js";
import { tinyFaceModel } from "../../../tiny-models/faces.js";

const rms = (x: Tensor): number => Math.sqrt(dot(x, x) / x.data.length);
const FACE = drawnFace();
/** The published settings for little and for medium degradation. */
const PUBLISHED = { lowPass: 4, tau: 22 };
const MEDIUM = { lowPass: 8, tau: 35 };
const modelRange = (x: Tensor): Tensor => affine(x, [2, 2, 2], [-1, -1, -1]);

describe("removalPlan", () => {
  const schedule = linear();

  it("goes from omega to tau of the chain of 100, as published", () => {
    const { t: first } = removalPlan(schedule, PUBLISHED, 21)[0]!;
    const rows = removalPlan(schedule, PUBLISHED, 21);
    expect([first, rows.length, rows.at(-1)!.t]).toEqual([424, 21, 222]); // 42 and 22 of 100
    expect(removalPlan(schedule, MEDIUM).at(-1)!.t).toBe(353);
    expect([omegaOf({ lowPass: 1, tau: 10 }), omegaOf({ lowPass: 2, tau: 10 }), omegaOf(MEDIUM)]).toEqual([10, 20, 60]);
  });

  it("stays within what the prior was trained at", () => {
    expect(removalPlan(schedule, removals.severe)[0]!.t).toBeLessThanOrEqual(649);
    expect(removalPlan(schedule, { lowPass: 16, tau: 64 })).toHaveLength(1);
  });

  it("makes the ancestral rows of the respaced chain, and ends with the clean estimate", () => {
    const all = ddpm(schedule, { steps: 100, spacing: "even" });
    const rows = removalPlan(schedule, PUBLISHED, 100);
    for (const row of rows.slice(0, -1)) {
      const published = all.find(({ t }) => t === row.t)!;
      for (const name of ["keep", "clean", "fresh"] as const) expect(row[name]).toBeCloseTo(published[name], 10);
    }
    expect(rows.at(-1)).toMatchObject({ keep: 0, clean: 1, fresh: 0 });
  });

  it("takes even strides where there are more rows than calls", () => {
    for (const removal of Object.values(removals)) {
      const levels = removalPlan(schedule, removal).map(({ t }) => t);
      expect(levels.length).toBeLessThanOrEqual(14);
      const strides = levels.slice(1).map((t, i) => levels[i]! - t);
      expect(Math.max(...strides) - Math.min(...strides)).toBeLessThanOrEqual(12);
    }
  });
});

describe("chooseRemoval", () => {
  it("takes stronger settings for worse faces, and one milder for fidelity", () => {
    const levels = [5, 14, 22, 40];
    expect(levels.map((level) => chooseRemoval(level, "balanced"))).toEqual(["slight", "mild", "medium", "severe"]);
    expect(levels.map((level) => chooseRemoval(level, "fidelity"))).toEqual(["slight", "slight", "mild", "medium"]);
    expect(levels.map((level) => chooseRemoval(level, "detail"))).toEqual(["slight", "mild", "medium", "severe"]);
  });
});

describe("dr2", () => {
  let root: string;
  let models: FaceModels;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "dr2-"));
    const [model, prior, regression] = await Promise.all((["dr2", "prior", "regression"] as const).map((name) => tinyFaceModel(name, { folder: join(root, name) })));
    models = await openFaceModels({ method: "dr2", model: model!, prior: prior!, regression: regression!, device: "cpu", threads: 1 });
  });
  afterAll(async () => {
    await models.close();
    await rm(root, { recursive: true, force: true });
  });

  it("keeps the low frequencies of its input, and not the noise above them", async () => {
    const face = modelRange(FACE);
    const noisy = modelRange(noisyFace(FACE, 25));
    const [clean, fromNoisy] = await Promise.all([face, noisy].map((input) => dr2Clean(models.prior!, input, { removal: PUBLISHED, seed: 0 })));
    // Two white Gaussian images are what this prior knows: it shrinks the estimate by A s^2 / (A s^2 + 1 - A) at tau.
    const A = linear().abar[222]!;
    const shrink = (A * 0.25) / (A * 0.25 + 1 - A);
    const want = lowPass(face, 4);
    const got = lowPass(clean!.image, 4);
    const scaled = affine(want, [shrink, shrink, shrink], [0, 0, 0]);
    expect(rms(subtract(got, scaled))).toBeLessThan(0.35 * rms(scaled));
    // the same seed: what differs comes from the inputs
    expect(rms(subtract(fromNoisy!.image, clean!.image))).toBeLessThan(0.25 * rms(subtract(noisy, face)));
  });

  it("puts them back at every step: the result follows the input also from a high level", async () => {
    const [a, b] = [modelRange(drawnFace({ brightness: 0.5 })), modelRange(drawnFace({ brightness: 1 }))];
    const mean = (x: Tensor): number => x.data.reduce((sum, v) => sum + v, 0) / x.data.length;
    const [low, high] = await Promise.all([a, b].map(async (face) => (await dr2Clean(models.prior!, face, { removal: { lowPass: 16, tau: 2 }, seed: 0 })).image));
    // at tau 2 this prior hardly shrinks; started at 32 of 100 without the swap, a fifth of the difference would be left
    expect(mean(high!) - mean(low!)).toBeGreaterThan(0.85 * (mean(b) - mean(a)));
  });

  it("is the mean over four states at tau where the low-pass keeps everything, others for each removal", async () => {
    const face = modelRange(FACE);
    const schedule = linear();
    const t = removalPlan(schedule, removals.mild)[0]!.t;
    const estimate = async (stage: number): Promise<Tensor> => {
      const field = placedNoise(3).fill(face.dims, draws.start, stageOrigin(stage));
      return models.prior!.denoiser("denoiser", {})(startState(vpMarginal(schedule, t), { clean: face, noise: field }), t);
    };
    for (const stage of [0, 1]) {
      const { image, calls } = await dr2Clean(models.prior!, face, { removal: removals.mild, seed: 3, stage });
      const estimates = await Promise.all([0, 1, 2, 3].map((k) => estimate(4 * stage + k)));
      const mean = face.data.map((_, i) => estimates.reduce((sum, { data }) => sum + Math.min(1, Math.max(-1, data[i]!)) / 4, 0));
      expect(calls).toBe(4);
      expect(image.data.every((v, i) => Math.abs(v - mean[i]!) < 1e-6)).toBe(true);
    }
  });

  it("stays within twenty calls with every preset, and says what it chose", async () => {
    const face = modelRange(drawnFace({ brightness: 1.5 }));
    const [fidelity, balanced, detail, other] = await Promise.all((["fidelity", "balanced", "detail", "balanced"] as const).map((preset, i) => dr2({ models, knobs: { preset } })(face, i === 3 ? 1 : 0)));
    expect(rms(subtract(balanced!.image, other!.image))).toBeGreaterThan(0.01);
    for (const { calls } of [fidelity!, balanced!, detail!]) expect(calls).toBeLessThanOrEqual(20);
    expect(fidelity!.calls).toBe((fidelity!.settings.steps as number) + 3);
    expect(detail!.settings.textureStart).toBeGreaterThan(balanced!.settings.textureStart as number);
    expect(fidelity!.settings.lowPass as number).toBeLessThan(balanced!.settings.lowPass as number);
    expect(Object.keys(fidelity!.settings)).toEqual(["lowPass", "tau", "omega", "steps", "expectedError"]);
  });

  it("keeps half of a face with little to remove, nothing of a bad one, and nothing where a removal is asked for", async () => {
    const restored = (face: Tensor, removal?: RemovalName) => dr2({ models, knobs: { preset: "fidelity", ...(removal && { removal }) } })(face, 0);
    const [good, bad] = [modelRange(drawnFace({ brightness: 0.3 })), modelRange(drawnFace({ brightness: 1.5 }))];
    const [kept, asked] = [await restored(good), await restored(good, "slight")];
    expect(rms(subtract(kept.image, good))).toBeCloseTo(rms(subtract(asked.image, good)) / 2, 4);
    const automatic = await restored(bad);
    const same = await restored(bad, chooseRemoval(automatic.settings.expectedError as number, "fidelity"));
    expect(automatic.settings.expectedError).toBeGreaterThan(17);
    expect(rms(subtract(automatic.image, same.image))).toBe(0);
  });

  it("averages nothing of samples, which would hide how they differ", async () => {
    const spread = async (stochastic: boolean): Promise<number> => {
      const [a, b] = await Promise.all([0, 1].map((seed) => dr2({ models, knobs: { preset: "fidelity", removal: "mild" }, stochastic })(modelRange(FACE), seed)));
      return rms(subtract(a!.image, b!.image));
    };
    expect(await spread(true)).toBeGreaterThan(2 * (await spread(false))); // about the root of eight
  });

  it("takes knobs, and refuses what it cannot do", async () => {
    const { settings } = await dr2({ models, knobs: { preset: "balanced", lowPass: 2, tau: 5 } })(modelRange(FACE), 0);
    expect(settings).toMatchObject({ lowPass: 2, tau: 5, omega: 15 });
    const named = await Promise.all(removalNames.map((removal) => dr2({ models, knobs: { preset: "balanced", removal } })(modelRange(FACE), 0)));
    expect(named.map((each) => [each.settings.lowPass, each.settings.tau])).toEqual(removalNames.map((name) => [removals[name].lowPass, removals[name].tau]));
    expect((await dr2({ models, knobs: { preset: "balanced", removal: "severe", tau: 5 } })(modelRange(FACE), 0)).settings).toMatchObject({ lowPass: removals.severe.lowPass, tau: 5 });
    expect(() => dr2({ models, knobs: { preset: "balanced", lowPass: 3 } })).toThrow("--low-pass: expected 1, 2, 4, 8, 16 or 32, got 3");
    expect(() => dr2({ models, knobs: { preset: "balanced", tau: 65 } })).toThrow("--tau: expected a whole number from 0 to 64, got 65");
  });
});
