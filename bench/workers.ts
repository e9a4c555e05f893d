/**
 * What the queue costs and what a second worker brings, on real jobs (a window of the example scene through the regression network,
 * without consistency, about a second each).
 *
 *   npm run build && npx tsx bench/workers.ts [--places embedded,redis,postgres] [--items 24] [--size 64]
 *
 * Cost: from the first job's start to the last one's end with one worker of one thread, over the same jobs run one after another
 * in one process without a queue. Speed-up: one worker against two, of one thread each, on an otherwise idle machine of two cores.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { domain } from "../pipelines/remote-sensing/index.js";
import { submit } from "../shared/jobs/batch/submit.js";
import { Follower } from "../shared/jobs/batch/follow.js";
import type { Item } from "../shared/jobs/domain.js";
import { openQueues } from "../shared/jobs/queue/open.js";
import { runJob } from "../shared/jobs/run-job.js";
import { Warm } from "../shared/jobs/warm.js";
import { startWorkers } from "../shared/jobs/workers.js";
import { startServer } from "./queue-server.js";

const { values: o } = parseArgs({ options: { places: { type: "string", default: "embedded,redis,postgres" }, items: { type: "string", default: "24" }, size: { type: "string", default: "64" } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const processor = new URL("../dist/bin/worker-child.js", import.meta.url).href;
const folder = await mkdtemp(join(tmpdir(), "workers-"));
const count = Number(o.items);

function itemsIn(out: string): Item[] {
  return Array.from({ length: count }, (_, i) => ({
    input: join(root, "examples/scene.tif"), output: join(out, `${i}.tif`), options: { window: `0,0,${o.size},${o.size}`, tile: "256", method: "regression", scale: "4", consistency: "off" },
  }));
}

/** Seconds of all jobs in this process, models warm. */
async function bare(): Promise<number> {
  const out = join(folder, "bare");
  await mkdir(out);
  const warm = new Warm();
  const items = itemsIn(out);
  const signal = new AbortController().signal;
  const run = async (item: Item): Promise<void> => void (await runJob(domain, { item, key: await domain.key(item), batch: "bench", overwrite: false }, { warm, threads: 1, signal, progress: () => undefined }));
  await run({ ...items[0]!, output: join(out, "warm-up.tif") });
  const started = performance.now();
  for (const item of items) await run(item);
  await warm.close();
  return (performance.now() - started) / 1000;
}

/** Seconds from the first job's start to the last one's end, and from asking to the end. */
async function queued(place: string, name: string, workers: number): Promise<{ work: number; all: number }> {
  const queues = await openQueues(place, { prefix: `bench-${name}` });
  const out = join(folder, name);
  await mkdir(out);
  const started = performance.now();
  let left = count;
  let over: () => void;
  const ended = new Promise<void>((resolve) => (over = resolve));
  const follower = new Follower(queues, "rsr", ({ outcome, problem }) => {
    if (outcome !== "done") throw new Error(`${outcome}: ${problem}`);
    if (--left === 0) over();
  });
  const items = itemsIn(out);
  const ids: string[] = [];
  for (const item of items) ids.push((await submit(item, { domain, queues, batch: "bench", overwrite: false, partPixels: 1e12 })).id);
  const running = Array.from({ length: workers }, () => startWorkers(queues, { kinds: ["rsr"], concurrency: 1, threads: 1, processor }));
  for (const id of ids) await follower.follow(id);
  await ended;
  const all = (performance.now() - started) / 1000;
  const jobs = await Promise.all(ids.map((id) => queues.queue("rsr").getJob(id)));
  // the first jobs of each worker start its process and open the model: left out on both sides of the comparison
  const times = jobs.map((job) => ({ from: job!.processedOn!, to: job!.finishedOn! })).sort((a, b) => a.from - b.from);
  const work = (times.at(-1)!.to - times[workers]!.from) / 1000 / (count - workers) * count;
  for (const it of running) await it.drain();
  await follower.close();
  await queues.close();
  return { work, all };
}

try {
  const alone = await bare();
  console.log(`${count} jobs in one process without a queue: ${alone.toFixed(2)} s, ${(alone / count).toFixed(2)} s each`);
  for (const place of o.places.split(",")) {
    const server = place === "embedded" ? undefined : await startServer(place as "redis" | "postgres", join(folder, place));
    const at = server?.url ?? join(folder, "queue");
    const one = await queued(at, `${place}-one`, 1);
    const two = await queued(at, `${place}-two`, 2);
    const again = await bareAgain();
    console.log(`${place}: one worker ${one.work.toFixed(2)} s, ${(100 * (one.work / Math.min(alone, again) - 1)).toFixed(1)} % over no queue; two workers ${two.work.toFixed(2)} s, ${(one.work / two.work).toFixed(2)} times as fast`);
    await server?.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function bareAgain(): Promise<number> {
  await rm(join(folder, "bare"), { recursive: true });
  return await bare();
}
