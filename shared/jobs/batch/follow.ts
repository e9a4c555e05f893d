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

/** Jobs looked at in one round of the sweep, more where a server may have been away for long, and how often it goes round. */
const SWEEP = { inFolder: 5, onServer: 200, everyMs: 5000 };

/**
 * Follows jobs to their end, wherever they run. The queue tells of most; a sweep finds what was missed while a server or this process was
 * away, so that a batch never waits for a job that has ended.
 */
export class Follower {
  private readonly pending = new Set<string>();
  private readonly timer: NodeJS.Timeout;
  private sweeping: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly queues: Queues,
    private readonly kind: Kind,
    private readonly ended: (ending: Ending) => void,
  ) {
    queues.onEnd(kind, (id) => void this.look(id));
    this.timer = setInterval(() => void (this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))), SWEEP.everyMs);
  }

  /** From now on; a job that has ended already is told at once. One that is `isNew`, added to a folder's queue just now, cannot have. */
  async follow(id: string, isNew = false): Promise<void> {
    this.pending.add(id);
    if (!isNew || this.queues.shared) await this.look(id);
  }

  private async look(id: string): Promise<void> {
    if (!this.pending.has(id) || this.closed) return;
    const job = await this.queues.queue<JobData, Outcome>(this.kind).getJob(id).catch(unreachable);
    if (job === "unreachable" || !this.pending.has(id)) return;
    const ending = job === undefined ? removed(id) : endingOf(job);
    if (ending === undefined || !this.pending.delete(id)) return;
    this.ended(ending);
  }

  private async sweep(): Promise<void> {
    for (const id of [...this.pending].slice(0, this.queues.shared ? SWEEP.onServer : SWEEP.inFolder)) {
      if (this.closed) return;
      await this.look(id);
      if (this.pending.delete(id)) this.pending.add(id); // the next round begins behind it
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

function endingOf(job: Job<JobData, Outcome>): Ending | undefined {
  const { processedOn, finishedOn } = job;
  if (finishedOn === undefined) return undefined;
  const common = {
    id: job.id!, attempts: job.attemptsMade,
    ...(processedOn !== undefined && { seconds: (finishedOn - processedOn) / 1000 }),
  };
  if (!(job.returnvalue as Outcome | null | undefined)) {
    const { code, message } = failureOf(job.failedReason);
    return { ...common, outcome: "failed", outputs: [], warnings: [], problem: message, code };
  }
  const { outputs, warnings, already } = job.returnvalue;
  return { ...common, outcome: already ? "already" : "done", outputs, warnings };
}

function removed(id: string): Ending {
  return { id, outcome: "failed", outputs: [], warnings: [], attempts: 0, problem: "removed from the queue before it was done" };
}
