/**
 * The whole of `rsr tile` on a 1024 x 1024 scene against the bare network calls that it made: as many, of the same shapes, in
 * one run, one after another on all threads (the command itself runs two at once). The goal is at most 1.10. CPU time is told beside it, which other work on the machine disturbs less, and how long
 * events waited (the goal: never over 50 ms).
 *
 *   npx tsx bench/speed.ts [--method ddsr] [--model FOLDER] [--preset balanced] [--scale 4] [--side 1024] [--threads 2] [--rounds 1]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { parseTileOptions, restoreScene } from "../pipelines/remote-sensing/index.js";
import { sceneFile } from "./generated-scene.js";
import { clock, replay, since, told, watchCalls } from "./replay.js";

const { values: o } = parseArgs({
  options: {
    method: { type: "string", default: "ddsr" },
    model: { type: "string" },
    preset: { type: "string" },
    scale: { type: "string", default: "4" },
    side: { type: "string", default: "1024" },
    threads: { type: "string", default: String(cpus().length) },
    rounds: { type: "string", default: "1" },
  },
});

const callsSince = watchCalls();
const folder = await mkdtemp(join(tmpdir(), "rsr-speed-"));
try {
  const input = await sceneFile(join(folder, "scene.tif"), Number(o.side));
  for (let round = 0; round < Number(o.rounds); round++) {
    callsSince();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = clock();
    const report = await restoreScene(parseTileOptions({
      input, output: join(folder, "out.tif"), method: o.method, scale: o.scale, threads: o.threads, device: "cpu", overwrite: true,
      ...(o.model !== undefined && { model: o.model }), ...(o.preset !== undefined && { preset: o.preset }),
    }));
    const whole = since(started);
    delay.disable();
    const made = callsSince();
    const bare = await replay(made, 2, Number(o.threads));
    const pixels = report.output.width * report.output.height;
    console.log(`${o.method} x${o.scale}, ${o.side} x ${o.side} x 3 uint16, ${cpus()[0]?.model}, ${o.threads} threads`);
    console.log(`whole command ${told(whole)} (prepare ${report.seconds.prepare.toFixed(2)}, tiles ${report.seconds.tiles.toFixed(2)}, write ${report.seconds.write.toFixed(2)}), ${made.calls.length} network calls, ${report.work.tiles} tiles`);
    console.log(`bare calls    ${told(bare)}, ${((1e6 * bare.wall) / pixels).toFixed(3)} s per output megapixel`);
    console.log(`ratio         ${(whole.wall / bare.wall).toFixed(3)}, of CPU time ${(whole.cpu / bare.cpu).toFixed(3)}`);
    console.log(`event loop    waits of ${[50, 99, 99.9].map((p) => `${p} % ${(delay.percentile(p) / 1e6).toFixed(0)}`).join(", ")}, longest ${(delay.max / 1e6).toFixed(0)} ms`);
  }
} finally {
  await rm(folder, { recursive: true });
}
