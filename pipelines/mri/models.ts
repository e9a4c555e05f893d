import { existsSync } from "node:fs";
import { join } from "node:path";
import { expected } from "../../shared/errors.js";
import type { Device } from "../../shared/runtime/device.js";
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
    const own = method !== "zero-fill" && (enlarge || method === DENOISER) ? await open(method, model) : undefined;
    const cleaning = !denoise ? undefined : method === DENOISER ? own : await open(DENOISER, denoiser);
    return { method, ...(own && enlarge && { model: own }), ...(cleaning && { denoiser: cleaning }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openOne(method: string, given: string | undefined, { device = "auto", threads, signal }: Pick<OpenModelsOptions, "device" | "threads" | "signal">): Promise<Model> {
  if (given === undefined && !existsSync(join(modelsFolder(), `mri-${method}`, "card.json"))) {
    throw expected("bad-model", {
      subject: `models/mri-${method}`, want: `the model of ${method === DENOISER ? "r2d2plus, which denoises" : method}`, got: "none",
      advice: method === DENOISER ? "install it, or pass --denoise off" : "install it, give a folder with --model, or choose --method zero-fill",
    });
  }
  const folder = await findModel(given ?? `mri-${method}`);
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
