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
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { parseRestoreOptions } from "../pipelines/mri/options.js";
import { restoreStudy } from "../pipelines/mri/restore.js";
import { makeSeries } from "../test/pipelines/mri/make-study.js";
import { clock, replay, since, told, watchCalls } from "./replay.js";

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

async function measure(folder: string): Promise<void> {
  const study = join(folder, "study");
  execFileSync(process.execPath, ["--import", "tsx", import.meta.filename, "--into", study, "--slices", o.slices, "--side", o.side, "--noise", o.noise]);
  const options = parseRestoreOptions(study, { output: join(folder, "out"), method: o.method, scale: o.scale, preset: o.preset, threads: o.threads, device: "cpu" });
  const callsSince = watchCalls();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let rss = 0;
  const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 100);
  delay.enable();
  const started = clock();
  const report = await restoreStudy(study, options);
  const whole = since(started);
  delay.disable();
  clearInterval(watch);
  const made = callsSince();
  const [series] = report.series;
  if (series === undefined || series.outcome === "failed") throw new Error(`mri-speed.ts: ${series?.problem ?? "nothing was restored"}`);
  console.log(`${o.method} ${o.preset} x${o.scale}, ${o.slices} slices of ${o.side} x ${o.side}, ${cpus()[0]?.model}, ${o.threads} threads; ${series.noise?.denoised ? "denoised" : "not denoised"}, band kept to ${series.consistency.toExponential(1)}`);
  console.log(`whole command ${told(whole)}, ${made.calls.length} network calls, peak RSS ${(rss / 2 ** 30).toFixed(2)} GiB (process ${(process.resourceUsage().maxRSS / 2 ** 20).toFixed(2)})`);
  console.log(`event loop    waits of ${[50, 99, 99.9].map((p) => `${p} % ${(delay.percentile(p) / 1e6).toFixed(0)}`).join(", ")}, longest ${(delay.max / 1e6).toFixed(0)} ms`);
  if (!o.replay) return;
  const bare = await replay(made, 2, Number(o.threads));
  console.log(`bare calls    ${told(bare)}`);
  console.log(`ratio         ${(whole.wall / bare.wall).toFixed(3)}, of CPU time ${(whole.cpu / bare.cpu).toFixed(3)}`);
}
