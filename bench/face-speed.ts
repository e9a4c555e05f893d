/**
 * Seconds a face for every method and preset, and the whole of `bfr` against the bare network calls that it made, those of the detector
 * among them: the same networks, as many calls of the same shapes on as many threads, one after the other. Goals: at most 20 calls and
 * 10 s a face on 2 cores, and at most 1.10, which takes many photographs (--photos 100): a single one's calls take less time than starting
 * Node and opening the networks. CPU time is told beside it, which other work on the machine disturbs less. From source the
 * threads load through tsx, which makes opening seem dear: compile the benches where it matters.
 *
 *   npx tsx bench/face-speed.ts DATA [--methods difface,...] [--presets fidelity,balanced,detail] [--photos 1] [--faces 1] [--width 1600]
 *     [--format png|jpeg] [--ground plain|grain] [--kind x4|x8|blind] [--aligned] [--threads N] [--jobs] [--processes] [--before 0] [--rounds 1] [--json FILE]
 *
 * The photographs are made of held-out portraits, degraded, on a plain ground, where most views need no look, or on one of coarse grain,
 * where all do; --aligned gives crops instead, without detection. Two runs: the command as it is, and once more with the networks kept
 * open: opening is paid once for all photographs of a run. --jobs: both are jobs of a batch, as a process of a worker has them, each from
 * its key to its published result; the queue itself is left out. --before: how often they were done before the second run is measured. Of
 * several photographs the sums of their stages exceed the whole, as one is read while another is restored. The longest time that an event
 * waited is told of the second run. --processes: the programs `bfr PHOTO...` and `bfr batch`, with a new queue, from the start of Node to its
 * end, too; they are those of the build (npm run build).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { monitorEventLoopDelay } from "node:perf_hooks";
import sharp, { type Sharp } from "sharp";
import { openDetector, type Detector } from "../pipelines/faces/detect.js";
import { tensorPixels } from "../pipelines/faces/degrade-pixels.js";
import { parseRestoreOptions } from "../pipelines/faces/options.js";
import { domain } from "../pipelines/faces/job.js";
import { openFaceModels, type FaceModels, type MethodName } from "../pipelines/faces/models.js";
import type { PhotoReport } from "../pipelines/faces/report.js";
import { restorePhotos, toolOptions } from "../pipelines/faces/restore.js";
import { randomStream } from "../shared/degradation/random.js";
import { RestorationError } from "../shared/errors.js";
import { jobsInProcess } from "../shared/jobs/domain.js";
import { runJob } from "../shared/jobs/run-job.js";
import { Warm } from "../shared/jobs/warm.js";
import { ahead } from "../shared/tiles/ahead.js";
import { degraded, heldFaces, single, type Kind } from "./face-validation.js";
import { clock, replay, since, watchCalls } from "./replay.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: "regression,difface,dr2,diffbfr,at-ddpm,at-vardiff" }, presets: { type: "string", default: "fidelity,balanced,detail" }, photos: { type: "string", default: "1" },
    faces: { type: "string", default: "1" }, format: { type: "string", default: "png" }, ground: { type: "string", default: "plain" }, kind: { type: "string", default: "x4" }, before: { type: "string", default: "0" }, jobs: { type: "boolean", default: false }, processes: { type: "boolean", default: false }, width: { type: "string", default: "1600" }, aligned: { type: "boolean", default: false }, threads: { type: "string", default: String(cpus().length) }, rounds: { type: "string", default: "1" }, json: { type: "string" },
  },
});
const [data] = positionals;
if (data === undefined) throw new Error("face-speed.ts: expected the folder of the data, got nothing; see the top of the file");

const callsSince = watchCalls();
const folder = await mkdtemp(join(tmpdir(), "bfr-speed-"));
const rows: Record<string, unknown>[] = [];
try {
  const inputs = await writePhotographs();
  for (const method of o.methods.split(",") as MethodName[]) {
    for (const preset of single(method) ? [undefined] : o.presets.split(",")) {
      for (let round = 0; round < Number(o.rounds); round++) await measure(inputs, method, preset);
    }
  }
  if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify({ title: "speed of bfr", kind: o.kind, ground: o.ground, jobs: o.jobs, before: o.before, machine: cpus()[0]?.model, threads: o.threads, rows }, undefined, 1)}\n`);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(inputs: readonly string[], method: MethodName, preset: string | undefined): Promise<void> {
  const run = o.jobs ? jobs(inputs, method, preset) : command(inputs, method, preset);
  callsSince();
  const started = clock();
  const photos = await run.first().catch((error: unknown) => {
    if (!(error instanceof RestorationError)) throw error;
    process.stderr.write(`${method} left out: ${error.message}\n`);
    return undefined;
  });
  const { wall: whole, cpu } = since(started);
  if (photos === undefined) return;
  const made = callsSince();
  const { faces, read, detect, restore, write } = sums(photos);

  const opening = await run.open();
  for (let i = 0; i < Number(o.before); i++) await run.again();
  const waits = monitorEventLoopDelay({ resolution: 1 });
  const again = clock();
  waits.enable();
  await run.again();
  waits.disable();
  const { wall: warm, cpu: openCpu } = since(again);
  await run.close();
  const waited = waits.max / 1e6;

  const processes: Record<string, number> = {};
  for (const program of o.processes ? (["bfr", "bfr batch"] as const) : []) processes[program] = await ofProcess(program, inputs, method, preset);

  const { wall: bare, cpu: bareCpu } = await replay(made, 1, Number(o.threads));
  const perFace = restore / faces;
  rows.push({ method, preset, photos: inputs.length, faces, calls: made.calls.length, whole, opening, read, detect, restore, write, perFace, bare, open: warm, ratio: warm / bare, ratioWithOpening: whole / bare, cpu, bareCpu, openCpu, ratioOfCpu: openCpu / bareCpu, ratioOfCpuWithOpening: cpu / bareCpu, waited, processes });
  console.log(
    `${`${method} ${preset ?? ""}`.padEnd(20)} ${inputs.length > 1 ? `${inputs.length} photographs, ` : ""}${faces} face${faces === 1 ? "" : "s"}, ${perFace.toFixed(2)} s each; whole ${whole.toFixed(2)} s (read ${read.toFixed(2)}, detect ${detect.toFixed(2)}, ` +
      `restore ${restore.toFixed(2)}, write ${write.toFixed(2)}), ${warm.toFixed(2)} s with the networks open${Number.isNaN(opening) ? "" : ` (opening them ${opening.toFixed(2)})`}; ${made.calls.length} bare calls ${bare.toFixed(2)} s; ratio ${(warm / bare).toFixed(3)} after opening, ${(whole / bare).toFixed(3)} with it; ` +
      `CPU ${cpu.toFixed(2)} s, open ${openCpu.toFixed(2)} s, bare ${bareCpu.toFixed(2)} s, ratio ${(openCpu / bareCpu).toFixed(3)} after opening, ${(cpu / bareCpu).toFixed(3)} with it; events waited ${waited.toFixed(0)} ms at most${Object.entries(processes).map(([program, seconds]) => `; ${program} as a process ${seconds.toFixed(2)} s, ratio ${(seconds / bare).toFixed(3)}`).join("")}`,
  );
}

/** Seconds. */
async function ofProcess(program: "bfr" | "bfr batch", inputs: readonly string[], method: MethodName, preset: string | undefined): Promise<number> {
  const output = await mkdtemp(join(folder, "process-"));
  const bin = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../dist/bin/bfr.js" : "../bin/bfr.js", import.meta.url));
  const args = [bin, ...program.split(" ").slice(1), ...inputs, "--output", `${output}/`, "--method", method, "--device", "cpu", ...(o.aligned ? ["--aligned"] : []), ...(preset === undefined ? [] : ["--preset", preset])];
  const started = clock();
  const [code] = (await once(spawn(process.execPath, args, { stdio: "ignore" }), "exit")) as [number | null];
  const { wall } = since(started);
  if (code !== 0) throw new Error(`face-speed.ts: ${program} ended with ${code}`);
  await rm(output, { recursive: true });
  return wall;
}

