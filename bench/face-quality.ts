/**
 * Fidelity, detail and identity of every method on held-out faces, next to bicubic and regression:
 *
 *   npx tsx bench/face-quality.ts DATA [--split validation|held-out] [--kind blind,x4,x8,turbulence] [--limit N] [--methods difface,...]
 *     [--presets fidelity,balanced,detail] [--difface-starts 25,50,...] [--embedding FILE.onnx] [--seed 1] [--threads N]
 *     [--model METHOD=FOLDER] [--prior FOLDER] [--regression FOLDER] [--json FILE]
 *
 * PSNR and SSIM: mean over faces. octave 1..3: power in 0.25..0.5, 0.125..0.25 and 0.0625..0.125 cycles a pixel, mean over the set
 * first, then dB of the truth's; spectrum: root mean square of all octaves' dB. low: difference of 8 x 8 means from the input, levels
 * (the JSON has the truth's own); residual: what is left from the input once a blur is fitted (pipelines/faces/consistency.ts).
 * identity: cosine of a face embedding (yours, for judging only) to the truth's, of the input and of the result.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { cosine, openEmbedding } from "../pipelines/faces/evaluate-identity.js";
import type { Knobs } from "../pipelines/faces/methods/method.js";
import { lowFrequencyDifference, octaveDecibels, octavePowers, type OctavePower } from "../pipelines/faces/metrics.js";
import type { FaceModels, MethodName } from "../pipelines/faces/models.js";
import { restoreFace } from "../pipelines/faces/restore-face.js";
import { psnr } from "../shared/metrics/psnr.js";
import { ssim } from "../shared/metrics/ssim.js";
import type { Preset } from "../shared/runtime/presets.js";
import { degraded, heldFaces, openOrSay, single, type Held, type Kind, type Split } from "./face-validation.js";
import type { Tensor } from "../shared/tensor/tensor.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    split: { type: "string", default: "validation" }, kind: { type: "string", default: "blind" }, limit: { type: "string" },
    methods: { type: "string", default: "bicubic,regression,difface,dr2,diffbfr" }, presets: { type: "string", default: "fidelity,balanced,detail" },
    "difface-starts": { type: "string" }, embedding: { type: "string" }, seed: { type: "string", default: "1" }, threads: { type: "string", default: String(cpus().length) },
    model: { type: "string", multiple: true, default: [] }, prior: { type: "string" }, regression: { type: "string" }, json: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("face-quality.ts: expected the folder of the data, got nothing; see the top of the file");
const held = await heldFaces(folder, { split: o.split as Split, ...(o.limit !== undefined && { limit: Number(o.limit) }) });
const embedding = o.embedding === undefined ? undefined : await openEmbedding(o.embedding);
const choice = { threads: Number(o.threads), model: o.model, prior: o.prior, regression: o.regression };

interface Face {
  readonly psnr: number;
  readonly ssim: number;
  readonly low: number;
  readonly residual: number;
  readonly seconds: number;
  readonly calls: number;
  readonly identity?: number;
  readonly groups: readonly string[];
  readonly octaves: readonly OctavePower[];
  readonly start?: number | string;
}

interface Prepared extends Held {
  readonly input: Tensor;
  readonly octaves: readonly OctavePower[];
  readonly vector?: Float64Array;
  readonly identityBefore?: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const deviation = (values: readonly number[]): number => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
const rows: Record<string, unknown>[] = [];

async function prepared(kind: Kind): Promise<Prepared[]> {
  const out: Prepared[] = [];
  for (const face of held) {
    const input = await degraded(face, kind, Number(o.seed));
    const vector = embedding && (await embedding.embed(face.truth, face.points));
    out.push({ ...face, input, octaves: octavePowers(face.truth), ...(embedding && vector && { vector, identityBefore: cosine(await embedding.embed(input, face.points), vector) }) });
  }
  return out;
}

async function judged(models: FaceModels, face: Prepared, knobs: Knobs): Promise<Face> {
  const started = performance.now();
  const { image, calls, consistency, settings } = await restoreFace(models, face.input, { knobs, samples: 1, seed: 1 });
  const seconds = (performance.now() - started) / 1000;
  return {
    psnr: psnr(image, face.truth, { range: 1 }), ssim: ssim(image, face.truth, { range: 1 }), low: lowFrequencyDifference(image, face.input).rms,
    residual: consistency.residual, seconds, calls, groups: face.groups, octaves: octavePowers(image),
    ...(embedding && face.vector && { identity: cosine(await embedding.embed(image, face.points), face.vector) }), ...(settings.start !== undefined && { start: settings.start }),
  };
}

async function row(kind: Kind, label: string, models: FaceModels, faces: readonly Prepared[], knobs: Knobs): Promise<void> {
  const found: Face[] = [];
  for (const face of faces) found.push(await judged(models, face, knobs));
  const of = (name: "psnr" | "ssim" | "low" | "residual" | "seconds" | "calls") => found.map((f) => f[name]);
  const octaves = octaveDecibels(found.map((f) => f.octaves), faces.map((f) => f.octaves)).map(({ decibels }) => decibels);
  const before = faces.flatMap(({ identityBefore }) => identityBefore ?? []);
  const after = found.flatMap(({ identity }) => identity ?? []);
  const starts = found.flatMap(({ start }) => (typeof start === "number" ? [start] : []));
  const groups = [...new Set(found.flatMap((f) => f.groups))].sort().map((group) => {
    const members = found.map((f, i) => ({ ...f, before: faces[i]!.identityBefore })).filter((f) => f.groups.includes(group));
    return { group, faces: members.length, psnr: mean(members.map((f) => f.psnr)), ssim: mean(members.map((f) => f.ssim)), ...(embedding && { identityBefore: mean(members.map((f) => f.before!)), identity: mean(members.map((f) => f.identity!)) }) };
  });
  rows.push({
    kind, method: label, psnr: mean(of("psnr")), psnrDeviation: deviation(of("psnr")), ssim: mean(of("ssim")), octaves, spectrum: Math.sqrt(mean(octaves.map((d) => d * d))),
    low: mean(of("low")), lowOfTruth: mean(faces.map((f) => lowFrequencyDifference(f.truth, f.input).rms)), residual: mean(of("residual")), seconds: mean(of("seconds")), calls: mean(of("calls")), mostCalls: Math.max(...of("calls")),
    ...(starts.length > 0 && { start: { mean: mean(starts), least: Math.min(...starts), most: Math.max(...starts) } }),
    ...(embedding && { identityBefore: mean(before), identity: mean(after), higher: after.filter((v, i) => v > before[i]!).length / after.length }), groups,
  });
  const octave = octaves.slice(0, 3).map((d) => d.toFixed(1).padStart(6)).join("");
  const identity = embedding ? `  identity ${mean(before).toFixed(3)} -> ${mean(after).toFixed(3)}` : "";
  console.log(`${kind.padEnd(10)} ${label.padEnd(20)} PSNR ${mean(of("psnr")).toFixed(2)} (sd ${deviation(of("psnr")).toFixed(2)})  SSIM ${mean(of("ssim")).toFixed(4)}  octaves${octave}  low ${mean(of("low")).toFixed(2)}  residual ${mean(of("residual")).toFixed(2)}  ${mean(of("seconds")).toFixed(2)} s  calls ${mean(of("calls")).toFixed(1)}${identity}`);
  for (const { group, faces: count, psnr: of1, identityBefore, identity: now } of groups) console.log(`    ${group} (${count}): PSNR ${of1.toFixed(2)}${now === undefined ? "" : `, identity ${identityBefore!.toFixed(3)} -> ${now.toFixed(3)}`}`);
}

for (const kind of o.kind.split(",") as Kind[]) {
  const faces = await prepared(kind);
  for (const method of o.methods.split(",") as MethodName[]) {
    const models = await openOrSay(method, choice);
    if (models === undefined) continue;
    for (const preset of single(method) ? (["balanced"] as Preset[]) : (o.presets.split(",") as Preset[])) await row(kind, single(method) ? method : `${method} ${preset}`, models, faces, { preset });
    await models.close();
  }
  if (o["difface-starts"] === undefined) continue;
  const models = await openOrSay("difface", choice);
  for (const start of models ? o["difface-starts"].split(",").map(Number) : []) await row(kind, `difface start ${start}`, models!, faces, { preset: "balanced", start });
  await models?.close();
}
await embedding?.close();
const result = {
  title: "face restoration", command: `npx tsx bench/face-quality.ts DATA_FOLDER --split ${o.split} --kind ${o.kind}${o.limit === undefined ? "" : ` --limit ${o.limit}`} --methods ${o.methods}${o.embedding === undefined ? "" : " --embedding FILE.onnx"} --seed ${o.seed}`,
  split: o.split, faces: held.length, threads: choice.threads, ...(embedding && { embedding: embedding.name }), rows,
};
if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify(result, undefined, 1)}\n`);
