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
import { Processes } from "../shared/jobs/processes.js";
import { startWorkers } from "../shared/jobs/workers.js";
import { startServer } from "./queue-server.js";

const { values: o } = parseArgs({ options: { places: { type: "string", default: "embedded,redis,postgres" }, items: { type: "string", default: "24" }, size: { type: "string", default: "64" }, method: { type: "string", default: "ddsr" } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const processor = new URL("../dist/bin/worker-child.js", import.meta.url).href;
const folder = await mkdtemp(join(tmpdir(), "workers-"));
const count = Number(o.items);

function itemsIn(out: string): Item[] {
  return Array.from({ length: count }, (_, i) => ({
    input: join(root, "examples/scene.tif"), output: join(out, `${i}.tif`), options: { window: `0,0,${o.size},${o.size}`, tile: "256", method: o.method, scale: "4" },
  }));
}

/** Seconds of all jobs in `processes` of a worker, shared out as they come free, without a queue: what a queue is measured against. */
async function bare(name: string, processes: number): Promise<number> {
  const out = join(folder, name);
  await mkdir(out);
  const pool = new Processes(fileURLToPath(processor), { kind: "rsr", threads: 1, most: processes, jobs: 1, execArgv: [] });
  const signal = new AbortController().signal;
  const run = async (item: Item): Promise<void> => void (await pool.run({ item, key: await domain.key(item), batch: "bench", overwrite: false }, { attemptsMade: 0, signal, progress: () => undefined }));
  const items = itemsIn(out);
  const lane = async (): Promise<void> => {
    for (let item = items.shift(); item !== undefined; item = items.shift()) await run(item);
  };
  // each process opens its model first
  await Promise.all(Array.from({ length: processes }, (_, i) => run({ ...items[0]!, output: join(out, `warm-up-${i}.tif`) })));
  const started = performance.now();
  await Promise.all(Array.from({ length: processes }, lane));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  await rm(out, { recursive: true });
  return seconds;
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
  const [alone, ideal] = [await bare("bare-one", 1), await bare("bare-two", 2)];
  console.log(`${count} jobs without a queue: one process ${alone.toFixed(2)} s, ${(alone / count).toFixed(2)} s each; two ${ideal.toFixed(2)} s, ${(alone / ideal).toFixed(2)} times as fast`);
  for (const place of o.places.split(",")) {
    const server = place === "embedded" ? undefined : await startServer(place as "redis" | "postgres", join(folder, place));
    const at = server?.url ?? join(folder, "queue");
    const one = await queued(at, `${place}-one`, 1);
    const two = await queued(at, `${place}-two`, 2);
    const again = await bare("bare-again", 1);
    console.log(`${place}: one worker ${one.work.toFixed(2)} s, ${(100 * (one.work / ((alone + again) / 2) - 1)).toFixed(1)} % over no queue (before and after: ${alone.toFixed(2)}, ${again.toFixed(2)} s); two workers ${two.work.toFixed(2)} s, ${(one.work / two.work).toFixed(2)} times as fast`);
    await server?.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
