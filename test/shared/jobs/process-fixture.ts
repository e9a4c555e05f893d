import { RestorationError } from "../../../shared/errors.js";
import type { Domain, Item, Outcome, RunContext } from "../../../shared/jobs/domain.js";
import { serveJobs } from "../../../shared/jobs/process.js";

let count = 0;
let tries = 0;
/** What was to be opened ahead. */
const opened: string[] = [];
const done = (warnings: string[] = []): Outcome => ({ outputs: [], already: false, warnings });

/** What a job does is its input's name. */
async function run({ input, options }: Item, _key: string, { threads, progress, signal }: RunContext): Promise<Outcome> {
  if (input === "count") return done([JSON.stringify([process.pid, ++count, threads, options.device])]);
  if (input === "opened") return done([JSON.stringify([process.pid, ...opened])]);
  if (input === "second" && ++tries < 2) throw new RestorationError("bad-input", "scene: expected another try, got the first; try again");
  if (input === "bad") throw new RestorationError("bad-input", "scene: expected a scene, got none; give one");
  if (input === "passing") throw new RestorationError("no-space", "disk: full");
  if (input === "kill") process.kill(process.pid, "SIGKILL");
  if (input === "progress") for (let i = 1; i <= 4; i++) progress(i, 4);
  if (input === "wait") {
    progress(1, 2);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    throw new RestorationError("aborted", "stopped");
  }
  return done();
}

async function ahead({ input, options }: Item, { threads }: Pick<RunContext, "threads">): Promise<void> {
  if (input === "bad") throw new RestorationError("bad-model", "model: expected one, got none; install it");
  opened.push(`${input} ${threads} ${options.device}`);
}

await serveJobs(async () => ({ kind: "rsr", done: async () => false, run, ahead }) as unknown as Domain);
