import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runBatch } from "../../../../shared/jobs/batch/run.js";
import type { ItemLine } from "../../../../shared/jobs/batch/summary.js";
import type { Domain, Item, Outcome } from "../../../../shared/jobs/domain.js";
import type { JobData } from "../../../../shared/jobs/payload.js";
import { openQueues, type Queues } from "../../../../shared/jobs/queue/open.js";
import { silent } from "../../../../shared/report/progress.js";

let root: string;
let queues: Queues;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "run-"));
  queues = await openQueues(join(root, "queue"));
});
afterEach(async () => {
  await queues.close();
  await rm(root, { recursive: true, force: true });
});

const processor = new URL("../process-fixture.ts", import.meta.url).href;
const domain = { kind: "rsr", key: async ({ input, output }: Item) => `${input} ${output}`, done: async () => false } as unknown as Domain;
const item = (input: string, name: string): Item => ({ input, output: join(root, name), options: {} });
const lines: ItemLine[] = [];
beforeEach(() => void lines.splice(0));
const run = (items: AsyncIterable<Item> | readonly Item[], of: Domain = domain) =>
  runBatch(of, queues, items, { batch: "b", overwrite: false, partPixels: 1e9, summary: join(root, "summary.jsonl"), work: { concurrency: 1, threads: 1, processor } }, { progress: silent, signal: new AbortController().signal, onItem: (line) => lines.push(line) });

describe("a batch in a folder", () => {
  it("ends with each of its items once, however many are added together", async () => {
    const items = Array.from({ length: 250 }, (_, n) => item(n % 50 === 7 ? "bad" : "count", `out-${n}`));
    const totals = await run(items);
    expect(totals).toMatchObject({ items: 250, done: 245, failed: 5, already: 0, waiting: 0 });
    expect(lines.map((line) => line.item).sort((a, b) => a - b)).toEqual(items.map((_, n) => n + 1));
    expect(lines.filter(({ outcome }) => outcome === "failed").map((line) => line.item).sort((a, b) => a - b)).toEqual([8, 58, 108, 158, 208]);
    expect((await readFile(join(root, "summary.jsonl"), "utf8")).trim().split("\n")).toHaveLength(252);
  });

  it("tries again what failed and comes once more", async () => {
    const once = item("second", "out");
    async function* twice(): AsyncIterable<Item> {
      yield once;
      await vi.waitUntil(() => lines.length === 1, 30_000);
      yield once;
    }
    expect(await run(twice())).toMatchObject({ items: 2, done: 1, failed: 1 });
    expect(lines.map(({ outcome }) => outcome)).toEqual(["failed", "done"]);
  });

  it("knows what an earlier run has left in the queue", async () => {
    await run([item("bad", "out")]);
    await queues.queue<JobData, Outcome>("rsr").add("item", { item: item("count", "waiting"), key: "k", batch: "a", overwrite: false }, { jobId: "waiting" });
    expect(await run([item("bad", "out"), item("count", "other")])).toMatchObject({ done: 1, failed: 1 });
    expect(await queues.queue("rsr").getJobCounts("completed", "failed")).toEqual({ completed: 2, failed: 1 });
  });

  it("does those that can be read where another cannot", async () => {
    const some = { ...domain, key: async (it: Item) => (it.output.endsWith("3") ? Promise.reject(new Error("unreadable")) : domain.key(it)) };
    expect(await run(Array.from({ length: 6 }, (_, n) => item("count", `out-${n}`)), some)).toMatchObject({ items: 6, done: 5, failed: 1 });
    expect(lines.find(({ outcome }) => outcome === "failed")).toMatchObject({ item: 4, problem: expect.stringContaining("unreadable") });
  });
});
