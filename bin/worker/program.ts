import { cpus } from "node:os";
import { Command } from "commander";
import { serveMetrics } from "../../shared/jobs/batch/metrics.js";
import { kinds, type Kind } from "../../shared/jobs/domain.js";
import { openQueues } from "../../shared/jobs/queue/open.js";
import { startWorkers } from "../../shared/jobs/workers.js";
import { optionChecks } from "../../shared/options.js";
import { versions } from "../../shared/report/versions.js";
import { processorUrl } from "../shared/processor.js";
import { drainOnSignals } from "./signals.js";

const { oneOf, whole } = optionChecks("see domain-sr-worker --help");

interface Raw {
  readonly queue: string;
  readonly kinds?: string;
  readonly concurrency?: string;
  readonly threads?: string;
  readonly device?: string;
  readonly lock?: string;
  readonly metrics?: string;
  readonly json?: boolean;
}

const help = `
Options are the same for every worker of a queue; what a job does is decided by who asked for it. SIGTERM or Ctrl-C: takes no more
jobs and ends when those that run are done; once more: ends them between two network calls, another worker takes them from the start.
Exit code: 0 drained, 1 a fault of this program, 2 something to put right in the options.`;

/** The command \`domain-sr-worker\`: takes jobs from a queue server until it is told to stop. */
export function worker(): Command {
  return new Command("domain-sr-worker")
    .description("Takes jobs of rsr batch, mri-sr batch and bfr batch from a queue server")
    .version(versions()["domain-sr"])
    .exitOverride()
    .showHelpAfterError("(see domain-sr-worker --help)")
    .requiredOption("--queue <url>", "postgres://... or redis://...")
    .option("--kinds <list>", `which jobs to take (default: ${kinds.join(",")})`)
    .option("--concurrency <n>", "processes of each kind at a time, each with a job, of photographs with three (default: 1)")
    .option("--threads <n>", "of the networks of a process (default: all cores over the concurrency)")
    .option("--device <name>", "auto, cpu, cuda, tensorrt, webgpu, dml, coreml for jobs that name none (default: auto)")
    .option("--lock <seconds>", "how long a job of a dead worker stays its own (default: 30)")
    .option("--metrics <port>", "Prometheus metrics on 127.0.0.1")
    .option("--json", "JSON lines on stdout")
    .addHelpText("after", help)
    .action(run);
}

async function run(raw: Raw): Promise<void> {
  const wanted = raw.kinds === undefined ? kinds : raw.kinds.split(",").map((kind) => oneOf<Kind>("--kinds", kind.trim(), kinds));
  const concurrency = raw.concurrency === undefined ? 1 : whole("--concurrency", raw.concurrency, { from: 1, to: 256 });
  const threads = raw.threads === undefined ? Math.max(1, Math.floor(cpus().length / concurrency)) : whole("--threads", raw.threads, { from: 1, to: 1024 });
  const lockMs = raw.lock === undefined ? undefined : 1000 * whole("--lock", raw.lock, { from: 1, to: 3600 });
  const port = raw.metrics === undefined ? undefined : whole("--metrics", raw.metrics, { from: 0, to: 65535 });
  const tell = (event: string, text: string, more: object = {}): void => void (raw.json ? process.stdout.write(`${JSON.stringify({ event, ...more })}\n`) : process.stderr.write(`${text}\n`));

  const queues = await openQueues(raw.queue);
  try {
    const metrics = port === undefined ? undefined : await serveMetrics(queues, wanted, { port });
    const workers = startWorkers(queues, {
      kinds: wanted, concurrency, threads, processor: processorUrl, ...(raw.device !== undefined && { device: raw.device }), ...(lockMs !== undefined && { lockMs }),
      onEnded: (kind, { outcome, seconds, problem }) => {
        metrics?.ended(kind, { outcome, ...(seconds !== undefined && { seconds }) });
        tell("job", `${kind}: ${outcome}${problem === undefined ? "" : `: ${problem}`}`, { kind, outcome, ...(seconds !== undefined && { seconds }), ...(problem !== undefined && { problem }) });
      },
    });
    tell("ready", `working on ${wanted.join(", ")} jobs of ${queues.shown}${metrics ? `; metrics on port ${metrics.port}` : ""}`, { kinds: wanted, queue: queues.shown, ...(metrics && { metrics: metrics.port }) });
    await drainOnSignals(workers, (hurried) => tell("stopping", hurried ? "stopping the jobs that run between two network calls" : "taking no more jobs; the jobs that run are finished (once more to stop them)"));
    await metrics?.close();
  } finally {
    await queues.close();
  }
}
