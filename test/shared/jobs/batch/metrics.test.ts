import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { serveMetrics, type Metrics } from "../../../../shared/jobs/batch/metrics.js";
import type { Queues } from "../../../../shared/jobs/queue/open.js";

let metrics: Metrics | undefined;
afterEach(async () => metrics?.close());

const counting = (counts: () => Promise<Record<string, number>>): Queues => ({ queue: () => ({ getJobCounts: counts }) }) as unknown as Queues;
const read = async (path = "/metrics"): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`http://127.0.0.1:${metrics!.port}${path}`);
  return { status: answer.status, text: await answer.text() };
};

it("tells Prometheus of items, their seconds and what waits", async () => {
  metrics = await serveMetrics(counting(async () => ({ waiting: 7, active: 2 })), ["rsr", "mri"], { port: 0 });
  metrics.ended("rsr", { outcome: "done", seconds: 3 });
  metrics.ended("rsr", { outcome: "done", seconds: 40 });
  metrics.ended("mri", { outcome: "failed" });
  const { status, text } = await read();
  expect(status).toBe(200);
  expect(text).toContain('domain_sr_items_total{kind="rsr",outcome="done"} 2');
  expect(text).toContain('domain_sr_items_total{kind="mri",outcome="failed"} 1');
  expect(text).toContain('domain_sr_item_seconds_bucket{le="5",kind="rsr"} 1');
  expect(text).toContain('domain_sr_item_seconds_sum{kind="rsr"} 43');
  expect(text).toContain('domain_sr_jobs{kind="mri",state="waiting"} 7');
  expect(text).toMatch(/domain_sr_process_resident_memory_bytes \d+/);
  expect((await read("/")).status).toBe(404);
});

it("says when the queue does not answer, and when the port is taken", async () => {
  metrics = await serveMetrics(counting(() => Promise.reject(new Error("away"))), ["rsr"], { port: 0 });
  expect((await read()).status).toBe(503);
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  await expect(serveMetrics(counting(async () => ({})), ["rsr"], { port: (other.address() as AddressInfo).port })).rejects.toThrow(/--metrics: expected a free port, got \d+ \(EADDRINUSE\)/);
  other.close();
});
