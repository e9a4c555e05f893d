import { basename, dirname, join, resolve } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import type { Domain, Item, Outcome, RawOptions, RunContext } from "../../shared/jobs/domain.js";
import { checkOptionNames, type OptionKinds } from "../../shared/jobs/option-names.js";
import { publish } from "../../shared/jobs/publish.js";
import type { WarmModels } from "../../shared/jobs/warm.js";
import { silent } from "../../shared/report/progress.js";
import { Room } from "../../shared/tiles/room.js";
import { openDetector } from "./detect.js";
import { BLAZEFACE } from "./detect-network.js";
import { devicesIn, fingerprintOf, keyOf } from "./fingerprint.js";
import { discoverPhotos } from "./job-discover.js";
import { estimatePhoto } from "./job-estimate.js";
import { faceModelCards, openFaceModels } from "./models.js";
import { parseRestoreOptions, type RawRestoreOptions, type RestoreOptions } from "./options.js";
import { earlierReport, hashOf, placeAt, placesOf, removeStale, requireResultName, requireShort, resultName, wholeBefore, type Place } from "./outputs.js";
import type { DonePhoto, Fingerprint } from "./report.js";
import type { Opened } from "./restore-job.js";
import { PIXELS_AT_ONCE, restorePhotos, toolOptions } from "./restore.js";

/** What a photograph of a batch may be told; where it goes and what may be replaced is said of the batch. */
const known = {
  method: "value", preset: "value", aligned: "flag", upscale: "value", only: "value", minSize: "value", samples: "value", start: "value", eta: "value", removal: "value", lowPass: "value", tau: "value",
  seed: "value", model: "value", prior: "value", regression: "value", device: "value", threads: "value", quality: "value", format: "value", report: "flag",
} as const satisfies OptionKinds & Record<Exclude<keyof RawRestoreOptions, "output" | "resume" | "overwrite">, "value" | "flag">;

/** What keeps a file from being read until somebody does something about it; other faults of a file system may pass. */
const LASTING: readonly string[] = ["ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG"];

/** Of all jobs in this process. */
const room = new Room(PIXELS_AT_ONCE);

/** Batches of photographs: one job each. */
export const domain: Domain = {
  kind: "faces",
  unit: { one: "photograph", many: "photographs" },
  discover: discoverPhotos,
  outputOf(input, { folder, below = "", options }) {
    const name = resultName(input, { format: optionsOf(options).format, suffix: "bfr" });
    return folder === undefined ? resolve(dirname(input), name) : resolve(folder, below, name);
  },
  check({ input, output, options }) {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(input)) throw expected("bad-option", { subject: input, want: "the path of a photograph", got: "an address", advice: "download it first" });
    requireResultName(output, optionsOf(options));
    const names = placeNames(placeAt(input, output));
    requireShort(names);
    if (names.some((name) => resolve(name) === resolve(input))) throw expected("bad-option", { subject: input, want: "a result under another name than the photograph", got: output, advice: "choose another output; photographs are never replaced" });
  },
  async key(item, signal) {
    throwIfAborted(signal);
    return keyOfItem(item, optionsOf(item.options), signal);
  },
  async estimate({ input, options }, signal) {
    throwIfAborted(signal);
    return estimatePhoto(input, optionsOf(options));
  },
  async ahead({ options: raw }, { warm, threads }) {
    const { models, detector } = (await toolsOf({ threads, ...optionsOf(raw) }, warm))();
    await Promise.all([models, detector, import("./restore-photo.js")]);
  },
  done: async (item, key) => (await doneOf(item, key, optionsOf(item.options))) !== undefined,
  run,
};

