import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UnrecoverableError, type Job, type QueueEvents } from "bullmq";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openQueues, prune, type Queues } from "../../../shared/jobs/queue/open.js";
import { postgresInstalled, postgresServer, redisInstalled, redisServer, type Server } from "./servers.js";

interface Data {
  readonly n: number;
}

const backends: [string, boolean, () => Promise<Pick<Server, "place" | "stop">>][] = [
  ["a folder", true, embeddedFolder],
  ["PostgreSQL", postgresInstalled, postgresServer],
  ["Redis", redisInstalled, redisServer],
];

async function embeddedFolder() {
  const folder = await mkdtemp(join(tmpdir(), "queue-"));
  return { place: join(folder, "queue"), stop: () => rm(folder, { recursive: true }) };
}

/** Short, so that what waits for a lock to lapse takes a second. */
const hasty = { lockDuration: 1000, lockRenewTime: 400, stalledInterval: 300 };
const inChild = { ...hasty, workerForkOptions: { execArgv: ["--import", "tsx"] } };
const processor = join(import.meta.dirname, "processor.ts");
const soon = { attempts: 3, backoff: { type: "fixed", delay: 50 } };

describe.each(backends)("the queue on %s", (kind, installed, start) => {
  const test = it.skipIf(!installed);
  let server: Pick<Server, "place" | "stop">;
  let queues: Queues;
  let prefix = "";
  let count = 0;

  beforeAll(async () => {
    if (installed) server = await start();
  });
  afterAll(() => server?.stop());
  afterEach(() => queues?.close());

  const open = async () => (queues = await openQueues(server.place, { prefix }));
  const fresh = async () => {
    prefix = `test-${(count += 1)}`;
    await open();
    const events = queues.events("rsr");
    await events.waitUntilReady();
    await warmedUp(events);
    return { queue: queues.queue<Data, unknown>("rsr"), events };
  };
  /** Events count from when the listener first reads, which no promise tells: a job is sent through first. */
  const warmedUp = async (events: QueueEvents) => {
    const queue = queues.queue<Data>("rsr");
    const heard = new Promise((resolve) => events.once("added", resolve));
    let heardYet = false;
    heard.then(() => (heardYet = true));
    while (!heardYet) {
      const job = await queue.add("hello", { n: -1 }, { delay: 60_000 });
      await job.remove();
      await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  };
  const add = (name: string, n = 0, given: object = {}) => queues.queue<Data, unknown>("rsr").add(name, { n }, { jobId: `${name.replaceAll(" ", "-")}-${n}`, ...soon, ...given });
  const again = async (job: Job<Data, unknown>) => (await queues.queue<Data, unknown>("rsr").getJob(job.id!))!;

  test("does each job once, in the order of arrival, and tells of it", async () => {
    const { queue, events } = await fresh();
    const told: string[] = [];
    const all = new Promise<void>((resolve) => events.on("completed", ({ jobId }) => void (told.push(jobId), told.length === 5 && resolve())));
    await queue.add("scene", { n: 0 }, { jobId: "key-0" });
    await queue.addBulk([1, 2, 3, 4].map((n) => ({ name: "scene", data: { n }, opts: { jobId: `key-${n}` } })));
    await queue.add("scene", { n: 99 }, { jobId: "key-0" }); // waits already
    const done: number[] = [];
    queues.worker<Data, number>("rsr", (job) => Promise.resolve(done.push(job.data.n)));
    await all;
    await queue.add("scene", { n: 98 }, { jobId: "key-0" }); // done already
    expect(done).toEqual([0, 1, 2, 3, 4]);
    expect(told).toEqual([0, 1, 2, 3, 4].map((n) => `key-${n}`));
    expect(await queue.getJobCounts("waiting", "active", "completed")).toEqual({ waiting: 0, active: 0, completed: 5 });
    expect((await queue.getJob("key-3"))!.returnvalue).toBe(4);
  });

  test("tells of jobs that end for good, and of one that fails with its part", async () => {
    const { queue } = await fresh();
    const told = new Map<string, Promise<string>>();
    queues.onEnd("rsr", (id) => void told.set(id, told.get(id) ?? queue.getJobState(id)));
    queues.worker<Data, null>("rsr", (job) => (job.name === "never" || (job.name === "later" && job.attemptsMade === 0) ? Promise.reject(new Error("no")) : Promise.resolve(null)));
    const assembled = (n: number) => queues.flow().add({
      name: "assemble", queueName: queues.name("rsr"), data: { n }, opts: { jobId: `parent-${n}`, ...soon },
      children: [{ name: "never", queueName: queues.name("rsr"), data: { n }, opts: { jobId: `part-${n}`, ...soon, failParentOnFailure: true } }],
    }).then(({ job }) => job);
    const stateTold = async (send: (n: number) => Promise<{ readonly id?: string }>) => {
      const [tries, timeout] = kind === "a folder" ? [1, 30_000] : [10, 4000]; // a server's event may be missed
      for (let n = 0; n < tries; n++) {
        const { id } = await send(n);
        if (await vi.waitUntil(() => told.has(id!), { timeout }).catch(() => false)) return told.get(id!);
      }
      return "not told";
    };
    for (const [name, state] of [["scene", "completed"], ["later", "completed"], ["never", "failed"]] as const) expect(await stateTold((n) => add(name, n)), name).toBe(state);
    expect(await stateTold(assembled)).not.toBe("not told");
  });

  test("adds many with the options of the house, in their order, and one that it has once", async () => {
    const { queue } = await fresh();
    await add("scene", 7);
    await queue.addBulk([1, 7, 3].map((n) => ({ name: "scene", data: { n }, opts: { jobId: `scene-${n}` } })));
    const waiting = await queue.getJobs(["waiting"], 0, -1, true);
    expect(waiting.map(({ data, opts }) => [data.n, opts.attempts])).toEqual([[7, soon.attempts], [1, 6], [3, 6]]);
  });

  test("adds with the options of the house", async () => {
    const { queue } = await fresh();
    const job = await queue.add("scene", { n: 0 }, { jobId: "key-0" });
    expect((await again(job)).opts).toMatchObject({ attempts: 6, backoff: { type: "exponential", delay: 3000 } });
  });

  test("passes progress on", async () => {
    const { events } = await fresh();
    const heard: unknown[] = [];
    events.on("progress", ({ data }) => heard.push(data));
    const job = await add("scene");
    queues.worker<Data, null>("rsr", async (running) => {
      await running.updateProgress({ done: 1, of: 2 });
      await running.updateProgress({ done: 2, of: 2 });
      return null;
    });
    await job.waitUntilFinished(events);
    expect(heard).toEqual([{ done: 1, of: 2 }, { done: 2, of: 2 }]);
    expect((await again(job)).progress).toEqual({ done: 2, of: 2 });
  });

  test("tries again after the back-off, as often as it may", async () => {
    const { queue, events } = await fresh();
    const [good, bad] = [await add("second time lucky"), await add("never")];
    const times: number[] = [];
    queues.worker<Data, string>("rsr", (job) => {
      if (job.name === "never") return Promise.reject(new Error("no"));
      times.push(Date.now());
      return job.attemptsMade === 0 ? Promise.reject(new Error("not yet")) : Promise.resolve("now");
    });
    expect(await good.waitUntilFinished(events)).toBe("now");
    await expect(bad.waitUntilFinished(events)).rejects.toThrow("no");
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(50);
    expect((await again(good)).attemptsMade).toBe(2);
    expect(await again(bad)).toMatchObject({ attemptsMade: 3, failedReason: "no" });
    expect(await queue.getJobCounts("completed", "failed", "delayed")).toEqual({ completed: 1, failed: 1, delayed: 0 });
  });

  test("does not try again what is told to be beyond it, also by name alone", async () => {
    const { events } = await fresh();
    const jobs = [await add("class"), await add("name")];
    queues.worker<Data, null>("rsr", (job) => Promise.reject(job.name === "class" ? new UnrecoverableError("bad input") : Object.assign(new Error("bad input"), { name: "UnrecoverableError" })));
    for (const job of jobs) {
      await expect(job.waitUntilFinished(events)).rejects.toThrow("bad input");
      expect((await again(job)).attemptsMade).toBe(1);
    }
  });

  describe("a scene in parts", () => {
    const tree = (policy: object) =>
      queues.flow().add({
        name: "assemble",
        queueName: queues.name("rsr"),
        data: { n: -1 },
        opts: { jobId: "parent", ...soon },
        children: [0, 1, 2].map((n) => ({ name: "part", queueName: queues.name("rsr"), data: { n }, opts: { jobId: `part-${n}`, ...soon, ...policy } })),
      });

    test("is assembled after its parts, with what they gave", async () => {
      const { events } = await fresh();
      const done: number[] = [];
      const { job } = await tree({ failParentOnFailure: true });
      expect(await job.getState()).toBe("waiting-children");
      queues.worker<Data, unknown>("rsr", async (running) => {
        done.push(running.data.n);
        return running.name === "part" ? running.data.n * 10 : Object.values(await running.getChildrenValues<number>()).sort();
      });
      expect(await job.waitUntilFinished(events)).toEqual([0, 10, 20]);
      expect(done).toEqual([0, 1, 2, -1]);
    });

    test("fails with a part for good, and is completed when both are retried", async () => {
      const { queue, events } = await fresh();
      let broken = true;
      const done: number[] = [];
      const { job } = await tree({ failParentOnFailure: true });
      queues.worker<Data, number>("rsr", (running) => {
        if (broken && running.data.n === 1) return Promise.reject(new Error("no"));
        done.push(running.data.n);
        return Promise.resolve(running.data.n);
      });
      await expect(job.waitUntilFinished(events)).rejects.toThrow("part-1");
      expect(await queue.getJobCounts("failed", "completed")).toEqual({ failed: 2, completed: 2 });
      broken = false;
      const part = (await queue.getJob("part-1"))!;
      await part.retry("failed");
      await part.waitUntilFinished(events);
      const parent = (await queue.getJob("parent"))!;
      if ((await parent.getState()) === "failed") await parent.retry("failed");
      await parent.waitUntilFinished(events);
      expect(done).toEqual([0, 2, 1, -1]); // the other parts are not done again
    });

    test("can go on without a part whose failure it ignores", async () => {
      const { events } = await fresh();
      const { job } = await tree({ ignoreDependencyOnFailure: true });
      queues.worker<Data, unknown>("rsr", async (running) => {
        if (running.data.n === 1) throw new Error("no");
        return running.name === "part" ? running.data.n : Object.values(await running.getIgnoredChildrenFailures());
      });
      expect(await job.waitUntilFinished(events)).toEqual(["no"]);
    });
  });

  test("leaves out what is cancelled while it waits, and does again what failed when told to", async () => {
    const { queue, events } = await fresh();
    const [kept, cancelled, fails] = [await add("scene", 1), await add("scene", 2), await add("scene", 3, { attempts: 1 })];
    await cancelled.remove();
    expect(await again(cancelled)).toBeUndefined();
    let broken = true;
    const done: number[] = [];
    queues.worker<Data, number>("rsr", ({ data: { n } }) => (broken && n === 3 ? Promise.reject(new Error("no")) : Promise.resolve(done.push(n))));
    await kept.waitUntilFinished(events);
    await expect(fails.waitUntilFinished(events)).rejects.toThrow("no");
    broken = false;
    await queue.retryJobs({ state: "failed" });
    await fails.waitUntilFinished(events);
    expect(done).toEqual([1, 3]);
    expect(await queue.getJobCounts("waiting", "failed", "completed")).toEqual({ waiting: 0, failed: 0, completed: 2 });
  });

  test("starts nothing while it is paused", async () => {
    const { queue, events } = await fresh();
    await queue.pause();
    const job = await add("scene");
    queues.worker<Data, string>("rsr", () => Promise.resolve("done"));
    expect(await queue.getJobCounts("active")).toEqual({ active: 0 });
    await queue.resume();
    expect(await job.waitUntilFinished(events)).toBe("done");
  });

  test("forgets what was finished long ago, and only that", async () => {
    const { queue, events } = await fresh();
    queues.worker<Data, string>("rsr", () => Promise.resolve("done"));
    const job = await add("scene");
    await job.waitUntilFinished(events);
    await prune(queue);
    expect(await again(job)).toBeDefined();
    await queue.clean(0, 10, "completed");
    expect(await again(job)).toBeUndefined();
  });

  test("closes while a worker waits and while one works, whose job it lets finish", async () => {
    await fresh();
    queues.worker<Data, string>("mri", () => Promise.resolve("never called"));
    const job = await add("scene");
    let finish!: () => void;
    const started = new Promise<void>((resolve) => {
      queues.worker<Data, string>("rsr", () => new Promise((end) => void ((finish = () => end("done")), resolve())));
    });
    await started;
    const closed = queues.close();
    finish();
    await closed;
    await open();
    expect(await again(job)).toMatchObject({ returnvalue: "done" });
  });

  test("gives the jobs of a killed process to the next, does none twice and fails none", async () => {
    prefix = `test-${(count += 1)}`;
    const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "worker-process.ts"), server.place, prefix, "4", "2"], { stdio: ["ignore", "pipe", "inherit"] });
    const done: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === "hanging") break;
      done.push(line);
    }
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    expect(done).toEqual(["done key-0", "done key-1"]);
    await open();
    const stalled: string[] = [];
    const here: number[] = [];
    await new Promise<void>((resolve) => {
      const worker = queues.worker<Data, number>("rsr", ({ data: { n } }) => Promise.resolve(here.push(n)), hasty);
      worker.on("stalled", (id) => stalled.push(id));
      worker.on("completed", () => here.length === 2 && resolve());
    });
    expect(here.sort()).toEqual([2, 3]);
    expect(stalled).toEqual(["key-2"]);
    expect(await queues.queue("rsr").getJobCounts("completed", "failed", "active")).toEqual({ completed: 4, failed: 0, active: 0 });
    expect((await queues.queue("rsr").getJob("key-2"))!.attemptsMade).toBe(1);
  });

  describe("jobs in child processes", () => {
    test("run in one process after the other, while it lives", async () => {
      const { events } = await fresh();
      queues.worker("rsr", processor, inChild);
      const [first, second] = [await add("pid", 1), await add("pid", 2)];
      const pid = await first.waitUntilFinished(events);
      expect(pid).not.toBe(process.pid);
      expect(await second.waitUntilFinished(events)).toBe(pid);
    });

    test("may block their thread for longer than the lock", async () => {
      const { events } = await fresh();
      const worker = queues.worker("rsr", processor, inChild);
      const troubles: unknown[] = [];
      worker.on("stalled", (id) => troubles.push(id)).on("lockRenewalFailed", (ids) => troubles.push(ids));
      const job = await add("block", 3 * hasty.lockDuration);
      await job.waitUntilFinished(events);
      expect(troubles).toEqual([]);
      expect(await again(job)).toMatchObject({ progress: 50, attemptsMade: 1, attemptsStarted: 1, stalledCounter: 0 });
    });

    test("that are killed have failed once, and go on in a fresh process", async () => {
      const { events } = await fresh();
      queues.worker("rsr", processor, inChild);
      const first = await add("pid", 1);
      const job = await add("die once");
      expect(await job.waitUntilFinished(events)).not.toBe(await first.waitUntilFinished(events));
      expect(await again(job)).toMatchObject({ attemptsMade: 2, stalledCounter: 0 });
    });

    test("hand over the own fields of an error, but neither class, cause nor the name of a built-in one", async () => {
      await fresh();
      const worker = queues.worker("rsr", processor, inChild);
      const failure = async (name: string) => {
        const failed = new Promise<Error>((resolve) => worker.once("failed", (_, error) => resolve(error)));
        await add(name, 0, { attempts: 1 });
        return failed;
      };
      const restoration = await failure("raw");
      expect({ ...restoration, message: restoration.message }).toMatchObject({ name: "RestorationError", code: "no-space", retry: true, message: "expected room, got none; free some", extra: { deep: [1] }, cause: {} });
      expect(restoration.constructor).toBe(Error);
      expect(await failure("raw bug")).toMatchObject({ name: "Error", message: "x is not a function" });
    });

    test.each([
      ["bad input", 1, "bad-input: scene.tif: expected 3 bands, got 1; choose bands with --bands"],
      ["bug", 2, "bug: TypeError: x is not a function"],
    ])("are tried as often as their error deserves: %s", async (name, attempts, reason) => {
      const { events } = await fresh();
      queues.worker("rsr", processor, inChild);
      const job = await add(name);
      await expect(job.waitUntilFinished(events)).rejects.toThrow(reason);
      expect(await again(job)).toMatchObject({ attemptsMade: attempts, failedReason: reason });
    });

    test("are tried again where a disk was full, and nothing names its files", async () => {
      const { events } = await fresh();
      queues.worker("rsr", processor, inChild);
      const job = await add("full disk");
      await job.waitUntilFinished(events);
      const kept = await again(job);
      expect(kept.attemptsMade).toBe(2);
      expect(kept.stacktrace!.join()).toBe("no-space: expected room on the disk, got a full one; free some");
    });
  });
});
