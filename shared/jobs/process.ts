import { cpus } from "node:os";
import type { Domain, Item, Kind, Outcome } from "./domain.js";
import type { JobData } from "./payload.js";
import { asQueueError, UNRECOVERABLE } from "./queue/failure.js";
import { openAhead, runJob } from "./run-job.js";
import { Warm } from "./warm.js";

/** What a worker tells its processes, through their environment. */
export interface ProcessSettings {
  readonly kind: Kind;
  readonly threads: number;
  readonly device?: string;
}

/** To a process, of the job that its `id` names there, or of jobs that are to come. */
export type Order = ({ readonly id: number } & ({ readonly order: "run"; readonly data: JobData; readonly attemptsMade: number } | { readonly order: "stop" })) | { readonly order: "ahead"; readonly item: Item };

/** From a process; `last`: another attempt would end the same. */
export type Answer = { readonly id: number } & (
  | { readonly answer: "progress"; readonly done: number; readonly of: number }
  | { readonly answer: "done"; readonly outcome: Outcome }
  | { readonly answer: "failed"; readonly message: string; readonly stack: string; readonly last: boolean }
);

const names = { kind: "DOMAIN_SR_KIND", threads: "DOMAIN_SR_THREADS", device: "DOMAIN_SR_DEVICE" } as const;

export function environmentOf({ kind, threads, device }: ProcessSettings): NodeJS.ProcessEnv {
  return { ...process.env, [names.kind]: kind, [names.threads]: String(threads), ...(device !== undefined && { [names.device]: device }) };
}

/** Progress is told at most this often; it costs a round trip to the queue. */
const TELL_MS = 500;

/** The whole life of a process of jobs: runs what it is sent, with models that stay open between jobs. */
export async function serveJobs(domainOf: (kind: Kind) => Promise<Domain>): Promise<void> {
  // the worker decides when this ends, not the terminal; an orphan must not write for a queue that gave its job to somebody else
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  const warm = new Warm();
  const threads = Number(process.env[names.threads]) || cpus().length;
  const device = process.env[names.device];
  const domain = domainOf(process.env[names.kind] as Kind);
  const running = new Map<number, AbortController>();

  const context = { warm, threads, ...(device !== undefined && { device }) };
  process.on("message", (order: Order) => {
    if (order.order === "ahead") return void domain.then((it) => openAhead(it, order.item, context), () => undefined); // what cannot load is told by the jobs
    const { id } = order;
    if (order.order === "stop") return running.get(id)?.abort();
    const stop = new AbortController();
    running.set(id, stop);
    let told = -Infinity;
    const progress = (done: number, of: number): void => {
      const now = performance.now();
      if (now - told < TELL_MS && done < of) return;
      told = now;
      send({ id, answer: "progress", done, of });
    };
    domain.then((it) => runJob(it, order.data, { ...context, signal: stop.signal, progress })).then(
      (outcome) => send({ id, answer: "done", outcome }),
      (error: unknown) => {
        const { name, message, stack = "" } = asQueueError(error, order);
        send({ id, answer: "failed", message, stack, last: name === UNRECOVERABLE });
      },
    ).finally(() => running.delete(id));
  });
}

function send(answer: Answer): void {
  process.send!(answer);
}
