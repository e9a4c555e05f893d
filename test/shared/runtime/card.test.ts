import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { modelHash, parseCard, readCard, type Card } from "../../../shared/runtime/card.js";
import { findModel, listModels, modelsFolder } from "../../../shared/runtime/find-model.js";
import { openModel } from "../../../shared/runtime/model.js";
import { presetPlan, presetPlanFrom } from "../../../shared/runtime/presets.js";
import { tinyModel, writeModel } from "../../tiny-models/model-folder.js";
import { scaled } from "../../tiny-models/networks.js";

const folders: string[] = [];
const kept = async (folder: Promise<string>) => (folders.push(await folder), folder);
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});
const half = () => ({ denoiser: scaled("z", "x0", 0.5, { t: ["n"] }) });
// The graph leaves t unused, so a denoiser needs one that uses it; here only cards and ports matter.
const plain = () => ({ model: scaled("x", "y", 0.5) });

describe("card", () => {
  it("reads the cards of the tiny models", async () => {
    const card = await readCard(await kept(tinyModel("ddsr")));
    expect(card.id).toBe("rs-ddsr");
    expect(Object.keys(card.networks)).toEqual(["encoder", "kernel-encoder", "kernel", "denoiser"]);
    expect(card.diffusion?.presets.detail).toEqual({ sampler: "ddim", steps: 8, eta: 0.5 });
    expect((await readCard(await kept(tinyModel("regression")))).diffusion).toBeUndefined();
  });

  it("names the field that is wrong", async () => {
    const good = JSON.parse(await readFile(join(await kept(tinyModel("dmdc")), "card.json"), "utf8")) as Card & Record<string, never>;
    const broken = (change: (card: any) => void) => {
      const card = structuredClone(good);
      change(card);
      return () => parseCard(card, "x/card.json");
    };
    expect(() => parseCard(good, "x/card.json")).not.toThrow();
    const wrong: [(card: any) => void, string][] = [
      [(card) => (card.sizes = 3), 'the card: Unrecognized key: "sizes"'],
      [(card) => (card.networks.denoiser.sha256 = "ABC"), "networks.denoiser.sha256: 64 lower-case hexadecimal digits"],
      [(card) => (card.networks.denoiser.file = "../secret.onnx"), "networks.denoiser.file: the name of a file in the model's folder"],
      [(card) => (card.networks = {}), "networks: at least one network"],
      [(card) => delete card.license, "license: "],
      [(card) => (card.normalization = { low: 99, high: 1 }), "normalization: low below high"],
      [(card) => (card.diffusion.prediction = "v"), 'diffusion.prediction: the name of an output of the network "denoiser" (x0)'],
      [(card) => (card.diffusion.schedule.kind = "sigmoid"), "diffusion.schedule.kind: "],
      [(card) => (card.diffusion.presets.detail.steps = 1001), "diffusion.presets.detail.steps: at most 1000"],
      [(card) => (card.scales = []), "scales: "],
    ];
    for (const [change, message] of wrong) expect(broken(change)).toThrow(`x/card.json: expected a valid model card, got ${message}`);
    expect(broken((card) => delete card.id)).toThrow(expect.objectContaining({ name: "RestorationError", code: "bad-model" }));
  });

  it("knows variance exploding chains and a zero that stays zero", async () => {
    const good = JSON.parse(await readFile(join(await kept(tinyModel("dmdc")), "card.json"), "utf8")) as Card;
    const ve = (preset: object, schedule: object = { kind: "ve", minimum: 0.005, maximum: 0.5 }) =>
      parseCard({ ...good, normalization: { low: "zero", high: 99.5 }, diffusion: { prediction: "x0", schedule, presets: { balanced: preset } } }, "x/card.json");
    const card = ve({ sampler: "dpm-solver++", steps: 8 });
    expect(card.normalization.low).toBe("zero");
    const plan = presetPlanFrom(card, { preset: "balanced", sigma: 0.1 });
    expect(plan.map(({ t }) => t)[0]).toBeCloseTo(0.1, 12);
    expect(plan.map(({ t }) => t)[7]).toBeCloseTo(0.005, 12);
    expect(presetPlanFrom(card, { preset: "balanced", sigma: 3 })[0]!.t).toBeCloseTo(0.5, 12);
    expect(presetPlanFrom(card, { preset: "balanced", sigma: 0.001 })).toEqual([{ t: 0.005, keep: 0, clean: 1, previous: 0, anchor: 0, fresh: 0 }]);
    expect(presetPlanFrom(card, { preset: "balanced", sigma: 0.1, kind: "ancestral" })[3]!.fresh).toBeGreaterThan(0);
    expect(presetPlanFrom(card, { preset: "balanced", sigma: 0.1, least: plan.length + 2 })).toHaveLength(plan.length + 2);
    expect(presetPlanFrom(card, { preset: "balanced", sigma: 0.1, least: 1 })).toEqual(plan);
    expect(() => presetPlan(card, { preset: "balanced" })).toThrow("expected a variance preserving schedule in its card, got ve");
    expect(() => ve({ sampler: "ddim", steps: 8 })).toThrow("diffusion.presets.balanced.sampler: one of dpm-solver++, probability-flow, reverse-diffusion for this schedule");
    expect(() => ve({ sampler: "dpm-solver++", steps: 8, eta: 1 })).toThrow("diffusion.presets.balanced.eta: not for a variance exploding schedule");
    expect(() => ve({ sampler: "dpm-solver++", steps: 8 }, { kind: "ve", minimum: 0.5, maximum: 0.5 })).toThrow("minimum below maximum");
  });

  it("has one hash that depends on every file and not on the order", async () => {
    const card = await readCard(await kept(tinyModel("ddsr")));
    const reversed = { ...card, networks: Object.fromEntries(Object.entries(card.networks).reverse()) };
    const changed = { ...card, data: { "kernel-basis": { ...card.data!["kernel-basis"]!, sha256: "0".repeat(64) } } };
    expect(modelHash(reversed)).toBe(modelHash(card));
    expect(modelHash(changed)).not.toBe(modelHash(card));
  });

  it("is read again where it was changed", async () => {
    const folder = await kept(tinyModel("ddsr"));
    const card = await readCard(folder);
    expect(await readCard(folder)).toEqual(card);
    await writeFile(join(folder, "card.json"), JSON.stringify({ ...card, version: "9.9.9" }));
    expect((await readCard(folder)).version).toBe("9.9.9");
    await writeFile(join(folder, "card.json"), JSON.stringify({ ...card, version: 9 }));
    await expect(readCard(folder)).rejects.toThrow("version");
  });

  it("says where a folder has no card or no JSON", async () => {
    const empty = await kept(mkdtemp(join(tmpdir(), "empty-")));
    await expect(readCard(empty)).rejects.toThrow(`${empty}: expected a model folder with a card.json, got none that can be read`);
    await writeFile(join(empty, "card.json"), "{,");
    await expect(readCard(empty)).rejects.toThrow("card.json: expected JSON, got");
  });
});

