import { cpus } from "node:os";
import { WaitingError, type SandboxedJob } from "bullmq";
import type { Domain, Kind } from "./domain.js";
import type { JobData } from "./payload.js";
import { asQueueError } from "./queue/failure.js";
import { runJob } from "./run-job.js";
import { Warm } from "./warm.js";

/** What a worker tells its processes, through their environment. */
export interface ProcessSettings {
  readonly kind: Kind;
  readonly threads: number;
  readonly device?: string;
}

const names = { kind: "DOMAIN_SR_KIND", threads: "DOMAIN_SR_THREADS", device: "DOMAIN_SR_DEVICE" } as const;

export function environmentOf({ kind, threads, device }: ProcessSettings): NodeJS.ProcessEnv {
  return { ...process.env, [names.kind]: kind, [names.threads]: String(threads), ...(device !== undefined && { [names.device]: device }) };
}

/** Progress is told at most this often; it costs a round trip to the queue. */
const TELL_MS = 500;

/**
 * The function that runs jobs in a process of their own, one at a time (BullMQ's sandboxed processor): onnxruntime blocks its
 * thread, and a process can be killed inside a network call where a thread cannot. Models stay open between jobs.
 */
export async function jobProcessor(domainOf: (kind: Kind) => Promise<Domain>): Promise<(job: SandboxedJob<JobData>, token: string, signal: AbortSignal) => Promise<unknown>> {
  const warm = new Warm();
  const domain = await domainOf(process.env[names.kind] as Kind);
  const threads = Number(process.env[names.threads]) || cpus().length;
  const device = process.env[names.device];
  // an orphan must not go on writing for a queue that gives its job to somebody else
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

  return async (job, token, signal) => {
    let told = 0;
    const progress = (done: number, of: number): void => {
      const now = performance.now();
      if (now - told < TELL_MS && done < of) return;
      told = now;
      void job.updateProgress({ done, of }).catch(() => undefined);
    };
    try {
      return await runJob(domain, job.data, { warm, threads, signal, progress, ...(device !== undefined && { device }) });
    } catch (error) {
      if (!signal.aborted) throw asQueueError(error, job);
      await job.moveToWait(token);
      throw new WaitingError("stopped; it waits for a worker");
    }
  };
}
