import { fileURLToPath } from "node:url";
import { WaitingError, type Job } from "bullmq";
import { jobsInProcess, type Kind, type Outcome } from "./domain.js";
import type { JobData } from "./payload.js";
import { Processes } from "./processes.js";
import { failureOf } from "./queue/failure.js";
import type { Queues } from "./queue/open.js";

export interface WorkerSettings {
  readonly kinds: readonly Kind[];
  /** Processes of each kind at a time, each of `jobsInProcess`. */
  readonly concurrency: number;
  /** Of the networks of each process. */
  readonly threads: number;
  readonly device?: string;
  /** How long a job of a dead worker stays its own; it is looked for twice in that time. */
  readonly lockMs?: number;
  /** URL of the module that jobs' processes run: it calls serveJobs. */
  readonly processor: string;
  /** Processes that were started ahead; they end with the workers. */
  readonly begun?: Partial<Record<Kind, Processes>>;
  /** After each job: how it ended, or that an attempt failed and another follows. */
  readonly onEnded?: (kind: Kind, ending: JobEnd) => void;
}

export interface JobEnd {
  readonly outcome: "done" | "already" | "part" | "failed" | "retried";
  readonly seconds?: number;
  readonly problem?: string;
}

export interface Workers {
  /** Takes no more jobs, and ends when those that run are done. */
  drain(): Promise<void>;
  /** Ends the jobs that run between two network calls and puts them back. */
  stop(): Promise<void>;
}

/** Jobs that are over by then tell no progress, which would cost the queue as much as ending them. */
const SHORT_MS = 2000;

/** The processes that a worker has for jobs of a kind. */
export function processesOf(kind: Kind, { concurrency, threads, device, processor }: Pick<WorkerSettings, "concurrency" | "threads" | "device" | "processor">): Processes {
  const execArgv = processor.endsWith(".ts") ? ["--import", "tsx"] : [];
  return new Processes(fileURLToPath(processor), { kind, threads, most: concurrency, jobs: jobsInProcess[kind], execArgv, ...(device !== undefined && { device }) });
}

/** Workers for jobs of `kinds`. From source (tests, tsx) their processes load TypeScript through tsx. */
export function startWorkers(queues: Queues, settings: WorkerSettings): Workers {
  const { kinds, concurrency, lockMs, begun = {}, onEnded } = settings;
  const workers = kinds.map((kind) => {
    const processes = begun[kind] ?? processesOf(kind, settings);
    const work = async (job: Job<JobData, Outcome>, token: string | undefined, signal: AbortSignal = new AbortController().signal): Promise<Outcome> => {
      const started = performance.now();
      const progress = (done: { done: number; of: number }): void => void (performance.now() - started > SHORT_MS && job.updateProgress(done).catch(() => undefined));
      try {
        return await processes.run(job.data, { attemptsMade: job.attemptsMade, signal, progress });
      } catch (error) {
        if (!signal.aborted) throw error;
        await job.moveToWait(token);
        throw new WaitingError("stopped; it waits for a worker");
      }
    };
    // BullMQ gives a signal to functions of three parameters only
    const worker = queues.worker<JobData, Outcome>(kind, (job, token, signal) => work(job, token, signal), {
      concurrency: concurrency * jobsInProcess[kind], ...(lockMs !== undefined && { lockDuration: lockMs, lockRenewTime: lockMs / 3, stalledInterval: lockMs / 2 }),
    });
    worker.on("completed", (job) => onEnded?.(kind, { outcome: job.name === "part" ? "part" : job.returnvalue.already ? "already" : "done", ...secondsOf(job) }));
    worker.on("failed", (job, error) => onEnded?.(kind, { outcome: job === undefined || job.finishedOn === undefined ? "retried" : "failed", problem: failureOf(error.message).message, ...secondsOf(job) }));
    return { worker, processes };
  });
  const drain = async (): Promise<void> => {
    await Promise.all(workers.map(async ({ worker, processes }) => {
      await worker.close();
      await processes.close();
    }));
  };
  return {
    drain,
    async stop() {
      const closed = drain();
      for (const { worker } of workers) worker.cancelAllJobs("stopped by the user");
      await closed;
    },
  };
}

function secondsOf(job: Job<JobData, Outcome> | undefined): { seconds?: number } {
  return job?.processedOn === undefined || job.finishedOn === undefined ? {} : { seconds: (job.finishedOn - job.processedOn) / 1000 };
}
