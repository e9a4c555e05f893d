import { existsSync } from "node:fs";
import { join } from "node:path";
import { expected, RestorationError } from "../../shared/errors.js";
import { readCard, type Card } from "../../shared/runtime/card.js";
import type { Device } from "../../shared/runtime/device.js";
import { findModel, modelsFolder } from "../../shared/runtime/find-model.js";
import { openModel, type Model, type OpenOptions } from "../../shared/runtime/model.js";
import { methods, type MethodName } from "./methods/index.js";

/** The model that predicts blur kernels, for whichever method asks. */
const KERNEL_MODEL = "rs-ddsr";
const KERNEL_NETWORKS = ["kernel-encoder", "kernel"];

/** Tiles whose networks run at once. */
const LANES = 2;

export interface MethodModels {
  readonly method: MethodName;
  /** Absent for bicubic. */
  readonly model?: Model;
  readonly open?: OpenModel;
  close(): Promise<void>;
}

export interface OpenMethodOptions {
  readonly method: MethodName;
  /** Folder or id; the method's own model by default. */
  readonly model?: string;
  readonly device?: string;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Default: openModel. A worker keeps models open from job to job, and gives ones that do not close. */
  readonly open?: OpenModel;
}

export type OpenModel = (folder: string, options: OpenOptions) => Promise<Model>;

/** The folder of a method's model and its card, without opening it; undefined for bicubic. Throws bad-model where it is one of another method. */
export async function findMethodModel({ method, model }: Pick<OpenMethodOptions, "method" | "model">): Promise<{ readonly folder: string; readonly card: Card } | undefined> {
  if (method === "bicubic") return undefined;
  if (model === undefined && !existsSync(join(modelsFolder(), `rs-${method}`, "card.json"))) {
    throw expected("bad-model", { subject: `--method ${method}`, want: `a model in models/rs-${method}`, got: "none", advice: "install it, give a folder with --model, or choose --method bicubic" });
  }
  const folder = await findModel(model ?? `rs-${method}`);
  const card = await readCard(folder);
  if (card.method !== method) {
    throw expected("bad-model", { subject: card.id, want: `a model of the method ${method}`, got: card.method, advice: `choose --method ${card.method} for it` });
  }
  return { folder, card };
}

/** Opens what a method needs. Throws bad-model where the folder holds a model of another method or scale. */
export async function openMethod({ method, model, device = "auto", threads, signal, open = openModel }: OpenMethodOptions): Promise<MethodModels> {
  const found = await findMethodModel({ method, ...(model !== undefined && { model }) });
  if (found === undefined) return { method, open, close: async () => undefined };
  const opened = await open(found.folder, { device: device as Device, lanes: LANES, ...(threads !== undefined && { threads }), ...(signal && { signal }) });
  return { method, model: opened, open, close: () => opened.close() };
}

export function predictsKernels({ card }: Model): boolean {
  return KERNEL_NETWORKS.every((network) => network in card.networks);
}

/** `use` with the model that predicts kernels: the method's own if it does, else the package's; undefined where there is none. */
export async function withKernelModel<T>(models: MethodModels, use: (model: Model) => Promise<T>, { device = "auto", signal }: { device?: string; signal?: AbortSignal } = {}): Promise<T | undefined> {
  if (models.model && predictsKernels(models.model)) return use(models.model);
  const folder = join(modelsFolder(), KERNEL_MODEL);
  if (!existsSync(join(folder, "card.json"))) return undefined;
  const model = await (models.open ?? openModel)(folder, { device: device as Device, threads: 1, ...(signal && { signal }) });
  try {
    return predictsKernels(model) ? await use(model) : undefined;
  } finally {
    await model.close();
  }
}

/** Refuses a scale that the model was not made for. */
export function requireScale({ card }: Pick<Model, "card">, scale: number): void {
  if (!card.scales.includes(scale)) throw expected("bad-option", { subject: "--scale", want: `one of ${card.scales.join(", ")} for ${card.id}`, got: scale, advice: "choose another scale or model" });
  if (card.channels !== 3) throw new RestorationError("bad-model", `${card.id}: expected a model of 3 channels, got ${card.channels}; choose another model`);
}

export function drawsSamples(method: MethodName): boolean {
  return method !== "bicubic" && methods[method].diffusion;
}
