/**
 * Through-plane super-resolution of held-out patients: slices of 3 mm are averaged by twos, as a scanner with thicker gapless slices would measure,
 * restored, and compared with the thin ones: `npx tsx bench/mri-through-plane.ts DATA [--factors 2] [--methods srdiff,regression] [--threads 1] [--json FILE]`.
 * DATA is the MR training folder. "box": such averages; "truncated": k-space truncated along the stack, which the method takes them for.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openModels } from "../pipelines/mri/models.js";
import type { MethodName } from "../pipelines/mri/options.js";
import { sliceTruncation } from "../pipelines/mri/through-plane.js";
import { restoreVolume } from "../pipelines/mri/volume-run.js";
import type { Volume } from "../pipelines/mri/volume.js";
import type { Preset } from "../shared/runtime/presets.js";
import { tensor } from "../shared/tensor/tensor.js";
import { validationVolumes, type Held } from "./mri-validation.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    factors: { type: "string", default: "2" }, methods: { type: "string", default: "zero-fill,regression,srdiff" }, preset: { type: "string", default: "fidelity" },
    profiles: { type: "string", default: "box,truncated" }, threads: { type: "string", default: "1" }, json: { type: "string" },
  },
});
const factors = values.factors.split(",").map(Number);
const rows: Record<string, string>[] = [];

for (const factor of factors) {
  const held = (await validationVolumes(positionals[0]!, { every: 1 })).map((each) => ({ ...each, truth: whole(each.truth, factor) }));
  for (const profile of values.profiles.split(",")) {
    const thick = held.map(({ truth }) => (profile === "box" ? averaged(truth, factor) : truncated(truth, factor)));
    say(factor, profile, "nearest", held, thick.map((each) => resampled(each, factor, 0)));
    say(factor, profile, "linear", held, thick.map((each) => resampled(each, factor, 1)));
    for (const method of values.methods.split(",") as MethodName[]) {
      const models = await openModels({ method, denoise: false, enlarge: true, device: "cpu", threads: Number(values.threads) });
      for (const taken of ["truncated", "average"] as const) {
        const found: Float32Array[] = [];
        for (const each of thick) found.push((await restoreVolume(each, { models, scale: 1, throughPlane: factor, profile: taken, alignment: "center", preset: values.preset as Preset, seed: 1 })).volume.data);
        say(factor, profile, `${method}, agrees with ${taken === "average" ? "averages" : "truncation"}`, held, found);
      }
      await models.close();
    }
  }
}
const result = {
  title: "through-plane super-resolution",
  command: `npx tsx bench/mri-through-plane.ts DATA_FOLDER --factors ${values.factors}`,
  rows,
  note: "Patients 04 and 20, slices of 3 mm (without the emptiest) made thicker along the stack alone; PSNR of the whole volume with its 99.5th percentile as peak. box: averages of neighbours; truncated: k-space truncated along the stack.",
};
if (values.json) await writeFile(values.json, `${JSON.stringify(result, undefined, 1)}\n`);

function say(factor: number, profile: string, method: string, held: readonly Held[], found: readonly Float32Array[]): void {
  const all = held.map(({ truth, range }, i) => psnr(found[i]!, truth.data, range));
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  const base = rows.find((row) => row.factor === `x${factor}` && row.slices === profile && row.method === "zero-fill, agrees with truncation");
  const row = {
    factor: `x${factor}`, slices: profile, method, "PSNR dB": mean.toFixed(2), "over zero-fill dB": base ? (mean - Number(base["PSNR dB"])).toFixed(2) : "",
    "of each volume": held.map(({ patient, contrast }, i) => `${patient.slice(-2)} ${contrast} ${all[i]!.toFixed(2)}`).join(", "),
  };
  rows.push(row);
  console.log(Object.values(row).join("  "));
}

/** As many slices as the factor divides. */
function whole({ geometry, data }: Volume, factor: number): Volume {
  const slices = geometry.slices - (geometry.slices % factor);
  return { geometry: { ...geometry, slices, positions: geometry.positions.slice(0, slices) }, data: data.slice(0, slices * geometry.rows * geometry.columns) };
}

function thicker({ geometry }: Volume, factor: number, data: Float32Array): Volume {
  return { geometry: { ...geometry, slices: geometry.slices / factor, positions: geometry.positions.filter((_, k) => k % factor === 0) }, data };
}

function averaged(volume: Volume, factor: number): Volume {
  const plane = volume.geometry.rows * volume.geometry.columns;
  const data = new Float32Array(volume.data.length / factor);
  for (let i = 0; i < data.length; i++) {
    const [k, at] = [Math.floor(i / plane), i % plane];
    for (let f = 0; f < factor; f++) data[i]! += volume.data[(k * factor + f) * plane + at]! / factor;
  }
  return thicker(volume, factor, data);
}

function truncated(volume: Volume, factor: number): Volume {
  const { slices, rows: height, columns } = volume.geometry;
  return thicker(volume, factor, sliceTruncation(factor).apply(tensor([1, 1, slices, height * columns], volume.data)).data);
}

/** Order 0: nearest, 1: linear; ends go on as they are. */
function resampled({ geometry: { slices, rows: height, columns }, data }: Volume, factor: number, order: 0 | 1): Float32Array {
  const plane = height * columns;
  return Float32Array.from({ length: factor * data.length }, (_, i) => {
    const [k, at] = [Math.floor(i / plane), i % plane];
    const place = Math.min(slices - 1, Math.max(0, (k + 0.5) / factor - 0.5));
    const near = order === 0 ? Math.round(place) : Math.floor(place);
    const share = order === 0 ? 0 : place - near;
    return (1 - share) * data[near * plane + at]! + share * data[Math.min(slices - 1, near + 1) * plane + at]!;
  });
}

function psnr(x: Float32Array, y: Float32Array, range: number): number {
  const error = x.reduce((sum, v, i) => sum + (v - y[i]!) ** 2, 0) / x.length;
  return 10 * Math.log10(range ** 2 / error);
}
