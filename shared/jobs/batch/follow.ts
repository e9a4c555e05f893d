import type { Job } from "bullmq";
import type { Kind, Outcome } from "../domain.js";
import type { JobData } from "../payload.js";
import { failureOf, type FailureCode } from "../queue/failure.js";
import type { Queues } from "../queue/open.js";

/** How a job ended. */
export interface Ending {
  readonly id: string;
  readonly outcome: "done" | "already" | "failed";
  readonly outputs: readonly string[];
  readonly warnings: readonly string[];
  readonly attempts: number;
  /** From the start of the last attempt. */
  readonly seconds?: number;
  readonly problem?: string;
  readonly code?: FailureCode;
}

/** Jobs looked at in one round of the sweep, and how often it goes round. */
const SWEEP = { jobs: 200, everyMs: 5000 };

/**
 * Follows jobs to their end, wherever they run. Events tell of most; a sweep finds what was missed while a server or this process was
 * away, so that a batch never waits for a job that has ended.
 */
export class Follower {
  private readonly pending = new Map<string, { done: number; of: number } | undefined>();
  private readonly timer: NodeJS.Timeout;
  private sweeping: Promise<void> | undefined;
  private closed = false;
  private readonly events;

  constructor(
    private readonly queues: Queues,
    private readonly kind: Kind,
    private readonly ended: (ending: Ending) => void,
    private readonly progressed: () => void = () => undefined,
  ) {
    this.events = queues.events<Outcome>(kind);
    this.events.on("completed", ({ jobId }) => void this.look(jobId));
    this.events.on("failed", ({ jobId }) => void this.look(jobId));
    this.events.on("progress", ({ jobId, data }) => {
      if (!this.pending.has(jobId)) return;
      this.pending.set(jobId, data as { done: number; of: number });
      this.progressed();
    });
    this.timer = setInterval(() => void (this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))), SWEEP.everyMs);
  }

  /** Jobs that have not ended. */
  get waiting(): number {
    return this.pending.size;
  }

  /** What running jobs have done, in jobs. */
  get underway(): number {
    let sum = 0;
    for (const it of this.pending.values()) if (it && it.of > 0) sum += it.done / it.of;
    return sum;
  }

  /** From now on; a job that has ended already is told at once. */
  async follow(id: string): Promise<void> {
    this.pending.set(id, undefined);
    await this.look(id);
  }

  private async look(id: string): Promise<void> {
    if (!this.pending.has(id) || this.closed) return;
    const job = await this.queues.queue<JobData, Outcome>(this.kind).getJob(id).catch(unreachable);
    if (job === "unreachable" || !this.pending.has(id)) return;
    const ending = job === undefined ? removed(id) : await endingOf(job).catch(unreachable);
    if (ending === undefined || ending === "unreachable" || !this.pending.delete(id)) return;
    this.ended(ending);
  }

  private async sweep(): Promise<void> {
    for (const id of [...this.pending.keys()].slice(0, SWEEP.jobs)) {
      if (this.closed) return;
      await this.look(id);
      const progress = this.pending.get(id);
      if (this.pending.delete(id)) this.pending.set(id, progress); // the next round begins behind it
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.sweeping;
  }
}

/** A server that is away for a moment: the next sweep asks again. */
function unreachable(): "unreachable" {
  return "unreachable";
}

async function endingOf(job: Job<JobData, Outcome>): Promise<Ending | undefined> {
  const state = await job.getState();
  if (state !== "completed" && state !== "failed") return undefined;
  const { processedOn, finishedOn } = job;
  const common = {
    id: job.id!, attempts: job.attemptsMade,
    ...(processedOn !== undefined && finishedOn !== undefined && { seconds: (finishedOn - processedOn) / 1000 }),
  };
  if (state === "failed") {
    const { code, message } = failureOf(job.failedReason);
    return { ...common, outcome: "failed", outputs: [], warnings: [], problem: message, code };
  }
  const { outputs, warnings, already } = job.returnvalue;
  return { ...common, outcome: already ? "already" : "done", outputs, warnings };
}

function removed(id: string): Ending {
  return { id, outcome: "failed", outputs: [], warnings: [], attempts: 0, problem: "removed from the queue before it was done" };
}
