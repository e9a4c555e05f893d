/**
 * Does the reported deviation cover the error? K samples of held-out faces: the share of pixels whose error (root mean square of the
 * channels) lies within two deviations, as it comes and calibrated. The factor is fitted on every second face, so that 95 % are covered
 * there, and judged on the others. Goal: 92 to 98 % on those.
 *
 *   npx tsx bench/face-uncertainty.ts DATA [--methods difface,...] [--presets balanced] [--kind blind] [--split validation] [--limit 12]
 *     [--samples 8] [--threads N] [--model METHOD=FOLDER] [--prior FOLDER] [--regression FOLDER] [--json FILE]
 *
 * The factor printed is the whole one, to be written into the card as uncertainty.factors[preset].
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { MethodName } from "../pipelines/faces/models.js";
import { faceCalibration, restoreFace } from "../pipelines/faces/restore-face.js";
import type { Preset } from "../shared/runtime/presets.js";
import { degraded, heldFaces, openOrSay, type Kind, type Split } from "./face-validation.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: "difface,dr2,diffbfr" }, presets: { type: "string", default: "balanced" }, kind: { type: "string", default: "blind" }, split: { type: "string", default: "validation" },
    limit: { type: "string", default: "12" }, samples: { type: "string", default: "8" }, threads: { type: "string", default: String(cpus().length) },
    model: { type: "string", multiple: true, default: [] }, prior: { type: "string" }, regression: { type: "string" }, json: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("face-uncertainty.ts: expected the folder of the data, got nothing; see the top of the file");
const held = await heldFaces(folder, { split: o.split as Split, limit: Number(o.limit) });
const rows: Record<string, string | number>[] = [];
for (const method of o.methods.split(",") as MethodName[]) {
  const models = await openOrSay(method, { threads: Number(o.threads), model: o.model, prior: o.prior, regression: o.regression });
  if (models === undefined) continue;
  for (const preset of o.presets.split(",") as Preset[]) {
    const inCard = faceCalibration(models, preset) ?? 1;
    const ratios: { fitted: number[]; judged: number[] } = { fitted: [], judged: [] };
    const agreements: number[] = [];
    for (const [i, face] of held.entries()) {
      const { image, deviation, identity } = await restoreFace(models, await degraded(face, o.kind as Kind), { knobs: { preset }, samples: Number(o.samples), seed: 1 });
      if (deviation === undefined) throw new Error(`${method}: expected a method that draws samples; leave it out of --methods`);
      agreements.push(identity!.agreement);
      const plane = deviation.data.length;
      const to = i % 2 === 0 ? ratios.fitted : ratios.judged;
      for (let p = 0; p < plane; p++) {
        const error = Math.hypot(...[0, 1, 2].map((c) => image.data[c * plane + p]! - face.truth.data[c * plane + p]!)) / Math.sqrt(3);
        to.push((error * inCard) / (2 * deviation.data[p]!));
      }
    }
    const sorted = Float64Array.from(ratios.fitted).sort();
    const factor = sorted[Math.floor(0.95 * sorted.length)]!;
    const within = (limit: number): string => `${((100 * ratios.judged.filter((r) => r <= limit).length) / ratios.judged.length).toFixed(1)} %`;
    const row = {
      method: `${method} ${preset}`, samples: o.samples, factor: Number(factor.toFixed(3)), uncalibrated: within(1), [`the card's ${inCard}`]: within(inCard), calibrated: within(factor),
      agreement: `${Math.min(...agreements).toFixed(3)} to ${Math.max(...agreements).toFixed(3)}`,
    };
    rows.push(row);
    console.log(Object.entries(row).map(([name, value]) => `${name} ${value}`).join("  "));
  }
  await models.close();
}
const result = { title: "uncertainty coverage", command: `npx tsx bench/face-uncertainty.ts DATA_FOLDER --methods ${o.methods} --kind ${o.kind} --limit ${o.limit} --samples ${o.samples}`, faces: held.length, rows };
if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify(result, undefined, 1)}\n`);
