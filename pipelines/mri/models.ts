import { existsSync } from "node:fs";
import { join } from "node:path";
import { expected } from "../../shared/errors.js";
import type { Device } from "../../shared/runtime/device.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import { findModel, modelsFolder } from "../../shared/runtime/find-model.js";
import { openModel, type Model } from "../../shared/runtime/model.js";
import type { MethodName } from "./options.js";

/** The model that denoises for whichever method asks. */
export const DENOISER = "r2d2plus";

export interface MriModels {
  readonly method: MethodName;
  /** The method's; absent for zero-fill, and where only denoising is wanted. */
  readonly model?: Model;
  /** What denoises; the method's own where that is r2d2plus. */
  readonly denoiser?: Model;
  close(): Promise<void>;
}

export interface OpenModelsOptions {
  readonly method: MethodName;
  /** Folder or id; the method's own by default. */
  readonly model?: string;
  /** Folder or id of the model that denoises; the package's by default. */
  readonly denoiser?: string;
  readonly denoise: boolean;
  /** Whether anything is enlarged; else the method's model is not needed. */
  readonly enlarge: boolean;
  readonly device?: string;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** Opens what a run needs. Throws bad-model where a model is missing or is one of another method. */
export async function openModels({ method, model, denoiser, denoise, enlarge, ...options }: OpenModelsOptions): Promise<MriModels> {
  const opened: Model[] = [];
  const close = async (): Promise<void> => void (await Promise.all(opened.map((each) => each.close())));
  const open = async (name: string, given: string | undefined): Promise<Model> => {
    const found = await openOne(name, given, options);
    opened.push(found);
    return found;
  };
  try {
    const own = needsOwn({ method, enlarge }) ? await open(method, model) : undefined;
    const cleaning = !denoise ? undefined : method === DENOISER ? own : await open(DENOISER, denoiser);
    return { method, ...(own && enlarge && { model: own }), ...(cleaning && { denoiser: cleaning }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function needsOwn({ method, enlarge }: Pick<OpenModelsOptions, "method" | "enlarge">): boolean {
  return method !== "zero-fill" && (enlarge || method === DENOISER);
}

/** A model as results name it. */
export interface ModelName {
  readonly id: string;
  readonly hash: string;
}

/** The models that openModels would open, from their cards alone. Throws bad-model where one is missing. */
export async function namedModels({ method, model, denoiser, denoise, enlarge }: OpenModelsOptions): Promise<{ readonly model?: ModelName; readonly denoiser?: ModelName }> {
  const name = async (of: string, given: string | undefined): Promise<ModelName> => {
    const card = await readCard(await findOne(of, given));
    return { id: card.id, hash: modelHash(card) };
  };
  const own = needsOwn({ method, enlarge }) ? await name(method, model) : undefined;
  const cleaning = !denoise ? undefined : method === DENOISER ? own : await name(DENOISER, denoiser);
  return { ...(own && enlarge && { model: own }), ...(cleaning && { denoiser: cleaning }) };
}

async function findOne(method: string, given: string | undefined): Promise<string> {
  if (given === undefined && !existsSync(join(modelsFolder(), `mri-${method}`, "card.json"))) {
    throw expected("bad-model", {
      subject: `models/mri-${method}`, want: `the model of ${method === DENOISER ? "r2d2plus, which denoises" : method}`, got: "none",
      advice: method === DENOISER ? "install it, or pass --denoise off" : "install it, give a folder with --model, or choose --method zero-fill",
    });
  }
  return findModel(given ?? `mri-${method}`);
}

async function openOne(method: string, given: string | undefined, { device = "auto", threads, signal }: Pick<OpenModelsOptions, "device" | "threads" | "signal">): Promise<Model> {
  const folder = await findOne(method, given);
  const model = await openModel(folder, { device: device as Device, ...(threads !== undefined && { threads }), ...(signal && { signal }) });
  const { card } = model;
  const problem =
    card.method !== method ? { want: `a model of the method ${method}`, got: card.method }
    : card.channels !== 1 ? { want: "a model of one channel", got: card.channels }
    : card.normalization.low !== "zero" ? { want: "normalization that keeps zero", got: card.normalization.low }
    : undefined;
  if (problem === undefined) return model;
  await model.close();
  throw expected("bad-model", { subject: card.id, ...problem, advice: "choose another --model" });
}

/** Refuses a factor that the model was not made for. */
export function requireScales({ model }: MriModels, factors: readonly { readonly flag: string; readonly factor: number }[]): void {
  for (const { flag, factor } of factors) {
    if (model === undefined || factor === 1 || model.card.scales.includes(factor)) continue;
    throw expected("bad-option", { subject: flag, want: `one of 1, ${model.card.scales.join(", ")} for ${model.card.id}`, got: factor, advice: "choose another factor or method" });
  }
}
