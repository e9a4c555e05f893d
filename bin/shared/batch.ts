import type { Command } from "commander";
import { registerQueueCommands } from "./batch-queue.js";
import { PART_PIXELS, type BatchOfDomain, type RawBatch } from "./batch-options.js";

const help = `
inputs      folders, files, URLs, globs (quoted), and manifests: CSV or JSON lines (.csv, .jsonl) with input, output and any option
            of the single command in each line; options given here count for the lines that do not name them
--queue     nothing: a queue in <output>/.domain-sr/queue, for this process alone; postgres://... or redis://...: a server, and
            domain-sr-worker --queue with the same URL on as many machines as you like, which must see the same paths
The same call again continues: what is done is not done twice, what failed is tried once more.
Exit code: 0 all done, 1 a fault of this program, 2 something to put right in the options or the manifest, 3 some items failed and
the others are done, 130 interrupted.`;

/** The sub-command `batch` and the ones below it. */
export function registerBatch(program: Command, about: BatchOfDomain): void {
  const batch = program
    .command("batch")
    .description(`many ${about.many} through a queue, on one machine or several; nothing is lost or done twice`)
    .argument("[inputs...]", about.inputs)
    .option("--output <folder>", "results go here, in the inputs' folder structure (default: beside each input)")
    .option("--queue <place>", "folder, postgres://... or redis://... (default: <output>/.domain-sr/queue)")
    .option("--concurrency <n>", "processes at a time, each with a job, of photographs with three; 0 leaves the work to other machines (default: 1)")
    .option("--part-pixels <n>", `inputs of more output pixels are divided (default: ${PART_PIXELS})`)
    .option("--watch <folder>", "take what is put there, until stopped; a file still being written is left alone")
    .option("--summary <file>", "JSON lines, one for each item (default: <output>/batch-summary.jsonl)")
    .option("--lock <seconds>", "how long a job of a dead worker stays its own (default: 30)")
    .option("--metrics <port>", "Prometheus metrics on 127.0.0.1")
    .option("--dry-run", "say what would be done: counts, pixels, disk, time");
  about.source?.addOptions(batch);
  about.addOptions(batch)
    .option("--overwrite", "replace results that stand under an item's output and are not its own")
    .option("--json", "JSON lines on stdout: items as they end, then the totals")
    .addHelpText("after", help)
    .action(async (inputs: string[], raw: RawBatch) => (await import("./batch-run.js")).runFromCommandLine(inputs, raw, about)); // loaded when it is asked for: it is large
  registerQueueCommands(batch, about);
}
