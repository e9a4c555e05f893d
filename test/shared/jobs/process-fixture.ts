import { RestorationError } from "../../../shared/errors.js";
import type { Domain, Item, Outcome, RunContext } from "../../../shared/jobs/domain.js";
import { serveJobs } from "../../../shared/jobs/process.js";

let count = 0;
const done = (warnings: string[] = []): Outcome => ({ outputs: [], already: false, warnings });

/** What a job does is its input's name. */
async function run({ input, options }: Item, _key: string, { threads, progress, signal }: RunContext): Promise<Outcome> {
  if (input === "count") return done([JSON.stringify([process.pid, ++count, threads, options.device])]);
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

await serveJobs(async () => ({ kind: "rsr", done: async () => false, run }) as unknown as Domain);
