/**
 * Does the reported deviation cover the error? K samples of held-out pairs: the share of pixels whose truth lies within two
 * deviations of the mean, as it comes and calibrated. The factor is fitted on every second crop (so that 95 % are covered
 * there) and judged on the others. Goal: 92 to 98 % on those.
 *
 *   npx tsx bench/uncertainty.ts DATA_FOLDER [--methods ddsr,tesr,dmdc] [--samples 8] [--preset detail] [--scale 4] [--degradations blind]
 *     [--crops 6] [--model ddsr=FOLDER] [--json out.json]
 *
 * The factor printed is the whole one, to be written into the card as uncertainty.factors[preset].
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { openMethod, restoreTensor, type MethodName, type Preset } from "../pipelines/remote-sensing/index.js";
import { calibrationOf } from "../shared/runtime/calibration.js";
import type { Tensor } from "../shared/tensor/tensor.js";
import { pairOf, validationCrops, withoutBorder, type Degradation } from "./validation.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: "ddsr,tesr,dmdc" },
    samples: { type: "string", default: "8" },
    preset: { type: "string", default: "detail" },
    scale: { type: "string", default: "4" },
    degradations: { type: "string", default: "blind" },
    crops: { type: "string", default: "6" },
    model: { type: "string", multiple: true, default: [] },
    threads: { type: "string", default: String(cpus().length) },
    json: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("uncertainty.ts: expected the folder of the data, got nothing; see the top of the file");
const models = new Map(o.model.map((pair) => pair.split("=") as [string, string]));
const scale = Number(o.scale);
const crops = await validationCrops(folder, { perSite: Number(o.crops) });

/** |truth - mean| over two uncalibrated deviations, pixel by pixel, sorted. */
interface Errors {
  readonly fitted: Float64Array;
  readonly judged: Float64Array;
}

const results: { method: string; factor: number; raw: number; card: number; calibrated: number; fitted: number }[] = [];
for (const method of o.methods.split(",") as MethodName[]) {
  const model = models.get(method);
  const opened = await openMethod({ method, device: "cpu", threads: Number(o.threads), ...(model !== undefined && { model }) });
  const inCard = calibrationOf(opened.model!.card, o.preset as Preset) ?? 1;
  const { fitted, judged } = await errorsOf(async (lr) => {
    const { image, deviation } = await restoreTensor(opened, lr, { scale, seed: 1, samples: Number(o.samples), sampleType: "uint8", preset: o.preset as Preset });
    return { mean: image, deviation: deviation!, inCard };
  });
  await opened.close();
  const factor = fitted[Math.floor(0.95 * fitted.length)]!;
  const row = { method, factor, raw: below(judged, 1), card: below(judged, inCard), calibrated: below(judged, factor), fitted: below(fitted, factor) };
  results.push(row);
  console.log(`${method} ${o.preset}, ${o.samples} samples, x${scale}: factor ${factor.toFixed(3)}; within 2 deviations on the other half ${percent(row.calibrated)} (uncalibrated ${percent(row.raw)}, the card's ${inCard} ${percent(row.card)})`);
}
if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify({ preset: o.preset, samples: Number(o.samples), scale, degradations: o.degradations, results }, undefined, 1)}\n`);

async function errorsOf(restore: (lr: Tensor) => Promise<{ mean: Tensor; deviation: Tensor; inCard: number }>): Promise<Errors> {
  const halves: [number[], number[]] = [[], []];
  for (const degradation of o.degradations.split(",") as Degradation[]) {
    for (const [index, source] of crops.entries()) {
      const { hr, lr } = await pairOf(source, index, { scale, degradation });
      const { mean, deviation, inCard } = await restore(lr);
      const [x, truth, sigma] = [mean, hr, deviation].map((t) => withoutBorder(t, scale).data) as [Float32Array, Float32Array, Float32Array];
      const to = halves[index % 2]!;
      for (let i = 0; i < x.length; i++) to.push((Math.abs(truth[i]! - x[i]!) * inCard) / (2 * sigma[i]!));
      console.error(`${degradation} ${source.site} ${source.name}`);
    }
  }
  const [fitted, judged] = halves.map((values) => Float64Array.from(values, (v) => (Number.isNaN(v) ? 0 : v)).sort()) as [Float64Array, Float64Array];
  return { fitted, judged };
}

/** Share of sorted values that are at most `limit`. */
function below(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
