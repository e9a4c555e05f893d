import { basename, join } from "node:path";
import { RestorationError } from "../../shared/errors.js";
import type { Domain, Estimate, Item, Outcome, RunContext } from "../../shared/jobs/domain.js";
import { publish } from "../../shared/jobs/publish.js";
import type { Warm } from "../../shared/jobs/warm.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import { openModel } from "../../shared/runtime/model.js";
import { discoverScenes, outputFor } from "./discover.js";
import { estimatedSeconds } from "./estimate.js";
import { fingerprintOf, keyOf } from "./fingerprint.js";
import { isDone, outputsOf, reportOfKey } from "./job-done.js";
import { optionsOf } from "./job-options.js";
import type { Fingerprint } from "./journal.js";
import { findMethodModel, requireScale, type OpenModel } from "./models.js";
import type { TileOptions } from "./options.js";
import { identityOf, openJob } from "./restore-job.js";
import { restoreScene, type RestoreContext } from "./restore.js";
import { refuseExisting, sizeOf } from "./space.js";

/** `rsr tile` as a job of a batch: the same bytes, with report, under the output's name. */
export const domain: Domain = {
  kind: "rsr",
  unit: { one: "scene", many: "scenes" },
  discover: discoverScenes,
  outputOf: (input, { folder, below, options: { scale } }) =>
    outputFor(input, { ...(folder !== undefined && { folder }), ...(below !== undefined && { below }), ...(typeof scale === "string" && { scale }) }),
  check: (item) => void optionsOf(item),
  key,
  estimate,
  done: (item, wanted) => isDone(optionsOf(item), wanted),
  run,
};

async function key(item: Item, signal?: AbortSignal): Promise<string> {
  const options = optionsOf(item);
  const found = await findMethodModel(options);
  const job = await openJob(options, signal);
  try {
    const model = found && { card: found.card, hash: modelHash(found.card), device: options.device };
    if (model) requireScale(model, options.scale);
    return keyOf(await fingerprintOf({ ...job, input: await identityOf(job, signal), model }), options.input);
  } finally {
    await job.scene.close();
  }
}

async function estimate(item: Item, signal?: AbortSignal): Promise<Estimate> {
  const options = optionsOf(item);
  const found = await findMethodModel(options);
  const job = await openJob(options, signal);
  try {
    const { pixels, bytes } = sizeOf(job);
    return { pixels, bytes, seconds: estimatedSeconds(job, found?.card) };
  } finally {
    await job.scene.close();
  }
}

async function run(item: Item, wanted: string, context: RunContext): Promise<Outcome> {
  const options = optionsOf(item);
  if (await isDone(options, wanted)) return { outputs: outputsOf(options), already: true, warnings: [] };
  await refuseForeign(options, wanted, context);
  const report = await restoreScene(staged(options, context), contextOf(options, wanted, context)).catch((error: unknown) => Promise.reject(stopped(options, error)));
  return place(options, wanted, { context, warnings: report.warnings });
}

/** The options of an attempt: the same name in its own folder. */
export function staged(options: TileOptions, { staging, threads }: RunContext): TileOptions {
  return { ...options, output: join(staging, basename(options.output)), threads: options.threads ?? threads, resume: false, overwrite: false };
}

export function contextOf({ input, output }: TileOptions, wanted: string, { warm, signal, progress, warn }: RunContext): Required<RestoreContext> {
  return {
    named: output,
    signal,
    open: warmModels(warm),
    progress: { stage: () => undefined, count: progress, warn, stop: () => undefined },
    accept: (fingerprint) => requireKey(fingerprint, { input, wanted }),
  };
}

/** Throws bad-input where input or model are no longer what was asked for: the result would pass for something else. */
function requireKey(fingerprint: Fingerprint, { input, wanted }: { input: string; wanted: string }): void {
  if (keyOf(fingerprint, input) === wanted) return;
  throw new RestorationError("bad-input", `${basename(input.replace(/[?#].*$/, ""))}: expected the input, model and program that the job was made for, got others; ask for it again`);
}

/** Gives what an attempt made its names; where another attempt was first, that one stands. */
export async function place(options: TileOptions, wanted: string, { context, warnings }: { context: RunContext; warnings: readonly string[] }): Promise<Outcome> {
  const outputs = outputsOf(options);
  const already = await isDone(options, wanted);
  if (!already) {
    await refuseForeign(options, wanted, context);
    await publish(outputs.map((to) => ({ from: join(context.staging, basename(to)), to })), { staging: context.staging, replace: true });
  }
  return { outputs, already, warnings };
}

/** What stands under the output's names may be replaced if asked for, or where an attempt at the same key was cut off between them. */
export async function refuseForeign(options: TileOptions, wanted: string, { overwrite }: RunContext): Promise<void> {
  if (!overwrite && (await reportOfKey(options, wanted)) === undefined) await refuseExisting(options);
}

export function stopped({ output }: TileOptions, error: unknown): unknown {
  if (!(error instanceof RestorationError && error.code === "aborted")) return error;
  return new RestorationError("aborted", `${basename(output)}: stopped; nothing of this attempt is kept`, { cause: error, retry: true });
}

/** Models by folder and content; whoever closes one leaves it open for the next job. */
function warmModels(warm: Warm): OpenModel {
  return async (folder, options) => {
    const hash = modelHash(await readCard(folder));
    const model = await warm.open(`${folder} ${hash}`, options, (lasting) => openModel(folder, lasting));
    return { ...model, close: async () => undefined };
  };
}
