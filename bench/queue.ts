/**
 * Tiny jobs through each backend: jobs a second, the memory of this process, whether one is lost or done twice, and what the
 * files of an embedded queue grow to. Servers are started on loopback where they are installed.
 *
 *   npx tsx bench/queue.ts [--jobs 10000] [--concurrency 8] [--backends folder,postgres,redis]
 */
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openQueues } from "../shared/jobs/queue/open.js";
import { postgresServer, redisServer } from "../test/shared/jobs/servers.js";

const { values: o } = parseArgs({ options: { jobs: { type: "string", default: "10000" }, concurrency: { type: "string", default: "8" }, backends: { type: "string", default: "folder,postgres,redis" } } });
const [jobs, concurrency, chunk] = [Number(o.jobs), Number(o.concurrency), 500];
const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
};
const seconds = (since: number) => (performance.now() - since) / 1000;

console.log(`${jobs} jobs, ${concurrency} at a time, on ${cpus().length} x ${cpus()[0]!.model}, node ${process.version}`);
for (const backend of o.backends.split(",")) {
  const folder = await mkdtemp(join(tmpdir(), "queue-bench-"));
  const server = backend === "postgres" ? await postgresServer({ fsync: true }) : backend === "redis" ? await redisServer() : undefined;
  try {
    await measure(backend, server?.place ?? folder);
    if (server === undefined) console.log(`  files ${((await size(folder)) / 2 ** 20).toFixed(0)} MB, of that log ${((await size(join(folder, "database/pg_wal"))) / 2 ** 20).toFixed(0)} MB`);
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(backend: string, place: string): Promise<void> {
  const idle = megabytes();
  let started = performance.now();
  const queues = await openQueues(place, { prefix: "bench", warn: (message) => console.log(`  ${message}`) });
  const opening = seconds(started);
  const queue = queues.queue<{ n: number }, number>("rsr");
  started = performance.now();
  for (let n = 0; n < jobs; n += chunk) {
    await queue.addBulk(Array.from({ length: Math.min(chunk, jobs - n) }, (_, i) => ({ name: "tiny", data: { n: n + i }, opts: { jobId: `key-${n + i}` } })));
  }
  const adding = seconds(started);
  const runs = new Uint8Array(jobs);
  const memory = [megabytes()];
  let done = 0;
  started = performance.now();
  await new Promise<void>((resolve) => {
    const worker = queues.worker<{ n: number }, number>("rsr", ({ data: { n } }) => Promise.resolve((runs[n]! += 1)), { concurrency });
    worker.on("completed", () => {
      done += 1;
      if (done % Math.ceil(jobs / 10) === 0) memory.push(megabytes());
      if (done === jobs) resolve();
    });
  });
  const working = seconds(started);
  const counts = await queue.getJobCounts("completed", "failed", "waiting", "active");
  const [lost, twice] = [runs.filter((n) => n === 0).length, runs.filter((n) => n > 1).length];
  started = performance.now();
  await queues.close();
  console.log(`${backend}: open ${opening.toFixed(1)} s, add ${(jobs / adding).toFixed(0)}/s, do ${(jobs / working).toFixed(0)}/s (${((1000 * working) / jobs).toFixed(2)} ms each), close ${seconds(started).toFixed(1)} s`);
  console.log(`  lost ${lost}, twice ${twice}, ${JSON.stringify(counts)}`);
  console.log(`  RSS before ${idle.toFixed(0)} MB; added ${memory[0]!.toFixed(0)}; by tenths ${memory.slice(1).map((mb) => mb.toFixed(0)).join(" ")}`);
}

async function size(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size))).reduce((sum, bytes) => sum + bytes, 0);
}
