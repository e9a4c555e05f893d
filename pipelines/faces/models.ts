import { existsSync } from "node:fs";
import { join } from "node:path";
import { expected } from "../../shared/errors.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import type { Device } from "../../shared/runtime/device.js";
import { findModel, modelsFolder } from "../../shared/runtime/find-model.js";
import { Lanes, openModel, type Model } from "../../shared/runtime/model.js";

export const methodNames = ["difface", "dr2", "diffbfr", "regression", "at-ddpm", "at-vardiff", "bicubic"] as const;
export type MethodName = (typeof methodNames)[number];

/** Opened models by role; a method finds there what it names in `needs` (models/bfr-<role>). */
export interface FaceModels {
  readonly method: MethodName;
  /** Networks: model (up -> image), error (up -> logarithm of the expected RMSE of the regression, natural, in -1..1 units). */
  readonly regression?: Model;
  /** Network: denoiser (z, t -> x0); linear chain of 1000. */
  readonly prior?: Model;
  /** The method's own networks: dr2 has model (DR2 output -> image); diffbfr has low and full (z, up, t -> x0); at-* has denoiser. */
  readonly own?: Model;
  close(): Promise<void>;
}

export type FaceModelRole = "regression" | "prior" | "own";

/** What each method opens; none for bicubic. DR2 and DiffBFR ask the regression model how bad a face is. */
const needs: Readonly<Record<MethodName, readonly FaceModelRole[]>> = {
  difface: ["regression", "prior"],
  dr2: ["regression", "prior", "own"],
  diffbfr: ["regression", "prior", "own"],
  regression: ["regression"],
  "at-ddpm": ["own"],
  "at-vardiff": ["own"],
  bicubic: [],
};

/** Networks that a method's own model must have. */
const networksOf: Readonly<Record<MethodName, readonly string[]>> = {
  difface: ["denoiser"],
  dr2: ["model"],
  diffbfr: ["low", "full"],
  regression: ["model"],
  "at-ddpm": ["denoiser"],
  "at-vardiff": ["latent", "denoiser"],
  bicubic: [],
};

/** Calls at once. All of a method's networks share their threads, each of which loads onnxruntime once. */
const LANES = 2;
/** Opening a model's networks once more for both takes the time that so many calls save: a single photograph is done before. */
const PATIENCE = 50;
/** Photographs from which a run is the shorter for having lanes alone, which take longer to open and share the work better. */
const MANY = 8;

export interface OpenFaceModelsOptions {
  readonly method: MethodName;
  /** Folder or id of the model whose card names `method`: for difface the prior. The package's by default. */
  readonly model?: string;
  /** Folder or id of another prior, for dr2 and diffbfr. */
  readonly prior?: string;
  /** Folder or id of another regression model, for difface, dr2 and diffbfr. */
  readonly regression?: string;
  readonly device?: string;
  readonly threads?: number;
  /** Photographs that are known to come. Default 1. */
  readonly photographs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Opens what a method needs; whoever opened it closes it. Throws bad-model where a model is missing or is one of another method,
 * bad-option where a model is given that the method has no use for, and what openModel throws.
 */
export async function openFaceModels(options: OpenFaceModelsOptions): Promise<FaceModels> {
  const { method, photographs = 1 } = options;
  const given = foldersGiven(options);
  const roles = needs[method];
  if (roles.length === 0) return { method, close: async () => undefined };
  const lanes = new Lanes(LANES, PATIENCE, photographs >= MANY);
  const opening = await Promise.allSettled(roles.map(async (role) => [role, await openRole(role, method, given[role], { ...options, lanes })] as const));
  const opened = opening.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(opened.map(([, model]) => model.close()));
    await lanes.end();
  };
  const failed = opening.find((each) => each.status === "rejected");
  if (failed === undefined) return { method, ...Object.fromEntries(opened), close };
  await close();
  throw failed.reason;
}

/** What `openFaceModels` would open, by their cards alone. Throws bad-model, bad-option as it does. */
export async function faceModelCards(options: OpenFaceModelsOptions): Promise<{ readonly id: string; readonly hash: string }[]> {
  const given = foldersGiven(options);
  return Promise.all(needs[options.method].map(async (role) => {
    const card = await readCard(await folderOf(role, options.method, given[role]));
    return { id: card.id, hash: modelHash(card) };
  }));
}

function foldersGiven({ method, model, prior, regression }: OpenFaceModelsOptions): Partial<Record<FaceModelRole, string>> {
  const main: FaceModelRole | undefined = method === "regression" ? "regression" : method === "difface" ? "prior" : needs[method].includes("own") ? "own" : undefined;
  const given: Partial<Record<FaceModelRole, string>> = {};
  for (const [flag, folder, role] of [["--prior", prior, "prior"], ["--regression", regression, "regression"], ["--model", model, main]] as const) {
    if (folder === undefined) continue;
    if (role === undefined || !needs[method].includes(role)) throw expected("bad-option", { subject: flag, want: `no such model for --method ${method}`, got: folder, advice: `leave out ${flag} or choose another --method` });
    if (given[role] !== undefined) throw expected("bad-option", { subject: flag, want: `one ${role} model`, got: `${given[role]} and ${folder}`, advice: "give one of them" });
    given[role] = folder;
  }
  return given;
}

async function folderOf(role: FaceModelRole, method: MethodName, given: string | undefined): Promise<string> {
  const id = `bfr-${role === "own" ? method : role}`;
  if (given === undefined && !existsSync(join(modelsFolder(), id, "card.json"))) {
    throw expected("bad-model", { subject: `models/${id}`, want: `the ${role === "own" ? "networks" : role} of --method ${method}`, got: "none", advice: "install it, give a folder with --model, or choose --method bicubic" });
  }
  return findModel(given ?? id);
}

async function openRole(role: FaceModelRole, method: MethodName, given: string | undefined, { device = "auto", threads, signal, lanes }: OpenFaceModelsOptions & { readonly lanes: Lanes }): Promise<Model> {
  const model = await openModel(await folderOf(role, method, given), { device: device as Device, lanes, ...(threads !== undefined && { threads }), ...(signal && { signal }) });
  const problem = problemOf(model, role, method);
  if (problem === undefined) return model;
  await model.close();
  throw expected("bad-model", { subject: model.card.id, ...problem, advice: "choose another model folder" });
}

function problemOf({ card }: Model, role: FaceModelRole, method: MethodName): { want: string; got: unknown } | undefined {
  // The prior's card names the method that it makes up with the regression.
  const named: MethodName = role === "prior" ? "difface" : role === "regression" ? "regression" : method;
  // Whoever is not the regression asks it how bad a face is.
  const networks = role === "regression" && method !== "regression" ? ["model", "error"] : networksOf[named];
  if (card.task !== "face-restoration") return { want: "a model of the task face-restoration", got: card.task };
  if (card.method !== named) return { want: `a model of the method ${named}`, got: card.method };
  if (card.channels !== 3) return { want: "a model of three channels", got: card.channels };
  if (networks.some((name) => card.networks[name] === undefined)) return { want: `the networks ${networks.join(" and ")}`, got: Object.keys(card.networks).join(", ") };
  return undefined;
}

/** The model of a role that a method cannot do without. */
export function modelOf(models: FaceModels, role: FaceModelRole): Model {
  const model = models[role];
  if (model === undefined) throw new Error(`method ${models.method}: expected its ${role} model to be open`);
  return model;
}
