import type { Command } from "commander";
import type { QueueStanding } from "../../shared/jobs/batch/standing.js";
import type { Domain } from "../../shared/jobs/domain.js";
import type { Queues } from "../../shared/jobs/queue/open.js";
import { queuePlace, type BatchOfDomain, type RawBatch } from "./batch-options.js";

type Place = Pick<RawBatch, "output" | "queue" | "json" | "concurrency">;

/** `batch status`, `retry`, `cancel` and `clean`. */
export function registerQueueCommands(batch: Command, about: BatchOfDomain): void {
  const at = (command: Command): Command => command
    .option("--output <folder>", "the batch's output folder, whose queue is meant")
    .option("--queue <place>", "folder, postgres://... or redis://... (default: <output>/.domain-sr/queue)")
    .option("--json", "JSON on stdout");
  at(batch.command("status").description("what waits, runs, is done and has failed")).action((_: Place, command: Command) => withQueue(placeOf(command), about, async (queues, domain, place) => {
    const { standing } = await import("../../shared/jobs/batch/standing.js");
    const found = shown(await standing(queues, domain.kind), domain);
    say(place, found, statusText(found));
  }));
  at(batch.command("retry").description("try what failed once more")
    .requiredOption("--failed", "the items whose attempts all failed")
    .option("--concurrency <n>", "processes at a time; 0 leaves the work to other machines (default: 1)"))
    .action((_: Place, command: Command) => withQueue(placeOf(command), about, async (queues, domain, place) => {
      const { failedItems } = await import("../../shared/jobs/batch/standing.js");
      const items = await failedItems(queues, domain.kind);
      if (items.length === 0) return say(place, { items: 0 }, "nothing has failed");
      const { interruptible, progressFor, through } = await import("./batch-run.js");
      const progress = progressFor(place);
      await interruptible(progress, (signal) => through(items, { queues, raw: place, about, progress, signal }));
    }));
  at(batch.command("cancel").description("take what waits out of the queue; what runs is finished")).action((_: Place, command: Command) => withQueue(placeOf(command), about, async (queues, domain, place) => {
    const { cancelWaiting } = await import("../../shared/jobs/batch/standing.js");
    const cancelled = await cancelWaiting(queues, domain.kind);
    say(place, { cancelled }, `${cancelled} items taken out of the queue`);
  }));
  at(batch.command("clean").description("remove what killed attempts left beside the outputs")).action((_: Place, command: Command) => withQueue(placeOf(command), about, async (queues, domain, place) => {
    const { cleanUp } = await import("../../shared/jobs/batch/standing.js");
    const removed = await cleanUp(queues, domain.kind);
    say(place, { removed }, `${removed} leftovers removed`);
  }));
}

/** Options of the sub-command and of `batch` itself: both have --output and --queue. */
function placeOf(command: Command): Place {
  return command.optsWithGlobals<Place>();
}

async function withQueue(place: Place, about: BatchOfDomain, work: (queues: Queues, domain: Domain, place: Place) => Promise<void>): Promise<void> {
  const { openQueues } = await import("../../shared/jobs/queue/open.js");
  const domain = await about.domain();
  const queues = await openQueues(queuePlace(place));
  try {
    await work(queues, domain, place);
  } finally {
    await queues.close();
  }
}

function say({ json }: Place, value: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`);
}

type Shown = Omit<QueueStanding, "problems"> & { readonly problems: readonly { readonly input?: string; readonly key: string; readonly problem: string }[] };

function shown({ problems, ...counts }: QueueStanding, { confidentialPaths }: Domain): Shown {
  return { ...counts, problems: problems.map(({ input, ...rest }) => (confidentialPaths ? rest : { input, ...rest })) };
}

function statusText({ waiting, running, done, failed, problems }: Shown): string {
  return [
    `${waiting} waiting, ${running} running, ${done} done, ${failed} failed (parts of divided items are counted as jobs)`,
    ...problems.map(({ input, key, problem }) => `  ${input ?? `item with key ${key.slice(0, 12)}`}: ${problem}`),
  ].join("\n");
}
