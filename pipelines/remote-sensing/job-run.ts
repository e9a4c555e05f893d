import { basename, join } from "node:path";
import { RestorationError } from "../../shared/errors.js";
import type { Item, Outcome, RunContext } from "../../shared/jobs/domain.js";
import { publish } from "../../shared/jobs/publish.js";
import type { WarmModels } from "../../shared/jobs/warm.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import { openModel } from "../../shared/runtime/model.js";
import { keyOf } from "./fingerprint.js";
import { isDone, outputsOf, reportOfKey } from "./job-done.js";
import { optionsOf } from "./job-options.js";
import type { Fingerprint } from "./journal.js";
import type { OpenModel } from "./models.js";
import type { TileOptions } from "./options.js";
import { restoreScene, type RestoreContext } from "./restore.js";
import { refuseExisting } from "./space.js";
import { spaceError } from "./write.js";

/** A scene as a whole, in the attempt's own folder until it is complete. */
export async function run(item: Item, wanted: string, context: RunContext): Promise<Outcome> {
  const options = optionsOf(item);
  if (await isDone(options, wanted)) return { outputs: outputsOf(options), already: true, warnings: [] };
  await refuseForeign(options, wanted, context);
  const report = await restoreScene(staged(options, context), contextOf(options, wanted, context)).catch((error: unknown) => Promise.reject(stopped(options, error, context)));
  return place(options, wanted, { context, warnings: report.warnings });
}

/** The options of an attempt: the same name in its own folder. */
export function staged(options: TileOptions, { staging, threads }: RunContext): TileOptions {
  return { ...options, output: join(staging, basename(options.output)), threads: options.threads ?? threads, stac: true, resume: false, overwrite: false };
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
    await publish(outputs.map((to) => ({ from: join(context.staging, basename(to)), to })), { staging: context.staging, replace: true }).catch((error: unknown) => Promise.reject(spaceError(options.output, error)));
  }
  return { outputs, already, warnings };
}

/** What stands under the output's names may be replaced if asked for; beside a report of this key, placed before its rasters, a deviation may too. */
export async function refuseForeign(options: TileOptions, wanted: string, { overwrite }: RunContext): Promise<void> {
  if (overwrite) return;
  const begun = (await reportOfKey(options, wanted)) !== undefined;
  await refuseExisting(begun ? { ...options, samples: 1 } : options).catch(async (error: unknown) => {
    if (!(await isDone(options, wanted))) throw error; // another attempt has just placed it
  });
}

/** The error of an attempt that ended, which says of one that was stopped that it may start again. */
export function stopped({ output }: TileOptions, error: unknown, { signal }: RunContext): unknown {
  if (!signal.aborted) return error;
  return new RestorationError("aborted", `${basename(output)}: stopped; nothing of this attempt is kept`, { cause: error, retry: true });
}

/** Models by folder and content; whoever closes one leaves it open for the next job. */
function warmModels(warm: WarmModels): OpenModel {
  return async (folder, options) => {
    const hash = modelHash(await readCard(folder));
    const model = await warm.open(`${folder} ${hash}`, options, (lasting) => openModel(folder, lasting));
    return { ...model, close: async () => undefined };
  };
}
