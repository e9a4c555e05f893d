import { basename, dirname } from "node:path";
import type { Progress } from "../../report/progress.js";
import { versions } from "../../report/versions.js";
import type { Domain, Item, Kind } from "../domain.js";
import { failureFrom } from "../queue/failure.js";
import { prune, type Queues } from "../queue/open.js";
import { clean } from "../staging.js";
import { startWorkers, type WorkerSettings, type Workers } from "../workers.js";
import { Follower, type Ending } from "./follow.js";
import type { Metrics } from "./metrics.js";
import { add, prepare, type Prepared } from "./submit.js";
import { Summary, type ItemLine } from "./summary.js";

export interface BatchSettings {
  readonly batch: string;
  readonly overwrite: boolean;
  readonly partPixels: number;
  /** File of the summary. */
  readonly summary: string;
  /** Undefined where this process only asks and waits. */
  readonly work?: Omit<WorkerSettings, "kinds">;
  readonly metricsPort?: number;
}

export interface BatchContext {
  readonly progress: Progress;
  /** Each item as it ends. */
  readonly onItem?: (line: ItemLine) => void;
  /** What belongs to an item beside its job, once its output stands: sending it back, say. A failure is the item's. Safe to do twice. */
  readonly after?: (item: Item, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface BatchTotals {
  readonly items: number;
  readonly done: number;
  readonly already: number;
  readonly failed: number;
  /** Still in the queue: this run was stopped. */
  readonly waiting: number;
  readonly seconds: number;
}

/**
 * Items through a queue to their end. `items` may come as they are found (a watched folder). Stopped by the signal, running jobs go
 * back to the queue and the same call continues. What killed attempts left beside the outputs is removed at the end.
 */
export async function runBatch(domain: Domain, queues: Queues, items: AsyncIterable<Item> | readonly Item[], settings: BatchSettings, context: BatchContext): Promise<BatchTotals> {
  const started = performance.now();
  const known = Array.isArray(items) ? items.length : undefined;
  const summary = await Summary.begin(settings.summary, { kind: domain.kind, batch: settings.batch, items: known ?? 0, versions: versions() });
  let metrics: Metrics | undefined;
  let workers: Workers | undefined;
  const run = new Run(domain, queues, summary, settings, { ...context, known });
  try {
    if (settings.metricsPort !== undefined) metrics = await (await import("./metrics.js")).serveMetrics(queues, [domain.kind], { port: settings.metricsPort });
    run.metrics = metrics;
    if (!queues.shared && (await takeBack(queues, domain.kind)) === 0) run.queueKnows = new Set();
    if (settings.work) workers = startWorkers(queues, { ...settings.work, kinds: [domain.kind], onEnded: (_, { outcome, problem }) => void (outcome === "retried" && context.progress.warn(`an attempt failed and is repeated: ${problem}`)) });
    await run.all(items);
    context.progress.stop();
    if (context.signal.aborted) await workers?.stop();
    else await workers?.drain();
    await run.cleanUp();
    await prune(queues.queue(domain.kind));
    const totals = { ...run.totals, seconds: (performance.now() - started) / 1000 };
    await summary.finish(totals);
    return totals;
  } finally {
    context.progress.stop();
    await run.close();
    await metrics?.close();
    if (context.signal.aborted) await workers?.stop();
    else await workers?.drain();
  }
}

/** Nobody else can be at work in a queue that only this process may open: what runs there belonged to one that was killed. Returns how many jobs the queue knows. */
async function takeBack(queues: Queues, kind: Kind): Promise<number> {
  const counts = await queues.queue(kind).getJobCounts();
  const known = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (known > 0) for (const job of await queues.queue(kind).getJobs(["active"])) await job?.moveToWait("0"); // "0": whoever holds the lock
  return known;
}

interface Asked {
  readonly number: number;
  readonly item: Item;
  readonly key: string;
}

/** Jobs that are added together, which costs less, and how long one waits for others; less at first, when nobody has work. */
const TOGETHER = { most: 100, firstMs: 50, ms: 500 };
/** A folder that is watched for months: beyond these the queue is asked. */
const MOST_KNOWN = 100_000;

type Waiting = Prepared & { readonly number: number };

class Run {
  metrics: Metrics | undefined;
  /** The only jobs that the queue can know, where it was empty and nobody else can add any. */
  queueKnows: Set<string> | undefined;
  private readonly asked = new Map<string, Asked>();
  /** One output of each folder that was written to. */
  private readonly folders = new Map<string, string>();
  private readonly counts = { items: 0, done: 0, already: 0, failed: 0 };
  private readonly finishing = new Set<Promise<void>>();
  private readonly follower: Follower;
  private woken: () => void = () => undefined;

  constructor(
    private readonly domain: Domain,
    private readonly queues: Queues,
    private readonly summary: Summary,
    private readonly settings: BatchSettings,
    private readonly context: BatchContext & { readonly known: number | undefined },
  ) {
    this.follower = new Follower(queues, domain.kind, (ending) => this.ended(ending));
    context.signal.addEventListener("abort", () => this.woken());
  }

  get totals(): Omit<BatchTotals, "seconds"> {
    return { ...this.counts, waiting: this.asked.size };
  }

  async all(items: AsyncIterable<Item> | readonly Item[]): Promise<void> {
    const { signal } = this.context;
    this.tell();
    const most = Array.isArray(items) ? TOGETHER.most : 1; // those that are found one by one do not wait for others
    let waiting: Waiting[] = [];
    let due = performance.now() + TOGETHER.firstMs;
    for await (const item of items) {
      if (signal.aborted) break;
      const prepared = await this.look(item);
      if (prepared !== undefined) waiting.push(prepared);
      if (waiting.length < most && performance.now() < due) continue;
      await this.ask(waiting);
      [waiting, due] = [[], performance.now() + TOGETHER.ms];
    }
    if (signal.aborted) this.counts.items -= waiting.length;
    else await this.ask(waiting);
    if (this.asked.size > 0) this.context.progress.stage(`${this.asked.size} in the queue`);
    while (this.asked.size + this.finishing.size > 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.woken = resolve;
        if (this.asked.size + this.finishing.size === 0 || signal.aborted) resolve();
      });
    }
    await Promise.all(this.finishing);
  }