interface Run {
  /** With the opening of the networks. */
  first(): Promise<readonly PhotoReport[]>;
  /** Seconds that opening takes. */
  open(): Promise<number>;
  /** With networks that are open. */
  again(): Promise<void>;
  close(): Promise<void>;
}

function command(inputs: readonly string[], method: MethodName, preset: string | undefined): Run {
  const output = inputs.length === 1 ? join(folder, `out.${o.format}`) : `${join(folder, "out")}/`;
  const options = parseRestoreOptions({ method, output, overwrite: true, device: "cpu", threads: o.threads, aligned: o.aligned, ...(preset !== undefined && { preset }) });
  const of = toolOptions(options);
  let opened: readonly [FaceModels, Detector | undefined];
  return {
    first: async () => (await restorePhotos(inputs, options)).report.photos,
    async open() {
      const started = clock();
      opened = await Promise.all([openFaceModels({ ...of.models, photographs: inputs.length }), of.detector && openDetector(of.detector)]);
      return since(started).wall;
    },
    async again() {
      const [models, detector] = opened;
      await restorePhotos(inputs, options, { open: () => ({ models: Promise.resolve(models), ...(detector && { detector: Promise.resolve(detector) }), close: async () => undefined }) });
    },
    close: async () => void (await Promise.all(opened.map((each) => each?.close()))),
  };
}

