/**
 * Does the reported deviation of the MR methods cover the error? K samples of held-out patients, the share of body pixels whose truth
 * lies within two deviations of the mean. The factor is fitted on patient 20 (95 % covered there) and judged on patient 04. Goal: 92 to 98 %.
 * `npx tsx bench/mri-uncertainty.ts DATA [--methods srdiff,r2d2plus,disc-diff] [--samples 8] [--presets detail] [--scale 2] [--every 24] [--json FILE]`.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openModels } from "../pipelines/mri/models.js";
import type { MethodName } from "../pipelines/mri/options.js";
import { restoreVolume } from "../pipelines/mri/volume-run.js";
import { calibrationOf } from "../shared/runtime/calibration.js";
import type { Preset } from "../shared/runtime/presets.js";
import { openGuide, truncated, validationVolumes } from "./mri-validation.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: "srdiff,r2d2plus,disc-diff" }, samples: { type: "string", default: "8" }, presets: { type: "string", default: "detail" }, scale: { type: "string", default: "2" },
    every: { type: "string", default: "24" }, threads: { type: "string", default: "2" }, json: { type: "string" },
  },
});
const held = await validationVolumes(positionals[0]!, { every: Number(values.every) });
const scale = Number(values.scale);
const rows: Record<string, string | number>[] = [];
for (const method of values.methods.split(",") as MethodName[]) {
  const models = await openModels({ method, denoise: false, enlarge: true, threads: Number(values.threads) });
  for (const preset of values.presets.split(",") as Preset[]) {
    const inCard = calibrationOf(models.model!.card, preset) ?? 1;
    const ratios: { fitted: number[]; judged: number[] } = { fitted: [], judged: [] };
    for (const each of held) {
      const input = truncated(each.truth, scale);
      const guide = await openGuide(held, { target: each, input, guide: method === "disc-diff" ? "reference" : "none" });
      const { volume, deviation } = await restoreVolume(input, { models, scale, samples: Number(values.samples), preset, seed: 1, ...(guide?.fits && { reference: guide.reference }) });
      const to = each.patient === "patient20" ? ratios.fitted : ratios.judged;
      each.truth.data.forEach((truth, i) => {
        if (truth > 0.1 * each.range) to.push((Math.abs(truth - volume.data[i]!) * inCard) / (2 * deviation!.data[i]!));
      });
    }
    const sorted = Float64Array.from(ratios.fitted).sort();
    const factor = sorted[Math.floor(0.95 * sorted.length)]!;
    const within = (limit: number): string => `${((100 * ratios.judged.filter((r) => r <= limit).length) / ratios.judged.length).toFixed(1)} %`;
    const row = { method: `${method} ${preset}`, scale: `x${values.scale}`, samples: values.samples, factor: Number(factor.toFixed(3)), "covered, uncalibrated": within(1), "covered, calibrated": within(factor) };
    rows.push(row);
    console.log(Object.values(row).join("  "));
  }
  await models.close();
}
const result = {
  title: "uncertainty coverage",
  command: `npx tsx bench/mri-uncertainty.ts DATA_FOLDER --methods ${values.methods} --presets ${values.presets} --scale ${values.scale} --every ${values.every}`,
  rows,
  note: "Share of body pixels of patient 04 whose truth lies within two deviations of the mean of the samples; the factor was fitted on patient 20.",
};
if (values.json) await writeFile(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
