/**
 * Seconds a face for every method and preset, and the whole of `bfr` against the bare network calls that it made: the same networks,
 * as many calls of the same shapes, one after the other. Goals: at most 20 calls and 10 s a face on 2 cores, and at most 1.10.
 * CPU time is told beside it, which other work on the machine disturbs less. From source the threads load through tsx, which makes
 * opening seem dear: compile the benches where it matters.
 *
 *   npx tsx bench/face-speed.ts DATA [--methods difface,...] [--presets fidelity,balanced,detail] [--faces 1] [--width 1600] [--aligned]
 *     [--threads N] [--rounds 1] [--json FILE]
 *
 * The photograph is made of held-out portraits, degraded, on a plain ground; --aligned gives one crop instead, without detection. Opening
 * the networks is told apart: it is paid once for all photographs of a run.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import sharp from "sharp";
import { tensorPixels } from "../pipelines/faces/degrade-pixels.js";
import { parseRestoreOptions } from "../pipelines/faces/options.js";
import type { MethodName } from "../pipelines/faces/models.js";
import { restorePhotos } from "../pipelines/faces/restore.js";
import { RestorationError } from "../shared/errors.js";
import { openSessions } from "../shared/runtime/session.js";
import { degraded, heldFaces, single } from "./face-validation.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: "regression,difface,dr2,diffbfr,at-ddpm,at-vardiff" }, presets: { type: "string", default: "fidelity,balanced,detail" }, faces: { type: "string", default: "1" },
    width: { type: "string", default: "1600" }, aligned: { type: "boolean", default: false }, threads: { type: "string", default: String(cpus().length) }, rounds: { type: "string", default: "1" }, json: { type: "string" },
  },
});
const [data] = positionals;
if (data === undefined) throw new Error("face-speed.ts: expected the folder of the data, got nothing; see the top of the file");
const threads = Number(o.threads);

interface Call {
  /** Of the model's networks: models may share a thread. */
  readonly set: string;
  readonly network: string;
  readonly shapes: readonly (readonly [name: string, dims: readonly number[]])[];
}

/** What goes to the network threads, seen at the one place that all of it passes. */
let networks = new Map<string, Record<string, Uint8Array>>();
let calls: Call[] = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
  const told = message as { kind?: string; set?: number; network?: string; inputs?: Record<string, { dims: readonly number[] }>; networks?: Record<string, Uint8Array> };
  const set = `${this.threadId}/${told.set}`;
  if (told.kind === "open") networks.set(set, Object.fromEntries(Object.entries(told.networks!).map(([name, bytes]) => [name, Uint8Array.from(bytes)])));
  if (told.kind === "run") calls.push({ set, network: told.network!, shapes: Object.entries(told.inputs!).map(([name, { dims }]) => [name, dims] as const) });
  return post.call(this, message, ...rest);
};

