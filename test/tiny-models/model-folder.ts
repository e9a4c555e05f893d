import { createHash } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Card } from "../../shared/runtime/card.js";
import { placedNoise } from "../../shared/diffusion/noise.js";
import { CODE, denoiser, encoder, kernelDenoiser, kernelEncoder, regression } from "./networks.js";
import { onnx, type OnnxGraph } from "./onnx.js";

export const TINY_METHODS = ["regression", "ddsr", "tesr", "dmdc"] as const;
export type TinyMethod = (typeof TINY_METHODS)[number];

/** The remote-sensing models as folders with untrained networks of the real ones' inputs and outputs. Returns the folder. */
export async function tinyModel(method: TinyMethod, folder?: string): Promise<string> {
  const networks: Record<TinyMethod, Record<string, OnnxGraph>> = {
    regression: { model: regression() },
    ddsr: { encoder: encoder(), "kernel-encoder": kernelEncoder(), kernel: kernelDenoiser(), denoiser: denoiser({ features: true }) },
    tesr: { stage1: regression(), denoiser: denoiser({ first: true }) },
    dmdc: { denoiser: denoiser() },
  };
  const preset = (steps: number) => ({ sampler: "ddim", steps, eta: steps > 1 ? 0.5 : 0 }) as const;
  const diffusion: Card["diffusion"] = { prediction: "x0", schedule: { kind: "cosine", steps: 1000, s: 0.008 }, residualScale: 8, presets: { fidelity: preset(1), balanced: preset(4), detail: preset(8) } };
  return writeModel(networks[method], {
    ...(folder === undefined ? {} : { folder }),
    card: { id: `rs-${method}`, method, ...(method === "regression" ? {} : { diffusion, uncertainty: { factors: { balanced: 1.5, detail: 1.5 } } }) },
    tables: method === "ddsr" ? { "kernel-basis": kernelBasis() } : {},
  });
}

/** A model folder with any networks; `card` overrides the fields of a card that is otherwise right. */
export async function writeModel(
  networks: Readonly<Record<string, OnnxGraph>>,
  { folder, card = {}, tables = {} }: { folder?: string; card?: Partial<Card>; tables?: Readonly<Record<string, unknown>> } = {},
): Promise<string> {
  const target = folder ?? (await mkdtemp(join(tmpdir(), "tiny-model-")));
  await mkdir(target, { recursive: true });
  const save = async (file: string, bytes: Uint8Array | string) => {
    await writeFile(join(target, file), bytes);
    return { file, sha256: createHash("sha256").update(bytes).digest("hex") };
  };
  const cards: Record<string, Card["networks"][string]> = {};
  for (const [name, graph] of Object.entries(networks)) {
    cards[name] = { ...(await save(`${name}.onnx`, onnx(graph))), inputs: mutable(graph.inputs), outputs: mutable(graph.outputs) };
  }
  const data: NonNullable<Card["data"]> = {};
  for (const [name, table] of Object.entries(tables)) data[name] = await save(`${name}.json`, JSON.stringify(table));
  const whole: Card = {
    id: "tiny",
    version: "1.0.0",
    task: "remote-sensing-sr",
    method: "tiny",
    license: "Apache-2.0",
    networks: cards,
    ...(Object.keys(data).length > 0 && { data }),
    scales: [2, 3, 4],
    channels: 3,
    size: { multipleOf: 16, minimum: 32 },
    halo: 32,
    normalization: { low: 1, high: 99 },
    trainedOn: [{ name: "nothing: weights are drawn, not trained", license: "Apache-2.0" }],
    training: { command: "test/tiny-models/model-folder.ts", commit: "none" },
    figures: {},
    limits: "for tests only",
    intendedUse: "tests",
    ...card,
  };
  await writeFile(join(target, "card.json"), JSON.stringify(whole, undefined, 2));
  return target;
}

function kernelBasis(): { size: number; mean: number[]; basis: number[][] } {
  const mean = Array.from({ length: 625 }, (_, i) => Math.exp(-(((i % 25) - 12) ** 2 + (Math.floor(i / 25) - 12) ** 2) / 12));
  const basis = Array.from({ length: CODE }, (_, k) => Array.from(placedNoise(100 + k).fill([1, 1, 1, 625], 0, { row: 0, col: 0 }).data, (v, i) => 0.1 * v * mean[i]!));
  return { size: 25, mean, basis };
}

function mutable(ports: OnnxGraph["inputs"]): Record<string, (number | string)[]> {
  return Object.fromEntries(Object.entries(ports).map(([name, shape]) => [name, [...shape]]));
}
