import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openFaceModels } from "../../../pipelines/faces/models.js";
import { FACE_MODELS, tinyFaceModel, type FaceModel } from "../../tiny-models/faces.js";

let root: string;
const folders = {} as Record<FaceModel, string>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "face-models-"));
  for (const name of FACE_MODELS) folders[name] = await tinyFaceModel(name, { folder: join(root, name) });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const device = "cpu";

describe("openFaceModels", () => {
  it.each([
    ["bicubic", {}, []],
    ["difface", { model: "prior", regression: "regression" }, ["prior", "regression"]],
    ["diffbfr", { model: "diffbfr", prior: "prior", regression: "regression" }, ["own", "prior", "regression"]],
    ["at-vardiff", { model: "at-vardiff" }, ["own"]],
  ] as const)("opens what %s needs, from %j", async (method, given, roles) => {
    const paths = Object.fromEntries(Object.entries(given).map(([flag, name]) => [flag, folders[name as FaceModel]]));
    const models = await openFaceModels({ method, device, threads: 1, ...paths });
    try {
      expect(Object.keys(models).filter((key) => key !== "method" && key !== "close").sort()).toEqual(roles);
      expect(models.own?.card.method).toBe(models.own && method);
    } finally {
      await models.close();
    }
  });

  it.each([
    [7, [2, 2]],
    [8, [1, 1, 1, 1]],
  ])("for %i photographs opens two models with as many threads each as %j", async (photographs, threads) => {
    const post = vi.spyOn(Worker.prototype, "postMessage");
    const models = await openFaceModels({ method: "difface", model: folders.prior, regression: folders.regression, device, threads: 2, photographs });
    await models.close();
    expect(post.mock.calls.flatMap(([message]) => ((message as { kind: string }).kind === "open" ? [(message as { threads: number }).threads] : []))).toEqual(threads);
    post.mockRestore();
  });

  it("accepts a regression without the estimate of its error where nobody asks for it", async () => {
    const folder = await tinyFaceModel("dr2", { folder: join(root, "plain"), card: { id: "plain", method: "regression" } });
    const models = await openFaceModels({ method: "regression", model: folder, device, threads: 1 });
    await models.close();
    await expect(openFaceModels({ method: "difface", model: folders.prior, regression: folder, device, threads: 1 })).rejects.toThrow("plain: expected the networks model and error, got model; choose another model folder");
  });

  it.each([
    ["a model of another method", "at-ddpm", { model: "dr2" }, "bad-model", "bfr-dr2: expected a model of the method at-ddpm, got dr2; choose another model folder"],
    ["the regression as the prior", "difface", { model: "regression", regression: "regression" }, "bad-model", "bfr-regression: expected a model of the method difface, got regression"],
    ["a prior that the method does not use", "at-ddpm", { model: "at-ddpm", prior: "prior" }, "bad-option", "--prior: expected no such model for --method at-ddpm"],
    ["a model for bicubic", "bicubic", { model: "prior" }, "bad-option", "--model: expected no such model for --method bicubic"],
    ["two priors", "difface", { model: "prior", prior: "prior", regression: "regression" }, "bad-option", "--model: expected one prior model"],
  ] as const)("refuses %s", async (_, method, given, code, message) => {
    const paths = Object.fromEntries(Object.entries(given).map(([flag, name]) => [flag, folders[name as FaceModel]]));
    await expect(openFaceModels({ method, device, threads: 1, ...paths })).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  it("refuses a model of another task", async () => {
    const folder = await tinyFaceModel("at-ddpm", { folder: join(root, "scene"), card: { id: "scene", task: "remote-sensing-sr" } });
    await expect(openFaceModels({ method: "at-ddpm", model: folder, device, threads: 1 })).rejects.toThrow("scene: expected a model of the task face-restoration, got remote-sensing-sr");
  });
});