describe("what is refused before a network runs", () => {
  it("a file that is not the one of the card", async () => {
    const folder = await kept(writeModel(plain()));
    const bytes = await readFile(join(folder, "model.onnx"));
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(join(folder, "model.onnx"), bytes);
    await expect(openModel(folder)).rejects.toThrow(/model\.onnx: expected sha256 [0-9a-f]{64}, got [0-9a-f]{64}; install the model again/);
    await rm(join(folder, "model.onnx"));
    await expect(openModel(folder)).rejects.toThrow("model.onnx: expected a file named by the card, got none that can be read");
  });

  it("a changed table", async () => {
    const folder = await kept(tinyModel("ddsr"));
    await writeFile(join(folder, "kernel-basis.json"), "{}");
    await expect(openModel(folder)).rejects.toThrow("kernel-basis.json: expected sha256");
  });

  it("bytes that are no network, with the runtime's reason", async () => {
    const folder = await kept(writeModel({ model: { ...scaled("x", "y", 1), nodes: [{ op: "Frobnicate", inputs: ["x"], outputs: ["y"] }] } }));
    await expect(openModel(folder)).rejects.toThrow(/model\.onnx: expected an ONNX network that onnxruntime can load, got .*Frobnicate.*; install the model again/);
  });

  it.each<[string, Partial<Card["networks"][string]>, string]>([
    ["other input names", { inputs: { z: ["n", 3, "h", "w"] } }, "expected the inputs of the card, z, got x"],
    ["a missing output", { outputs: { y: ["n", 3, "h", "w"], extra: ["n"] } }, "expected the outputs of the card, extra, y, got y"],
    ["another rank", { inputs: { x: ["n", 3, "h"] } }, "expected x of shape nx3xh, got nx3xhxw"],
    ["other channels", { inputs: { x: ["n", 4, "h", "w"] } }, "expected x of shape nx4xhxw, got nx3xhxw"],
    ["a free dimension that the network fixes", { inputs: { x: ["n", "c", "h", "w"] } }, "expected x of shape nxcxhxw, got nx3xhxw"],
  ])("a network unlike its card: %s", async (_name, change, message) => {
    const folder = await kept(writeModel(plain()));
    const card = await readCard(folder);
    await writeFile(join(folder, "card.json"), JSON.stringify({ ...card, networks: { model: { ...card.networks.model, ...change } } }));
    await expect(openModel(folder)).rejects.toThrow(`model.onnx: ${message}; the card does not describe this network`);
  });
});

describe("findModel and listModels", () => {
  it("finds by id and by path, and names what there is", async () => {
    const models = await kept(mkdtemp(join(tmpdir(), "models-")));
    await tinyModel("dmdc", join(models, "rs-dmdc"));
    await tinyModel("regression", join(models, "rs-regression"));
    await writeModel(half(), { folder: join(models, "broken") });
    await writeFile(join(models, "broken", "card.json"), "[]");
    await writeFile(join(models, "README.md"), "");

    expect(await findModel("rs-dmdc", models)).toBe(join(models, "rs-dmdc"));
    expect(await findModel(join(models, "rs-regression"), "/nowhere")).toBe(join(models, "rs-regression"));
    await expect(findModel("rs-nothing", models)).rejects.toThrow("--model: expected a folder with a card.json or one of broken, rs-dmdc, rs-regression, got rs-nothing; the command models lists what is installed");
    await expect(findModel("rs-nothing", "/nowhere")).rejects.toThrow("(no models are installed)");

    const entries = await listModels(models);
    expect(entries.map(({ id }) => id)).toEqual(["broken", "rs-dmdc", "rs-regression"]);
    expect(entries[0]).toMatchObject({ problem: expect.stringContaining("expected a valid model card") });
    expect(entries[1]).toMatchObject({ card: { method: "dmdc" } });
    expect(await listModels("/nowhere")).toEqual([]);
  });

  it("looks in the package's own models folder", async () => {
    expect(modelsFolder()).toBe(join(import.meta.dirname, "../../../models"));
  });
});
