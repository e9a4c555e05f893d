/**
 * Super-resolution of the MR models on held-out patients, in-plane, next to zero-filling and regression:
 * `npx tsx bench/mri-quality.ts DATA [--scales 2,4] [--every 4] [--methods ...] [--presets ...] [--denoise] [--json FILE]`.
 * DATA is the MR training folder. Pairs are made by k-space truncation; the path is the product's (restoreVolume).
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openModels } from "../pipelines/mri/models.js";
import { VolumeError } from "../pipelines/mri/metrics.js";
import type { MethodName } from "../pipelines/mri/options.js";
import type { Volume } from "../pipelines/mri/volume.js";
import { restoreVolume } from "../pipelines/mri/volume-run.js";
import type { Preset } from "../shared/runtime/presets.js";
import { spectrumDifference } from "../shared/metrics/spectrum.js";
import { ssim } from "../shared/metrics/ssim.js";
import { openGuide, slicesOf, truncated, validationVolumes, type Guide, type Held } from "./mri-validation.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scales: { type: "string", default: "2,4" }, every: { type: "string", default: "4" }, json: { type: "string" }, threads: { type: "string", default: "1" },
    methods: { type: "string", default: "zero-fill,regression,srdiff,r2d2plus,disc-diff" }, presets: { type: "string", default: "fidelity,balanced,detail" },
    denoise: { type: "boolean", default: false },
  },
});
const held = await validationVolumes(positionals[0]!, { every: Number(values.every) });
const rows: Record<string, string>[] = [];

const refused = { reference: 0, "wrong patient's": 0 };

/** Of one factor: all presets see the same. */
const opened = new Map<string, ReturnType<typeof openGuide>>();

async function guideFor(target: Held, input: Volume, guide: Guide) {
  const key = `${target.patient} ${target.contrast} ${guide}`;
  const opening = opened.get(key) ?? openGuide(held, { target, input, guide });
  opened.set(key, opening);
  const found = await opening;
  if (found !== undefined && !found.fits && guide !== "none") refused[guide]++;
  return found?.fits ? found.reference : undefined; // as mri-sr does
}

for (const scale of values.scales.split(",").map(Number)) {
  opened.clear();
  for (const method of values.methods.split(",") as MethodName[]) {
    const models = await openModels({ method, denoise: values.denoise, enlarge: true, threads: Number(values.threads) });
    const single = method === "zero-fill" || method === "regression";
    const guides: Guide[] = method === "disc-diff" ? ["reference", "none", "wrong patient's"] : ["none"];
    for (const preset of single ? (["fidelity"] as Preset[]) : (values.presets.split(",") as Preset[])) {
      for (const guide of guides) {
        const found: { psnr: number; ssim: number; high: number; consistency: number }[] = [];
        for (const each of held) {
          const input = truncated(each.truth, scale);
          const reference = await guideFor(each, input, guide);
          const { volume, consistency } = await restoreVolume(input, { models, scale, preset, seed: 1, ...(reference && { reference }) });
          const error = new VolumeError();
          let [similarity, high, k] = [0, 0, 0];
          const truth = [...slicesOf(each.truth, each.range)];
          for (const slice of slicesOf(volume, each.range)) {
            error.add(slice.data, truth[k]!.data);
            similarity += ssim(slice, truth[k]!, { range: 1 }) / truth.length;
            high += spectrumDifference(slice, truth[k]!, { above: 0.5 / scale }).above.decibels / truth.length;
            k++;
          }
          found.push({ psnr: error.psnrOfSlices(1), ssim: similarity, high, consistency });
        }
        const mean = (name: keyof (typeof found)[number]) => found.reduce((sum, f) => sum + f[name], 0) / found.length;
        const zero = rows.find((row) => row.scale === `x${scale}` && row.method === "zero-fill");
        const label = [method, single ? "" : preset, method === "disc-diff" ? (guide === "none" ? "(no reference)" : guide === "reference" ? "(reference)" : "(wrong patient's reference)") : ""].filter(Boolean).join(" ");
        const row = {
          scale: `x${scale}`, method: label, "PSNR dB": mean("psnr").toFixed(2), "over zero-fill dB": zero ? (mean("psnr") - Number(zero["PSNR dB"])).toFixed(2) : "0.00",
          SSIM: mean("ssim").toFixed(4), "hf dB": mean("high").toFixed(1), "consistency": mean("consistency").toExponential(1), "PSNR of volumes": found.map((f) => f.psnr.toFixed(2)).join(" "),
        };
        rows.push(row);
        console.log(Object.values(row).join("  "));
      }
    }
    await models.close();
  }
}
const result = {
  title: values.denoise ? "super-resolution after denoising" : "super-resolution",
  command: `npx tsx bench/mri-quality.ts DATA_FOLDER --scales ${values.scales} --every ${values.every}${values.denoise ? " --denoise" : ""}`,
  rows,
  note: `Patients 04 and 20 (${held.map((each) => `${each.patient.slice(-2)} ${each.contrast}`).join(", ")}), one slice in ${values.every}, k-space truncated in-plane; mean of the volumes, PSNR of slices with the volume's 99.5th percentile as peak. ` +
    "hf: power above the input's Nyquist frequency, dB of the truth's. consistency: root mean square of A(output) - input, of the input's. References are moved by the shift that mri-sr finds, and refused as it refuses them (register-shift.ts): " +
    `${refused.reference} of the patient's own, ${refused["wrong patient's"]} of the wrong patient's.`,
};
if (values.json) await writeFile(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
