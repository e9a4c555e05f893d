/**
 * Denoising of held-out patients with known noise, next to scikit-image's non-local means (python3-skimage must be installed):
 * `npx tsx bench/mri-denoise.ts DATA [--sigmas 0.05,0.1] [--every 8] [--presets ...] [--json FILE]`.
 * The level is not told to anybody: the product estimates it, and so does the peer.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VolumeError } from "../pipelines/mri/metrics.js";
import { openModels } from "../pipelines/mri/models.js";
import { restoreVolume } from "../pipelines/mri/volume-run.js";
import type { Volume } from "../pipelines/mri/volume.js";
import { randomStream } from "../shared/degradation/random.js";
import { spectrumDifference } from "../shared/metrics/spectrum.js";
import { ssim } from "../shared/metrics/ssim.js";
import type { Preset } from "../shared/runtime/presets.js";
import { slicesOf, validationVolumes, type Held } from "./mri-validation.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sigmas: { type: "string", default: "0.05,0.1" }, every: { type: "string", default: "8" }, json: { type: "string" }, threads: { type: "string", default: "1" },
    presets: { type: "string", default: "fidelity,balanced,detail" },
  },
});
const held = await validationVolumes(positionals[0]!, { every: Number(values.every) });
const models = await openModels({ method: "r2d2plus", denoise: true, enlarge: false, threads: Number(values.threads) });
const rows: Record<string, string>[] = [];

function noisy({ truth, range }: Held, kind: string, sigma: number): Volume {
  const stream = randomStream(7, 1);
  const draw = () => stream.normal();
  const data = truth.data.map((v) => {
    const [a, b] = [draw() * sigma * range, draw() * sigma * range];
    return kind === "rician" ? Math.hypot(v + a, b) : v + a;
  });
  return { ...truth, data };
}

function nlMeans({ geometry, data }: Volume, range: number): Volume {
  const folder = mkdtempSync(join(tmpdir(), "nl-means-"));
  try {
    writeFileSync(join(folder, "in"), data.map((v) => v / range));
    execFileSync("/usr/bin/python3", [join(import.meta.dirname, "peer/nl_means.py"), join(folder, "in"), join(folder, "out"), ...[geometry.slices, geometry.rows, geometry.columns].map(String)]);
    const bytes = readFileSync(join(folder, "out"));
    return { geometry, data: new Float32Array(bytes.buffer, bytes.byteOffset, data.length).map((v) => v * range) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const kind of ["gaussian", "rician"]) {
  for (const sigma of values.sigmas.split(",").map(Number)) {
    const ways: [string, (each: Held) => Promise<{ volume: Volume; estimate?: number }>][] = [
      ["noisy", async (each) => ({ volume: noisy(each, kind, sigma) })],
      ["nl-means", async (each) => ({ volume: nlMeans(noisy(each, kind, sigma), each.range) })],
      ...values.presets.split(",").map((preset): (typeof ways)[number] => [
        `r2d2plus ${preset}`,
        async (each) => {
          const { volume, noise } = await restoreVolume(noisy(each, kind, sigma), { models, scale: 1, preset: preset as Preset, seed: 1 });
          return { volume, ...(noise && { estimate: noise.sigma / each.range }) };
        },
      ]),
    ];
    let before = 0;
    for (const [method, make] of ways) {
      const mean = { psnr: 0, ssim: 0, high: 0, estimate: 0 };
      for (const each of held) {
        const { volume, estimate } = await make(each);
        const error = new VolumeError();
        const truth = [...slicesOf(each.truth, each.range)];
        [...slicesOf(volume, each.range)].forEach((slice, k) => {
          error.add(slice.data, truth[k]!.data);
          mean.ssim += ssim(slice, truth[k]!, { range: 1 }) / truth.length / held.length;
          mean.high += spectrumDifference(slice, truth[k]!, { above: 0.25 }).above.decibels / truth.length / held.length;
        });
        mean.psnr += error.psnrOfSlices(1) / held.length;
        mean.estimate += (estimate ?? NaN) / held.length;
      }
      if (method === "noisy") before = mean.psnr;
      const row = {
        noise: `${kind} ${100 * sigma} %`, method, "PSNR dB": mean.psnr.toFixed(2), "over noisy dB": (mean.psnr - before).toFixed(2), SSIM: mean.ssim.toFixed(4), "hf dB": mean.high.toFixed(1),
        "estimated sigma": Number.isNaN(mean.estimate) ? "" : mean.estimate.toFixed(4),
      };
      rows.push(row);
      console.log(Object.values(row).join("  "));
    }
  }
}
await models.close();
const result = {
  title: "denoising",
  command: `npx tsx bench/mri-denoise.ts DATA_FOLDER --sigmas ${values.sigmas} --every ${values.every}`,
  rows,
  note: `Patients 04 and 20, one slice in ${values.every}; noise in shares of the volume's 99.5th percentile, which is the peak of the PSNR. hf: power above half of Nyquist, dB of the truth's (the truth has 2-4 % of noise of its own). ` +
    "nl-means: scikit-image's denoise_nl_means with estimate_sigma. Nobody is told the level.",
};
if (values.json) await writeFile(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
