import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobData } from "../../../shared/jobs/payload.js";
import { Processes } from "../../../shared/jobs/processes.js";

let folder: string;
let processes: Processes;
const module = new URL("./process-fixture.ts", import.meta.url).pathname;
const made = (path = module) => new Processes(path, { kind: "rsr", threads: 3, device: "cpu", execArgv: ["--import", "tsx"] });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "processes-"));
  processes = made();
});
afterEach(async () => {
  await processes.close();
  await rm(folder, { recursive: true, force: true });
});

const data = (input: string): JobData => ({ item: { input, output: join(folder, "out"), options: {} }, key: "key", batch: "b", overwrite: false });
const run = (input: string, { signal = new AbortController().signal, progress = () => undefined as void } = {}) => processes.run(data(input), { attemptsMade: 0, signal, progress });

describe("a job's process", () => {
  it("keeps what it holds from job to job, and is told threads and device", async () => {
    const [first] = (await run("count")).warnings;
    const [second] = (await run("count")).warnings;
    const [pid, count] = JSON.parse(first!) as [number, number];
    expect(JSON.parse(second!)).toEqual([pid, count + 1, 3, "cpu"]);
  });

  it("is another for a second job at the same time", async () => {
    const [a, b] = await Promise.all([run("count"), run("count")]);
    expect((JSON.parse(a.warnings[0]!) as number[])[0]).not.toBe((JSON.parse(b.warnings[0]!) as number[])[0]);
  });

  it("tells progress, and errors by whether another attempt is worth it", async () => {
    const told: unknown[] = [];
    await processes.run(data("progress"), { attemptsMade: 0, signal: new AbortController().signal, progress: (it) => void told.push(it) });
    expect(told).toEqual([{ done: 1, of: 4 }, { done: 4, of: 4 }]);
    await expect(run("bad")).rejects.toMatchObject({ name: "UnrecoverableError", message: "bad-input: scene: expected a scene, got none; give one" });
    await expect(run("passing")).rejects.toMatchObject({ name: "Error", message: "no-space: disk: full" });
  });

  it("that is killed fails its job, and the next one has a new process", async () => {
    await expect(run("kill")).rejects.toThrow("Unexpected exit code: null signal: SIGKILL");
    expect((await run("count")).already).toBe(false);
  });

  it("that is killed before it has loaded fails its job too", async () => {
    const slow = join(folder, "slow.mjs");
    await writeFile(slow, "await new Promise((resolve) => setTimeout(resolve, 1e6));");
    await processes.close();
    processes = made(slow);
    const running = run("count");
    const pid = await vi.waitUntil(() => [...(processes as unknown as { all: Set<{ pid?: number }> }).all][0]?.pid, 30_000);
    process.kill(pid!, "SIGKILL");
    await expect(running).rejects.toThrow("signal: SIGKILL");
  });

  it("that cannot load fails its job", async () => {
    const broken = join(folder, "broken.mjs");
    await writeFile(broken, "process.exit(7);");
    await processes.close();
    processes = made(broken);
    await expect(run("count")).rejects.toThrow("Unexpected exit code: 7");
  });

  it("stops its job when told to, and goes on with another", async () => {
    const stop = new AbortController();
    const running = run("wait", { signal: stop.signal, progress: () => stop.abort() });
    await expect(running).rejects.toThrow("aborted: stopped");
    expect((await run("count")).already).toBe(false);
  });
});
