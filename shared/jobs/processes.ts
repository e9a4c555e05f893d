import { fork, type ChildProcess } from "node:child_process";
import { UnrecoverableError } from "bullmq";
import type { Item, Outcome } from "./domain.js";
import type { JobData } from "./payload.js";
import { environmentOf, type Answer, type Order, type ProcessSettings } from "./process.js";
import { Seats } from "./seats.js";

export interface ProcessesSettings extends ProcessSettings {
  /** Processes at a time. */
  readonly most: number;
  /** Jobs at a time in each. */
  readonly jobs: number;
  readonly execArgv: readonly string[];
}

export interface RunOptions {
  readonly attemptsMade: number;
  readonly signal: AbortSignal;
  readonly progress: (progress: { done: number; of: number }) => void;
}

/**
 * Processes that jobs run in, kept between jobs: onnxruntime blocks its thread, and a process can be killed inside a network call where a
 * thread cannot. A job that is tried again has a process to itself: what kills its process takes those beside it along, but once only. Not
 * BullMQ's own: a child of BullMQ 6.7 that is killed before it has loaded leaves its job active for ever, since the listener for it goes
 * before the event comes.
 */
export class Processes {
  private readonly seats: Seats<ChildProcess>;
  private readonly all = new Set<ChildProcess>();
  private ids = 0;

  /** `module` calls serveJobs. */
  constructor(
    private readonly module: string,
    private readonly settings: ProcessesSettings,
  ) {
    this.seats = new Seats(() => this.start(), settings.most, settings.jobs);
  }

  /** Throws what the job's process threw; where it ended instead, an Error that tells how. */
  async run(data: JobData, { attemptsMade, signal, progress }: RunOptions): Promise<Outcome> {
    const { place: child, leave } = await this.seats.take(attemptsMade > 0, signal);
    const id = ++this.ids;
    return await new Promise<Outcome>((resolve, reject) => {
      const order = (it: Order): void => void child.send(it, (error) => error && ended(null, null));
      const stop = (): void => order({ id, order: "stop" });
      const settle = (): void => {
        child.off("exit", ended);
        child.off("message", onAnswer);
        signal.removeEventListener("abort", stop);
        leave();
      };
      const ended = (code: number | null, killedBy: NodeJS.Signals | null): void => {
        settle();
        reject(new Error(`Unexpected exit code: ${code} signal: ${killedBy}`));
      };
      const onAnswer = (answer: Answer): void => {
        if (answer.id !== id) return;
        if (answer.answer === "progress") return progress({ done: answer.done, of: answer.of });
        settle();
        if (answer.answer === "done") return resolve(answer.outcome);
        const error = answer.last ? new UnrecoverableError(answer.message) : new Error(answer.message);
        error.stack = answer.stack;
        reject(error);
      };
      child.on("exit", ended);
      child.on("message", onAnswer);
      signal.addEventListener("abort", stop);
      order({ id, order: "run", data, attemptsMade });
      if (signal.aborted) stop();
    });
  }

  /** Starts the first of them before there is a job; it opens what jobs like `item` need. */
  ahead(item?: Item): void {
    const child = this.seats.begin();
    if (item !== undefined) child.send({ order: "ahead", item } satisfies Order, () => undefined); // one that is gone has left its seats
  }

  private start(): ChildProcess {
    const { kind, threads, device, execArgv } = this.settings;
    const env = environmentOf({ kind, threads, ...(device !== undefined && { device }) });
    const child = fork(this.module, [], { env, execArgv: [...execArgv], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.all.add(child);
    child.on("error", () => undefined); // what could not be started or sent to is told by its exit
    child.on("exit", () => {
      this.all.delete(child);
      this.seats.remove(child);
    });
    return child;
  }

  /** Ends all of them; to be called when no job runs. */
  async close(): Promise<void> {
    await Promise.all([...this.all].map((child) => new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGKILL"); // idle: there is nothing to lose
    })));
  }
}
