/**
 * The whole of `mri-sr` on a generated series against the bare network calls that it made: as many, of the same shapes, in one run. The goals: at
 * most 1.10 of them, 256x256x180 at x2 in under 10 minutes on 2 cores, events never waiting over 50 ms, less than 2 GB of memory.
 *
 *   npx tsx bench/mri-speed.ts [--slices 180] [--side 256] [--noise 0.04] [--method srdiff] [--scale 2] [--preset fidelity] [--threads 2] [--no-replay]
 *
 * Peak memory is of the command alone: the replay comes after it. The generator's own is not counted: it runs in a process of its own.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { openModels } from "../pipelines/mri/models.js";
import { parseRestoreOptions } from "../pipelines/mri/options.js";
import { modelOptions, restoreStudy } from "../pipelines/mri/restore.js";
import { makeSeries } from "../test/pipelines/mri/make-study.js";

const { values: o } = parseArgs({
  allowNegative: true,
  options: {
    slices: { type: "string", default: "180" }, side: { type: "string", default: "256" }, noise: { type: "string", default: "0.04" }, method: { type: "string", default: "srdiff" }, scale: { type: "string", default: "2" },
    preset: { type: "string", default: "fidelity" }, threads: { type: "string", default: String(availableParallelism()) }, replay: { type: "boolean", default: true }, into: { type: "string" },
  },
});

if (o.into !== undefined) {
  await makeSeries(o.into, { slices: Number(o.slices), rows: Number(o.side), columns: Number(o.side), sliceSpacing: 180 / Number(o.slices), noise: Number(o.noise) });
} else {
  const folder = await mkdtemp(join(tmpdir(), "mri-speed-"));
  try {
    await measure(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Call {
  /** Thread and number of the model's networks. */
  readonly set: string;
  readonly network: string;
  readonly shapes: readonly (readonly [name: string, dims: readonly number[]])[];
}

async function measure(folder: string): Promise<void> {
  const study = join(folder, "study");
  execFileSync(process.execPath, ["--import", "tsx", import.meta.filename, "--into", study, "--slices", o.slices, "--side", o.side, "--noise", o.noise]);
  const options = parseRestoreOptions(study, { output: join(folder, "out"), method: o.method, scale: o.scale, preset: o.preset, threads: o.threads, device: "cpu" });
  const calls: Call[] = [];
  /** In the order of opening. */
  const sets: string[] = [];
  const post = Worker.prototype.postMessage;
  // what goes to the network threads, seen at the one place that all of it passes
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
    const { kind, set: number, network, inputs } = message as { kind?: string; set?: number; network?: string; inputs?: Record<string, { dims: readonly number[] }> };
    const set = `${this.threadId}/${number}`;
    if (kind === "open") sets.push(set);
    if (kind === "run") calls.push({ set, network: network!, shapes: Object.entries(inputs!).map(([name, { dims }]) => [name, dims] as const) });
    return post.call(this, message, ...rest);
  };
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let rss = 0;
  const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 100);
  delay.enable();
  const started = clock();
  const report = await restoreStudy(study, options);
  const whole = since(started);
  delay.disable();
  clearInterval(watch);
  Worker.prototype.postMessage = post;
  const [series] = report.series;
  if (series === undefined || series.outcome === "failed") throw new Error(`mri-speed.ts: ${series?.problem ?? "nothing was restored"}`);
  console.log(`${o.method} ${o.preset} x${o.scale}, ${o.slices} slices of ${o.side} x ${o.side}, ${cpus()[0]?.model}, ${o.threads} threads; ${series.noise?.denoised ? "denoised" : "not denoised"}, band kept to ${series.consistency.toExponential(1)}`);
  console.log(`whole command ${told(whole)}, ${calls.length} network calls, peak RSS ${(rss / 2 ** 30).toFixed(2)} GiB (process ${(process.resourceUsage().maxRSS / 2 ** 20).toFixed(2)})`);
  console.log(`event loop    waits of ${[50, 99, 99.9].map((p) => `${p} % ${(delay.percentile(p) / 1e6).toFixed(0)}`).join(", ")}, longest ${(delay.max / 1e6).toFixed(0)} ms`);
  if (!o.replay) return;
  const bare = await replay(calls, sets, options);
  console.log(`bare calls    ${told(bare)}`);
  console.log(`ratio         ${(whole.wall / bare.wall).toFixed(3)}, of CPU time ${(whole.cpu / bare.cpu).toFixed(3)}`);
}

/** The same calls with arrays of the same shapes, two in flight so that the thread never waits. */
async function replay(made: readonly Call[], sets: readonly string[], options: Parameters<typeof modelOptions>[0]): Promise<Seconds> {
  const models = await openModels(modelOptions(options));
  const opened = [...new Set([models.model, models.denoiser])].filter((model) => model !== undefined);
  const model = ({ set }: Call) => opened[sets.indexOf(set)]!;
  const arrays = new Map<string, Float32Array>();
  const array = (dims: readonly number[]): Float32Array => {
    const key = dims.join("x");
    let data = arrays.get(key);
    if (data === undefined) arrays.set(key, (data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => 0.5 + 0.3 * Math.sin(i))));
    return data;
  };
  const run = (call: Call) => model(call).run(call.network, Object.fromEntries(call.shapes.map(([name, dims]) => [name, { data: array(dims), dims }])));
  for (const { shapes } of made) for (const [, dims] of shapes) array(dims);
  for (const set of new Set(made.map((call) => call.set))) await run(made.find((call) => call.set === set)!); // first-run allocations belong to neither
  const started = clock();
  let before: Promise<unknown> = Promise.resolve();
  for (const call of made) {
    const now = run(call);
    await before;
    before = now;
  }
  await before;
  const seconds = since(started);
  await models.close();
  return seconds;
}

interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

function clock(): Seconds {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 };
}

function since(started: Seconds): Seconds {
  const now = clock();
  return { wall: now.wall - started.wall, cpu: now.cpu - started.cpu };
}

function told({ wall, cpu }: Seconds): string {
  return `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU`;
}
