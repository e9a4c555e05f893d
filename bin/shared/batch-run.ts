import { randomBytes } from "node:crypto";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { runBatch, type BatchTotals } from "../../shared/jobs/batch/run.js";
import type { Domain, Item, RawOptions } from "../../shared/jobs/domain.js";
import { estimate, estimateText } from "../../shared/jobs/inputs/estimate.js";
import { absolutePaths } from "../../shared/jobs/inputs/path-options.js";
import { gather } from "../../shared/jobs/inputs/gather.js";
import { watch } from "../../shared/jobs/inputs/watch.js";
import { openQueues, type Queues } from "../../shared/jobs/queue/open.js";
import { processesOf, type WorkerSettings } from "../../shared/jobs/workers.js";
import { optionChecks } from "../../shared/options.js";
import { jsonLines, progressOn, type Progress } from "../../shared/report/progress.js";
import { PART_PIXELS, queuePlace, type BatchOfDomain, type OpenedSource, type RawBatch } from "./batch-options.js";
import { onInterrupt } from "./interrupt.js";
import { SOME_FAILED } from "./main.js";
import { processorUrl } from "./processor.js";

const { wrong, whole } = optionChecks("see batch --help");
/** Names of the batch's own options; the others are the single command's. */
const own = new Set(["output", "queue", "concurrency", "partPixels", "watch", "summary", "lock", "metrics", "dryRun", "overwrite", "json"]);

export async function runFromCommandLine(inputs: readonly string[], raw: RawBatch, about: BatchOfDomain): Promise<void> {
  const { many } = about;
  const single = Object.fromEntries(Object.entries(raw).filter(([name]) => !own.has(name) && about.source?.own.includes(name) !== true)) as RawOptions;
  const options = absolutePaths(single, process.cwd());
  const place = { ...(raw.output !== undefined && { output: resolve(raw.output) }), options };
  const source = about.source?.open(raw, place);
  if (inputs.length === 0 && raw.watch === undefined && source === undefined) throw wrong("INPUTS", "folders, files, globs, URLs or a manifest, or --watch", "nothing");
  if (source !== undefined && (inputs.length > 0 || raw.watch !== undefined || raw.dryRun)) throw wrong("INPUTS", "none beside a PACS", "some, or --watch or --dry-run", "give one or the other");
  const settings = settingsOf(raw);
  const progress = progressFor(raw);
  await interruptible(progress, async (signal) => {
    const domain = await about.domain();
    if (inputs.length > 0) progress.stage(`looking for ${many}`);
    const items = inputs.length === 0 ? [] : await gather(domain, inputs, { ...place, signal });
    if (raw.dryRun) return void process.stdout.write(await dryRun(domain, items, { json: raw.json ?? false, concurrency: settings.concurrency, signal }));
    const begun = settings.work && processesOf(domain.kind, settings.work);
    begun?.ahead(items[0]); // while the queue opens
    try {
      const queues = await openQueues(queuePlace(raw));
      try {
        const all = source?.items({ progress, signal }) ?? (raw.watch === undefined ? items : arriving(domain, items, raw.watch, { ...place, progress, signal }));
        await through(all, { queues, raw, about, progress, signal, ...(source?.after && { after: source.after }), ...(begun && { begun: { [domain.kind]: begun } }) });
      } finally {
        await queues.close();
      }
    } finally {
      await begun?.close();
    }
  });
}

export interface Through {
  readonly queues: Queues;
  readonly raw: RawBatch;
  readonly about: BatchOfDomain;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly after?: OpenedSource["after"];
  /** Processes that were started ahead. */
  readonly begun?: WorkerSettings["begun"];
}

export async function through(items: AsyncIterable<Item> | readonly Item[], { queues, raw, about, progress, signal, after, begun }: Through): Promise<void> {
  const { work, partPixels, metricsPort } = settingsOf(raw);
  progress.stage(`queue: ${queues.shown}`);
  const totals = await runBatch(await about.domain(), queues, items, {
    batch: randomBytes(6).toString("hex"), overwrite: raw.overwrite ?? false, partPixels,
    summary: resolve(raw.summary ?? join(raw.output ?? process.cwd(), "batch-summary.jsonl")),
    ...(work && { work: { ...work, ...(begun && { begun }) } }),
    ...(metricsPort !== undefined && { metricsPort }),
  }, { progress, signal, ...(after && { after }), ...(raw.json && { onItem: (line) => process.stdout.write(`${JSON.stringify({ event: "item", ...line })}\n`) }) });
  process.stdout.write(raw.json ? `${JSON.stringify({ event: "totals", ...totals })}\n` : `${text(totals)}\n`);
  if (totals.failed > 0) about.exit(SOME_FAILED);
  if (signal.aborted && raw.watch === undefined) throw signal.reason;
}

interface Settings {
  readonly concurrency: number;
  /** None where the work is left to other machines. */
  readonly work?: Omit<WorkerSettings, "kinds">;
  readonly partPixels: number;
  readonly metricsPort?: number;
}

function settingsOf(raw: RawBatch): Settings {
  const concurrency = raw.concurrency === undefined ? 1 : whole("--concurrency", raw.concurrency, { from: 0, to: 256 });
  const lockMs = raw.lock === undefined ? undefined : 1000 * whole("--lock", raw.lock, { from: 1, to: 3600 });
  return {
    concurrency,
    ...(concurrency > 0 && { work: { concurrency, threads: Math.max(1, Math.floor(cpus().length / concurrency)), processor: processorUrl, ...(lockMs !== undefined && { lockMs }) } }),
    partPixels: raw.partPixels === undefined ? PART_PIXELS : whole("--part-pixels", raw.partPixels, { from: 1, to: Number.MAX_SAFE_INTEGER }),
    ...(raw.metrics !== undefined && { metricsPort: whole("--metrics", raw.metrics, { from: 0, to: 65535 }) }),
  };
}

export function progressFor({ json }: RawBatch): Progress {
  const unit = { one: "item", many: "items" };
  return json ? jsonLines((line) => process.stdout.write(line), unit) : progressOn(process.stderr, unit);
}

export function interruptible(progress: Progress, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  return onInterrupt(work, () => progress.stage("stopping; jobs that run end between two network calls and stay in the queue"));
}

async function* arriving(domain: Domain, items: readonly Item[], folder: string, options: { readonly output?: string; readonly options: RawOptions; readonly progress: Progress; readonly signal: AbortSignal }): AsyncIterable<Item> {
  yield* items;
  yield* watch(domain, resolve(folder), { ...options, warn: (message: string) => options.progress.warn(message) });
}

async function dryRun(domain: Domain, items: readonly Item[], { json, concurrency, signal }: { readonly json: boolean; readonly concurrency: number; readonly signal: AbortSignal }): Promise<string> {
  const found = await estimate(domain, items, { cores: cpus().length, concurrency, signal });
  const { wrong, disks, ...sums } = found;
  // paths may name patients
  const shown = domain.confidentialPaths ? { ...sums, wrong: wrong.map(({ reason }) => ({ reason })), disks: disks.map(({ bytes, free }) => ({ bytes, free })) } : found;
  return json ? `${JSON.stringify({ event: "estimate", ...shown })}\n` : `${estimateText(found)}\n`;
}

function text({ items, done, already, failed, waiting, seconds }: BatchTotals): string {
  const parts = [`${done} done`, ...(already > 0 ? [`${already} done before`] : []), ...(failed > 0 ? [`${failed} failed`] : []), ...(waiting > 0 ? [`${waiting} still in the queue`] : [])];
  return `${items} items: ${parts.join(", ")}; ${seconds.toFixed(1)} s`;
}
