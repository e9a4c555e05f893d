import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobData } from "../../../shared/jobs/payload.js";
import { Processes } from "../../../shared/jobs/processes.js";

let folder: string;
let processes: Processes;
const module = new URL("./process-fixture.ts", import.meta.url).pathname;
const made = ({ path = module, jobs = 1, most = 2 } = {}) => new Processes(path, { kind: "rsr", threads: 3, device: "cpu", most, jobs, execArgv: ["--import", "tsx"] });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "processes-"));
  processes = made();
});
afterEach(async () => {
  await processes.close();
  await rm(folder, { recursive: true, force: true });
});

const data = (input: string): JobData => ({ item: { input, output: join(folder, "out"), options: {} }, key: "key", batch: "b", overwrite: false });
const run = (input: string, { signal = new AbortController().signal, progress = () => undefined as void, attemptsMade = 0 } = {}) => processes.run(data(input), { attemptsMade, signal, progress });
const pidOf = async (job: ReturnType<typeof run>) => (JSON.parse((await job).warnings[0]!) as number[])[0]!;
/** Runs a job that waits; the promise is there once it runs. */
async function waiting(): Promise<{ readonly stop: () => void; readonly ended: Promise<unknown> }> {
  const stop = new AbortController();
  let begun!: () => void;
  const begins = new Promise<void>((resolve) => (begun = resolve));
  const ended = run("wait", { signal: stop.signal, progress: begun }).catch((error: unknown) => error);
  await begins;
  return { stop: () => stop.abort(), ended };
}

describe("a job's process", () => {
  it("keeps what it holds from job to job, and is told threads and device", async () => {
    const [first] = (await run("count")).warnings;
    const [second] = (await run("count")).warnings;
    const [pid, count] = JSON.parse(first!) as [number, number];
    expect(JSON.parse(second!)).toEqual([pid, count + 1, 3, "cpu"]);
  });

  it("is there before its first job where it was started ahead, with what such jobs need", async () => {
    processes.ahead({ input: "scene", output: join(folder, "out"), options: {} });
    const [begun] = (processes as unknown as { all: Set<{ pid?: number }> }).all;
    expect(JSON.parse((await run("opened")).warnings[0]!)).toEqual([begun!.pid, "scene 3 cpu"]);
  });

  it("takes its jobs though nothing could be opened ahead", async () => {
    processes.ahead({ input: "bad", output: join(folder, "out"), options: {} });
    processes.ahead();
    const [first, second] = [...(processes as unknown as { all: Set<{ pid?: number }> }).all];
    expect(await Promise.all([pidOf(run("count")), pidOf(run("count"))])).toEqual([first!.pid, second!.pid]);
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
    processes = made({ path: slow });
    const running = run("count");
    const pid = await vi.waitUntil(() => [...(processes as unknown as { all: Set<{ pid?: number }> }).all][0]?.pid, 30_000);
    process.kill(pid!, "SIGKILL");
    await expect(running).rejects.toThrow("signal: SIGKILL");
  });

  it("that cannot load fails its job", async () => {
    const broken = join(folder, "broken.mjs");
    await writeFile(broken, "process.exit(7);");
    await processes.close();
    processes = made({ path: broken });
    await expect(run("count")).rejects.toThrow("Unexpected exit code: 7");
  });

  it("stops its job when told to, and goes on with another", async () => {
    const stop = new AbortController();
    const running = run("wait", { signal: stop.signal, progress: () => stop.abort() });
    await expect(running).rejects.toThrow("aborted: stopped");
    expect((await run("count")).already).toBe(false);
  });

  it("has several jobs at once where they are small, each with its own progress and end", async () => {
    await processes.close();
    processes = made({ jobs: 3, most: 1 });
    const [one, other] = [await waiting(), await waiting()];
    const told: unknown[] = [];
    await processes.run(data("progress"), { attemptsMade: 0, signal: new AbortController().signal, progress: (it) => void told.push(it) });
    expect(told).toEqual([{ done: 1, of: 4 }, { done: 4, of: 4 }]);
    await expect(run("bad")).rejects.toThrow("expected a scene");
    one.stop();
    expect(await one.ended).toMatchObject({ message: "aborted: stopped" });
    const pid = await pidOf(run("count"));
    expect(await Promise.race([other.ended, "runs"])).toBe("runs");
    other.stop();
    await other.ended;
    expect(await pidOf(run("count"))).toBe(pid);
  });

  it("takes the jobs beside it along when it is killed, which have one to themselves then", async () => {
    await processes.close();
    processes = made({ jobs: 3, most: 1 });
    const beside = await waiting();
    await expect(run("kill")).rejects.toThrow("signal: SIGKILL");
    expect(await beside.ended).toMatchObject({ message: "Unexpected exit code: null signal: SIGKILL" });
    const other = await waiting();
    const again = run("kill", { attemptsMade: 1 });
    const later = run("count");
    other.stop();
    expect(await other.ended).toMatchObject({ message: "aborted: stopped" });
    await expect(again).rejects.toThrow("signal: SIGKILL");
    expect((await later).already).toBe(false);
  });
});