const folder = await mkdtemp(join(tmpdir(), "bfr-speed-"));
const rows: Record<string, unknown>[] = [];
try {
  const input = join(folder, "photo.png");
  await writePhotograph(input);
  for (const method of o.methods.split(",") as MethodName[]) {
    for (const preset of single(method) ? [undefined] : o.presets.split(",")) {
      for (let round = 0; round < Number(o.rounds); round++) await measure(input, method, preset);
    }
  }
  if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify({ title: "speed of bfr", machine: cpus()[0]?.model, threads, rows }, undefined, 1)}\n`);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(input: string, method: MethodName, preset: string | undefined): Promise<void> {
  networks = new Map();
  calls = [];
  const options = parseRestoreOptions({ method, output: join(folder, "out.png"), overwrite: true, device: "cpu", threads: o.threads, aligned: o.aligned, ...(preset !== undefined && { preset }) });
  const started = clock();
  const run = await restorePhotos([input], options).catch((error: unknown) => {
    if (!(error instanceof RestorationError)) throw error;
    process.stderr.write(`${method} left out: ${error.message}\n`);
    return undefined;
  });
  const { wall: whole, cpu } = since(started);
  if (run === undefined) return;
  const [made, opened] = [calls, networks];
  [calls, networks] = [[], new Map()]; // the replay is seen too
  const photo = run.report.photos[0]!;
  if (photo.outcome === "failed") throw new Error(`face-speed.ts: ${photo.problem}`);
  const { read, detect, load, restore, write } = photo.seconds;
  const count = photo.faces.filter(({ action }) => action !== "skipped").length;
  const { wall: bare, cpu: bareCpu } = await replay(made, opened);
  const working = read + detect + restore + write;
  const perFace = restore / count;
  rows.push({ method, preset, faces: count, calls: made.length, whole, opening: whole - working, read, detect, restore, write, perFace, bare, ratio: working / bare, ratioWithOpening: whole / bare, cpu, bareCpu, ratioOfCpu: cpu / bareCpu });
  console.log(
    `${`${method} ${preset ?? ""}`.padEnd(20)} ${count} face${count === 1 ? "" : "s"}, ${perFace.toFixed(2)} s each; whole ${whole.toFixed(2)} s (opening ${(whole - working).toFixed(2)}, read ${read.toFixed(2)}, detect ${detect.toFixed(2)}, ` +
      `restore ${restore.toFixed(2)}, write ${write.toFixed(2)}); ${made.length} bare calls ${bare.toFixed(2)} s; ratio ${(working / bare).toFixed(3)} after opening, ${(whole / bare).toFixed(3)} with it; ` +
      `CPU ${cpu.toFixed(2)} s of which ${bareCpu.toFixed(2)} s bare, ratio ${(cpu / bareCpu).toFixed(3)}`,
  );
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

/** The same calls with arrays of the same shapes, in sessions of their own; the first call of each network is made once before. */
async function replay(made: readonly Call[], opened: ReadonlyMap<string, Record<string, Uint8Array>>): Promise<Seconds> {
  const sessions = new Map<string, Awaited<ReturnType<typeof openSessions>>>();
  for (const [set, bytes] of opened) sessions.set(set, await openSessions({ networks: bytes, device: "cpu", threads }));
  const input = ([name, dims]: Call["shapes"][number]) => [name, { data: Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => (dims.length === 1 ? 50 : 0.5 + 0.3 * Math.sin(i))), dims }] as const;
  const run = ({ set, network }: Call, arrays: readonly ReturnType<typeof input>[]) => sessions.get(set)!.run(network, Object.fromEntries(arrays));
  const arrays = made.map(({ shapes }) => shapes.map(input));
  const warm = new Set<string>();
  for (const [i, call] of made.entries()) {
    const key = [call.set, call.network, ...call.shapes.flat(2)].join();
    if (!warm.has(key)) await run(call, arrays[i]!);
    warm.add(key);
  }
  const started = clock();
  for (const [i, call] of made.entries()) await run(call, arrays[i]!);
  const seconds = since(started);
  for (const session of sessions.values()) await session.close();
  return seconds;
}

async function writePhotograph(path: string): Promise<void> {
  const count = o.aligned ? 1 : Number(o.faces);
  const held = await heldFaces(data!, { split: "validation", limit: count });
  const crops = await Promise.all(held.map(async (face) => sharp(Buffer.from(tensorPixels(await degraded(face, "x4"), 8).buffer), { raw: { width: 256, height: 256, channels: 3 } }).png().toBuffer()));
  if (o.aligned) return void (await sharp(crops[0]).toFile(path));
  const width = Number(o.width);
  const columns = Math.floor(width / 300);
  const height = Math.max(Math.round((3 * width) / 4), 40 + 300 * Math.ceil(count / columns));
  const layers = crops.map((crop, i) => ({ input: crop, left: 20 + 300 * (i % columns), top: 20 + 300 * Math.floor(i / columns) }));
  await sharp({ create: { width, height, channels: 3, background: { r: 118, g: 122, b: 130 } } }).composite(layers).png().toFile(path);
}
