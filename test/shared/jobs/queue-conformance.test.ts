import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openQueues, type Queues } from "../../../shared/jobs/queue/open.js";
import { postgresInstalled, postgresServer, redisInstalled, redisServer, type Server } from "./servers.js";

interface Data {
  readonly n: number;
}

const backends: [string, boolean, () => Promise<Pick<Server, "place" | "stop">>][] = [
  ["embedded", true, embeddedFolder],
  ["postgres", postgresInstalled, postgresServer],
  ["redis", redisInstalled, redisServer],
];

async function embeddedFolder() {
  const folder = await mkdtemp(join(tmpdir(), "queue-"));
  return { place: join(folder, "queue"), stop: () => rm(folder, { recursive: true }) };
}

describe.each(backends)("the queue on %s", (name, installed, start) => {
  const test = it.skipIf(!installed);
  let server: Pick<Server, "place" | "stop">;
  let queues: Queues;
  let count = 0;

  const reopen = async () => {
    queues = await openQueues(server.place, { prefix: `test-${count}` });
  };
  beforeAll(async () => {
    if (installed) server = await start();
  });
  afterAll(() => server?.stop());
  afterEach(() => queues?.close());

  const fresh = async () => {
    count += 1;
    await reopen();
    return queues.queue<Data, number>("rsr");
  };

  test("does each job once, in order, and tells of it", async () => {
    const queue = await fresh();
    const events = queues.events<number>("rsr");
    await events.waitUntilReady();
    const told: string[] = [];
    const all = new Promise<void>((resolve) => events.on("completed", ({ jobId }) => void (told.push(jobId), told.length === 5 && resolve())));
    await queue.add("scene", { n: 0 }, { jobId: "key-0" });
    await queue.addBulk([1, 2, 3, 4].map((n) => ({ name: "scene", data: { n }, opts: { jobId: `key-${n}` } })));
    await queue.add("scene", { n: 99 }, { jobId: "key-0" });
    const done: number[] = [];
    queues.worker<Data, number>("rsr", (job) => Promise.resolve(done.push(job.data.n)));
    await all;
    expect(done).toEqual([0, 1, 2, 3, 4]);
    expect(told).toEqual([0, 1, 2, 3, 4].map((n) => `key-${n}`));
    await queue.add("scene", { n: 98 }, { jobId: "key-0" }); // done before: not again
    expect(await queue.getJobCounts("waiting", "active", "completed")).toEqual({ waiting: 0, active: 0, completed: 5 });
    expect((await queue.getJob("key-3"))!.returnvalue).toBe(4);
  });
});