  /** Undefined for one that is ended with that. */
  private async look(item: Item): Promise<Waiting | undefined> {
    const number = ++this.counts.items;
    try {
      const { batch, overwrite, partPixels } = this.settings;
      const prepared = await prepare(item, { domain: this.domain, queues: this.queues, batch, overwrite, partPixels, mayKnow: (it) => this.queueKnows?.has(it) ?? true, signal: this.context.signal });
      this.folders.set(dirname(item.output), item.output);
      if (prepared.standing.state === "queued") return { ...prepared, number };
      this.afterwards(item, { item: number, outcome: "already", key: prepared.key, ...this.paths(item, [item.output]) });
    } catch (error) {
      this.refused(item, number, error);
    }
    return undefined;
  }

  private async ask(waiting: readonly Waiting[]): Promise<void> {
    if (this.queueKnows !== undefined && this.queueKnows.size > MOST_KNOWN) this.queueKnows = undefined;
    for (const { id, number, item, key } of waiting) {
      this.queueKnows?.add(id);
      this.asked.set(id, { number, item, key });
    }
    try {
      await add(waiting, { domain: this.domain, queues: this.queues });
      await Promise.all(waiting.map(({ id, standing }) => this.follower.follow(id, standing.state === "queued" && standing.isNew)));
    } catch (error) {
      for (const { id, number, item } of waiting) if (this.asked.delete(id)) this.refused(item, number, error);
    }
  }

  private refused(item: Item, number: number, error: unknown): void {
    if (this.context.signal.aborted) this.counts.items--;
    else this.report({ item: number, outcome: "failed", ...this.paths(item), ...problemOf(error) });
  }

  private ended(ending: Ending): void {
    const asked = this.asked.get(ending.id);
    if (asked === undefined) return;
    this.asked.delete(ending.id);
    const { number, item, key } = asked;
    const { outcome, attempts, seconds, warnings, problem, code, outputs } = ending;
    this.metrics?.ended(this.domain.kind, ending);
    this.afterwards(item, {
      item: number, outcome, key, ...this.paths(item, outputs), attempts,
      ...(seconds !== undefined && { seconds }), ...(warnings.length > 0 && { warnings }), ...(problem !== undefined && { problem }), ...(code !== undefined && { code }),
    });
  }

  private afterwards(item: Item, line: ItemLine): void {
    const { after, signal } = this.context;
    const work = after === undefined || line.outcome === "failed" ? Promise.resolve() : after(item, signal);
    const reported = work.then(
      () => this.report(line),
      (error: unknown) => {
        if (!signal.aborted) this.report({ ...line, outcome: "failed", ...problemOf(error) });
      },
    ).finally(() => {
      this.finishing.delete(reported);
      this.woken();
    });
    this.finishing.add(reported);
  }

  private report(line: ItemLine): void {
    if (line.outcome !== "cancelled") this.counts[line.outcome]++;
    void this.summary.add(line).catch((error: unknown) => this.context.progress.warn(`the summary cannot be written: ${failureFrom(error).message}`));
    this.context.onItem?.(line);
    if (line.outcome === "failed") this.context.progress.warn(`item ${line.item}${line.input === undefined ? "" : ` (${basename(line.input)})`}: ${line.problem}`);
    this.tell();
  }

  private tell(): void {
    const { done, already, failed, items } = this.counts;
    const of = this.context.known ?? items;
    if (this.context.known !== undefined) this.context.progress.count(done + already + failed, of);
  }

  private paths(item: Item, outputs?: readonly string[]): Partial<ItemLine> {
    return this.domain.confidentialPaths ? {} : { input: item.input, ...(outputs && { outputs }) };
  }

  /** Only where no job may be at work there: other workers may still run what this run stopped waiting for. */
  async cleanUp(): Promise<void> {
    const queue = this.queues.queue(this.domain.kind);
    await clean(this.folders.values(), async (id) => {
      const state = await queue.getJobState(id);
      return state !== "completed" && state !== "failed" && state !== "unknown";
    });
  }

  async close(): Promise<void> {
    await this.follower.close();
  }
}

function problemOf(error: unknown): Pick<ItemLine, "problem" | "code"> {
  const { code, message } = failureFrom(error);
  return { problem: message, code };
}
