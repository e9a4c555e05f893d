import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { FlowProducer, Queue, QueueEvents, Worker, type BackendFactory, type ConnectionOptions, type Processor, type RedisQueueBackend, type WorkerOptions } from "bullmq";
import type { Item, Kind, Outcome } from "../domain.js";
import { lost, telling, unreachable, type Backend, type Tell } from "./backend.js";
import { jobOptions, remembered, workerOptions } from "./options.js";
import { parsePlace, type Place } from "./place.js";

export interface OpenOptions {
  /** Of the names of the queues; another one than "domain-sr" keeps tests apart. No colon. */
  readonly prefix?: string;
  /** How long a server may take to answer at first. */
  readonly connectTimeoutMs?: number;
  readonly warn?: (message: string) => void;
}

export interface Queues {
  /** The place without user, password and parameters. */
  readonly shown: string;
  /** Whether other processes may open the same place. */
  readonly shared: boolean;
  /** The same object for the same kind. Adds with `jobOptions`, unless told otherwise. */
  queue<Data = Item, Result = Outcome>(kind: Kind): Queue<Data, Result, string>;
  /** A file runs in child processes. The options of BullMQ, over `workerOptions`. */
  worker<Data = Item, Result = Outcome>(kind: Kind, processor: string | URL | Processor<Data, Result, string>, options?: Partial<Omit<WorkerOptions, "connection" | "prefix">>): Worker<Data, Result, string>;
  /**
   * What happens in a queue from now on, whoever does it. A hint, not a ledger: only the last 10,000 events are kept, so a
   * listener that falls behind misses some; counts and states of jobs are the truth.
   */
  events<Result = Outcome>(kind: Kind): QueueEvents<Result>;
  /**
   * Tells of each job that ends from now on, whoever does it; a hint, as events are. Cheaper than those in a folder, where only workers of
   * this object do jobs: listening reads the database at every step of each.
   */
  onEnd(kind: Kind, tell: (jobId: string) => void): void;
  flow(): FlowProducer;
  /** Queue names as flows want them. */
  name(kind: Kind): string;
  /** Workers first: they finish what they run, unless `force`. Then listeners, queues, connections, the lock. */
  close(options?: { readonly force?: boolean }): Promise<void>;
}

/** How long an end waits for a server that is away. */
const patienceMs = 3000;

/**
 * Opens the queues at a place: a folder (PGlite, one process), postgres://HOST/DATABASE or redis://HOST. Throws bad-option for
 * what is none of them and, with retry, where a server does not answer in time or a living process holds the folder.
 */
export async function openQueues(place: string, { prefix = "domain-sr", connectTimeoutMs = 10_000, warn = () => {} }: OpenOptions = {}): Promise<Queues> {
  const parsed = parsePlace(place);
  const tell = telling(parsed.shown, warn);
  return new OpenQueues(await openBackend(parsed, { connectTimeoutMs, tell }), parsed.kind !== "folder", prefix, tell);
}

/** Each is loaded when it is asked for. */
async function openBackend(place: Place, how: { readonly connectTimeoutMs: number; readonly tell: Tell }): Promise<Backend> {
  if (place.kind === "folder") return (await import("./embedded.js")).openEmbedded(place.folder);
  if (place.kind === "postgres") return (await import("./postgres-server.js")).openPostgres(place.url, place.shown, how);
  return (await import("./redis-server.js")).openRedis(place, how);
}

class OpenQueues implements Queues {
  readonly shown: string;
  private readonly queues = new Map<string, Queue>();
  private readonly workers: Worker[] = [];
  /** Of this object's workers, by kind. */
  private readonly ends = new EventEmitter();
  private readonly others: (QueueEvents | FlowProducer)[] = [];
  private closing: Promise<void> | undefined;

  constructor(
    private readonly backend: Backend,
    readonly shared: boolean,
    private readonly prefix: string,
    private readonly tell: Tell,
  ) {
    this.shown = backend.shown;
  }

  private get connection() {
    return { connection: this.backend.connection as ConnectionOptions };
  }

