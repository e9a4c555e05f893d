/**
 * The whole of `rsr tile` on a 1024 x 1024 scene against the bare network calls that it made: as many, of the same shapes, in
 * one run. The goal is at most 1.10. CPU time is told beside it, which other work on the machine disturbs less, and how long
 * events waited (the goal: never over 50 ms).
 *
 *   npx tsx bench/speed.ts [--method ddsr] [--model FOLDER] [--preset balanced] [--scale 4] [--side 1024] [--threads 2] [--rounds 1]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { openMethod, parseTileOptions, restoreScene, type MethodName } from "../pipelines/remote-sensing/index.js";
import type { Model } from "../shared/runtime/model.js";
import { sceneFile } from "./generated-scene.js";

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

interface Call {
  readonly network: string;
  readonly shapes: readonly (readonly [name: string, dims: readonly number[]])[];
}

/** What goes to the network threads, seen at the one place that all of it passes. */
let calls: Call[] = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message: unknown, ...rest: never[]) {
  const { kind, network, inputs } = message as { kind?: string; network?: string; inputs?: Record<string, { dims: readonly number[] }> };
  if (kind === "run") calls.push({ network: network!, shapes: Object.entries(inputs!).map(([name, { dims }]) => [name, dims] as const) });
  return post.call(this, message, ...rest);
};

const folder = await mkdtemp(join(tmpdir(), "rsr-speed-"));
try {
  const input = await sceneFile(join(folder, "scene.tif"), Number(o.side));
  for (let round = 0; round < Number(o.rounds); round++) {
    calls = [];
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = clock();
    const report = await restoreScene(parseTileOptions({
      input, output: join(folder, "out.tif"), method: o.method, scale: o.scale, threads: o.threads, device: "cpu", overwrite: true,
      ...(o.model !== undefined && { model: o.model }), ...(o.preset !== undefined && { preset: o.preset }),
    }));
    const whole = since(started);
    delay.disable();
    const made = calls;
    calls = []; // the replay is seen too
    const own = await open(o.method as MethodName, o.model);
    const bare = await replay(own, made);
    await own.close();
    const pixels = report.output.width * report.output.height;
    console.log(`${o.method} x${o.scale}, ${o.side} x ${o.side} x 3 uint16, ${cpus()[0]?.model}, ${o.threads} threads`);
    console.log(`whole command ${told(whole)} (prepare ${report.seconds.prepare.toFixed(2)}, tiles ${report.seconds.tiles.toFixed(2)}, write ${report.seconds.write.toFixed(2)}), ${made.length} network calls, ${report.work.tiles} tiles`);
    console.log(`bare calls    ${told(bare)}, ${((1e6 * bare.wall) / pixels).toFixed(3)} s per output megapixel`);
    console.log(`ratio         ${(whole.wall / bare.wall).toFixed(3)}, of CPU time ${(whole.cpu / bare.cpu).toFixed(3)}`);
    console.log(`event loop    waits of ${[50, 99, 99.9].map((p) => `${p} % ${(delay.percentile(p) / 1e6).toFixed(0)}`).join(", ")}, longest ${(delay.max / 1e6).toFixed(0)} ms`);
  }
} finally {
  await rm(folder, { recursive: true });
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

async function open(method: MethodName, model?: string): Promise<Model> {
  return (await openMethod({ method, device: "cpu", threads: Number(o.threads), ...(model !== undefined && { model }) })).model!;
}

/** The same calls with arrays of the same shapes, two in flight so that the thread never waits. */
async function replay(own: Model, made: readonly Call[]): Promise<Seconds> {
  const arrays = new Map<string, Float32Array>();
  const array = (dims: readonly number[]): Float32Array => {
    const key = dims.join("x");
    let data = arrays.get(key);
    if (data === undefined) arrays.set(key, (data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => 0.5 + 0.3 * Math.sin(i))));
    return data;
  };
  // tesr and dmdc ask ddsr's networks for the blur kernel
  const lent = made.some(({ network }) => !(network in own.card.networks)) ? await open("ddsr") : undefined;
  const run = ({ network, shapes }: Call) => (network in own.card.networks ? own : lent!).run(network, Object.fromEntries(shapes.map(([name, dims]) => [name, { data: array(dims), dims }])));
  for (const { shapes } of made) for (const [, dims] of shapes) array(dims);
  await run(made[0]!); // first-run allocations belong to neither
  const started = clock();
  let before: Promise<unknown> = Promise.resolve();
  for (const call of made) {
    const now = run(call);
    await before;
    before = now;
  }
  await before;
  const seconds = since(started);
  await lent?.close();
  return seconds;
}