async function run(item: Item, key: string, context: RunContext): Promise<Outcome> {
  const { staging, warm, signal } = context;
  const options = { threads: context.threads, ...optionsOf(item.options) };
  const place = placeAt(item.input, item.output);
  const before = await doneOf(item, key, options);
  if (before !== undefined) return outcome(place, before, true);
  if ((await keyOfItem(item, options, signal)) !== key) throw expected("bad-input", { subject: item.input, want: "the photograph and the model as they were when the job was made", got: "others", advice: "start the batch again, with the same version and models on every machine" });
  const replace = context.overwrite || (await isOwn(place, key, options));
  const [checked] = await placesOf([item.input], { ...options, output: item.output, resume: false, overwrite: replace });
  if (checked!.photo !== item.output) throw expected("bad-option", { subject: basename(item.output), want: "the name of a file", got: "a folder", advice: "choose another output" });

  const staged = placeAt(item.input, join(staging, basename(item.output)));
  const open = await toolsOf(options, warm);
  const progress = { ...silent, count: context.progress, warn: context.warn };
  const { report } = await restorePhotos([item.input], { ...options, output: staged.photo, resume: false, overwrite: true }, { progress, signal, room, open });
  const done = report.photos[0] as DonePhoto; // of a single one, what fails is thrown
  throwIfAborted(signal);
  const written = writtenBy(done, placeNames(staged));
  // the report first: what is found under the other names is then known to be this item's own
  const order = [written[0]!, ...written.slice(2), written[1]!];
  const finalName = (from: string): string => join(dirname(item.output), basename(from));
  await removeStale(place, options);
  await publish(order.map((from) => ({ from, to: finalName(from) })), { staging, replace });
  return outcome(place, done, false);
}

/** What a photograph needs, from what is open or will stay so. */
async function toolsOf(options: RestoreOptions, warm: WarmModels): Promise<() => Opened> {
  const names = await modelNames(options);
  const of = toolOptions(options);
  return () => ({
    models: warm.open(`face models ${names}`, { ...of.models, photographs: Infinity }, openFaceModels),
    ...(of.detector && { detector: warm.open("face detector", of.detector, openDetector) }),
    close: async () => undefined,
  });
}

/** Throws bad-option for what the single command would refuse, and for what is said of the batch as a whole. */
function optionsOf(raw: RawOptions): RestoreOptions {
  checkOptionNames(raw, known, "bfr --help");
  return parseRestoreOptions(raw);
}

async function keyOfItem({ input, output }: Item, options: RestoreOptions, signal?: AbortSignal): Promise<string> {
  const models = await faceModelCards(toolOptions(options).models);
  const content = await hashOf(input, signal).catch((cause: NodeJS.ErrnoException) => {
    throwIfAborted(signal);
    const { message } = expected("bad-input", { subject: input, want: "a photograph that can be read", got: cause.code === "ENOENT" ? "no such file" : cause.code, advice: "check the path and its permissions" });
    throw new RestorationError("bad-input", message, { cause, retry: !LASTING.includes(cause.code ?? "") });
  });
  return keyOf(fingerprintOf({ input: content, photo: output, options, models, ...(!options.aligned && { detector: BLAZEFACE }) }), options);
}

/** So that a model whose files were replaced is not taken for the one that is still open. */
async function modelNames(options: RestoreOptions): Promise<string> {
  return (await faceModelCards(toolOptions(options).models)).map(({ id, hash }) => `${id} ${hash}`).join(" ");
}

function doneOf({ input, output }: Item, key: string, options: RestoreOptions): Promise<DonePhoto | undefined> {
  return wholeBefore(placeAt(input, output), (earlier) => isOfKey(earlier, key, options), options);
}

/** Whether an attempt at this very item left what is there, whole or not. */
async function isOwn({ report }: Place, key: string, options: RestoreOptions): Promise<boolean> {
  const earlier = await earlierReport(report);
  return earlier !== undefined && isOfKey(earlier.fingerprint, key, options);
}

function isOfKey(earlier: Fingerprint, key: string, options: RestoreOptions): boolean {
  return keyOf(earlier, options) === key && (options.device === "auto" || devicesIn(earlier).every((device) => device === options.device));
}

/** The photograph, its report, its deviation, its page. */
function placeNames({ photo, report, deviation, page }: Place): [string, string, string, string] {
  return [photo, report, deviation, page];
}

function writtenBy({ deviation, page }: DonePhoto, [photo, report, map, pictures]: [string, string, string, string]): string[] {
  return [photo, report, ...(deviation ? [map] : []), ...(page === undefined ? [] : [pictures])];
}

function outcome(place: Place, report: DonePhoto, already: boolean): Outcome {
  return { outputs: writtenBy(report, placeNames(place)), already, warnings: report.warnings };
}