  private get factory() {
    return this.backend.factory as BackendFactory<RedisQueueBackend>; // the type says Redis by default; nothing here calls what only Redis has
  }

  name(kind: Kind): string {
    return `${this.prefix}-${kind}`;
  }

  queue<Data, Result>(kind: Kind): Queue<Data, Result, string> {
    const name = this.name(kind);
    const queue = this.queues.get(name) ?? this.watch(new Queue(name, { ...this.connection, defaultJobOptions: jobOptions }, this.factory));
    this.queues.set(name, queue);
    return queue as unknown as Queue<Data, Result, string>;
  }

  worker<Data, Result>(kind: Kind, processor: string | URL | Processor<Data, Result, string>, options: Partial<WorkerOptions> = {}): Worker<Data, Result, string> {
    const worker = this.watch(new Worker<Data, Result, string>(this.name(kind), processor, { ...workerOptions, ...options, ...this.connection }, this.factory));
    this.workers.push(worker as unknown as Worker);
    worker.on("completed", (job) => this.ends.emit(kind, job.id));
    worker.on("failed", (job) => void (job?.finishedOn !== undefined && this.ends.emit(kind, job.id))); // else it is tried again
    return worker;
  }

  events<Result>(kind: Kind): QueueEvents<Result> {
    const events = this.watch(new QueueEvents<Result>(this.name(kind), this.connection, this.factory));
    this.others.push(events as unknown as QueueEvents);
    return events;
  }

  onEnd(kind: Kind, tell: (jobId: string) => void): void {
    if (!this.shared) return void this.ends.on(kind, tell);
    const events = this.events(kind);
    for (const end of ["completed", "failed"] as const) events.on(end, ({ jobId }: { jobId: string }) => tell(jobId));
  }

  flow(): FlowProducer {
    const flow = this.watch(new FlowProducer(this.connection, this.factory));
    this.others.push(flow);
    return flow;
  }

  /** An error without a listener would end the process. */
  private watch<T extends NodeJS.EventEmitter & { getBackend(): unknown }>(opened: T): T {
    opened.on("error", (error: Error) => {
      if (this.closing !== undefined) {
        if (unreachable(error)) this.tell.missed();
      } else if (lost(error)) this.tell.lost(error);
      else this.tell.warn(`${this.shown}: ${error.message}`);
    });
    const backend = opened.getBackend() as NodeJS.EventEmitter;
    backend.on("close", () => this.closing === undefined && this.tell.lost(new Error("connection lost"))); // of Redis, which may close without an error
    backend.on("ready", () => this.tell.found());
    return opened;
  }

  close({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
    return (this.closing ??= this.end(force));
  }

  private async end(force: boolean): Promise<void> {
    await Promise.all(this.workers.map((worker) => this.goodbye(worker, () => worker.close(force), Infinity)));
    await Promise.all([...this.others, ...this.queues.values()].map((opened) => this.goodbye(opened, () => opened.close(), patienceMs)));
    this.backend.giveUp();
    await this.backend.close();
  }

  /**
   * Closes, but waits no longer than `patienceMs` for a server that is away, nor than `most` at all. A job that runs meanwhile is
   * not lost: it stalls and is run again, and finds its result.
   */
  private async goodbye(opened: { close(): Promise<void>; getBackend(): { close(force: boolean): Promise<void> } }, close: () => Promise<void>, most: number): Promise<void> {
    const closed = close().then(
      () => true,
      () => true,
    );
    const step = 100;
    for (let [waited, without] = [0, 0]; waited < most && without < patienceMs; waited += step) {
      if (await Promise.race([closed, delay(step, false)])) return;
      without = this.tell.away() ? without + step : 0;
    }
    this.backend.giveUp();
    void opened.getBackend().close(true).catch(() => undefined);
  }
}

/** Forgets jobs that finished long ago. A few milliseconds where there is nothing to do; workers call it now and then. */
export async function prune(queue: Queue): Promise<void> {
  for (const state of ["completed", "failed"] as const) {
    const most = 1000;
    while ((await queue.clean(remembered[state] * 24 * 3600 * 1000, most, state)).length === most);
  }
}