function jobs(inputs: readonly string[], method: MethodName, preset: string | undefined): Run {
  const warm = new Warm();
  const options = { method, device: "cpu", threads: o.threads, ...(o.aligned && { aligned: true }), ...(preset !== undefined && { preset }) };
  const { signal } = new AbortController();
  let passes = 0;
  const pass = async (): Promise<readonly PhotoReport[]> => {
    const out = join(folder, `jobs${++passes}`);
    await mkdir(out);
    const data = await Promise.all(inputs.map(async (input) => {
      const item = { input, output: join(out, `${basename(input)}.png`), options };
      return { item, key: await domain.key(item), batch: "bench", overwrite: false };
    }));
    const reports: PhotoReport[] = [];
    const done = ahead(data, jobsInProcess.faces, (it) => runJob(domain, it, { warm, threads: Number(o.threads), signal, progress: () => undefined }));
    for await (const { outputs } of done) reports.push(JSON.parse(await readFile(outputs.find((path) => path.endsWith(".json"))!, "utf8")) as PhotoReport);
    await rm(out, { recursive: true });
    return reports;
  };
  return { first: pass, open: async () => Number.NaN, again: async () => void (await pass()), close: () => warm.close() };
}

/** Over the photographs. */
function sums(photos: readonly PhotoReport[]): { faces: number; read: number; detect: number; restore: number; write: number } {
  const all = { faces: 0, read: 0, detect: 0, restore: 0, write: 0 };
  for (const photo of photos) {
    if (photo.outcome === "failed") throw new Error(`face-speed.ts: ${photo.problem}`);
    all.faces += photo.faces.filter(({ action }) => action !== "skipped").length;
    for (const stage of ["read", "detect", "restore", "write"] as const) all[stage] += photo.seconds[stage];
  }
  return all;
}

async function writePhotographs(): Promise<string[]> {
  const each = o.aligned ? 1 : Number(o.faces);
  const held = await heldFaces(data!, { split: "validation", limit: each * Number(o.photos) });
  const paths: string[] = [];
  for (let i = 0; i < Number(o.photos); i++) {
    const some = Array.from({ length: each }, (_, k) => held[(i * each + k) % held.length]!);
    const path = join(folder, `photo${i}.${o.format}`);
    await writePhotograph(path, await Promise.all(some.map(async (face) => sharp(Buffer.from(tensorPixels(await degraded(face, o.kind as Kind), 8).buffer), { raw: { width: 256, height: 256, channels: 3 } }).png().toBuffer())));
    paths.push(path);
  }
  return paths;
}

async function writePhotograph(path: string, crops: readonly Buffer[]): Promise<void> {
  if (o.aligned) return void (await sharp(crops[0]).toFile(path));
  const width = Number(o.width);
  const columns = Math.floor(width / 300);
  const height = Math.max(Math.round((3 * width) / 4), 40 + 300 * Math.ceil(crops.length / columns));
  const layers = crops.map((input, i) => ({ input, left: 20 + 300 * (i % columns), top: 20 + 300 * Math.floor(i / columns) }));
  const plain = { r: 118, g: 122, b: 130 };
  const ground = o.ground === "plain" ? sharp({ create: { width, height, channels: 3, background: plain } }) : grain(width, height);
  await sharp(await ground.composite(layers).png({ compressionLevel: 1 }).toBuffer()).removeAlpha().toFormat(o.format as "png" | "jpeg").toFile(path);
}

/** Blots of 25 pixels, as the detector's bench has them. */
function grain(width: number, height: number): Sharp {
  const random = randomStream(3, 1);
  const coarse = Uint8Array.from({ length: 64 * 48 * 3 }, () => 110 + 60 * random.uniform());
  return sharp(coarse, { raw: { width: 64, height: 48, channels: 3 } }).resize(width, height, { kernel: "cubic", fit: "fill" });
}
