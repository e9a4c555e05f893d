import type { SandboxedJob } from "bullmq";
import { RestorationError } from "../../../shared/errors.js";
import { asQueueError } from "../../../shared/jobs/queue/failure.js";

process.once("disconnect", () => process.exit(1)); // its worker was killed

/** What children are told to do in tests, by the name of the job. */
export default async function work(job: SandboxedJob<{ readonly n: number }>): Promise<unknown> {
  switch (job.name) {
    case "pid":
      return process.pid;
    case "block":
      await job.updateProgress(50);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, job.data.n); // like a network that runs
      return process.pid;
    case "die once":
      if (job.attemptsMade === 0) process.kill(process.pid, "SIGKILL");
      return process.pid;
    case "hang":
      await job.updateProgress(process.pid);
      return new Promise(() => setInterval(() => {}, 1000));
    case "raw":
      throw Object.assign(new RestorationError("no-space", "expected room, got none; free some", { retry: true, cause: new Error("inner") }), { extra: { deep: [1] } });
    case "raw bug":
      throw new TypeError("x is not a function");
    case "bad input":
      throw asQueueError(new RestorationError("bad-input", "scene.tif: expected 3 bands, got 1; choose bands with --bands"), job);
    case "full disk":
      if (job.attemptsMade === 0) throw asQueueError(Object.assign(new Error("ENOSPC: no space left on device, write '/data/DOE^JOHN.dcm'"), { code: "ENOSPC", syscall: "write", path: "/data/DOE^JOHN.dcm" }), job);
      return process.pid;
    case "bug":
      throw asQueueError(new TypeError("x is not a function"), job);
    default:
      throw new Error(`no such job: ${job.name}`);
  }
}
