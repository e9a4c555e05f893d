/**
 * Fidelity and detail of every method on held-out pairs, against bicubic: a markdown table, and all figures as JSON.
 *
 *   npx tsx bench/quality.ts DATA_FOLDER [--methods bicubic,regression,ddsr] [--presets fidelity,detail] [--scales 4]
 *     [--degradations bicubic,blind] [--crops 6] [--model ddsr=FOLDER] [--peer esrgan.onnx] [--consistency on] [--steps N] [--threads 2] [--json out.json]
 *
 * DATA_FOLDER holds MANIFEST.tsv and the pictures (see bench/validation.ts for which are held out). PSNR and SSIM with a
 * range of 255, a border of `scale` pixels left out, mean over sites (and, of the gain, over pictures: with --crops 50, all that
 * there is, the pictures of one site outvote the others); hf = power above the LR Nyquist frequency, dB of the
 * truth's; within = share of LR samples that A(output) meets within half a step or three deviations of the noise.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { methodNames, openMethod, presetNames, restoreTensor, type MethodName, type Preset } from "../pipelines/remote-sensing/index.js";
import { psnr } from "../shared/metrics/psnr.js";
import { spectrumDifference } from "../shared/metrics/spectrum.js";
import { ssim } from "../shared/metrics/ssim.js";
import type { Tensor } from "../shared/tensor/tensor.js";
import { openPeer } from "./peer-network.js";
import { meanOverGroups, pairOf, validationCrops, withoutBorder, type Crop, type Degradation } from "./validation.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: methodNames.join(",") },
    presets: { type: "string", default: presetNames.join(",") },
    scales: { type: "string", default: "4,3,2" },
    degradations: { type: "string", default: "bicubic,blind" },
    crops: { type: "string", default: "6" },
    model: { type: "string", multiple: true, default: [] },
    peer: { type: "string" },
    consistency: { type: "string", default: "on" },
    steps: { type: "string" },
    threads: { type: "string", default: String(cpus().length) },
    json: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("quality.ts: expected the folder of the data, got nothing; see the top of the file");
const list = (text: string) => text.split(",").filter((part) => part !== "");
const models = new Map(o.model.map((pair) => pair.split("=") as [string, string]));

/** One column of the comparison: a method with a preset, or the peer. */
interface Contender {
  readonly label: string;
  readonly scales: readonly number[];
  readonly run: (lr: Tensor, scale: number) => Promise<{ image: Tensor; within?: number }>;
}

interface Row {
  readonly scale: number;
  readonly degradation: Degradation;
  readonly label: string;
  readonly psnr: number;
  readonly psnrOfSites: Record<string, number>;
  readonly gain: number;
  readonly gainOfPictures: number;
  readonly ssim: number;
  readonly detailDecibels: number;
  readonly within?: number;
  readonly secondsPerMegapixel: number;
}

const crops = await validationCrops(folder, { perSite: Number(o.crops) });
const rows: Row[] = [];
const baseline = new Map<string, { sites: number; pictures: number }>();
// bicubic first: the others are compared with it
for (const method of new Set(["bicubic", ...list(o.methods)])) await compare(method as MethodName);
if (o.peer !== undefined) {
  const peer = await openPeer(o.peer, Number(o.threads));
  await measure({ label: "esrgan-thick", scales: [4], run: async (lr) => ({ image: await peer.enlarge(lr) }) });
  await peer.close();
}
const order = (row: Row) => list(o.scales).indexOf(String(row.scale)) * 2 + (row.degradation === "blind" ? 1 : 0);
rows.sort((a, b) => order(a) - order(b));
console.log(table(rows));
if (o.json !== undefined) {
  const about = { crops: crops.map(({ site, name }) => `${site}: ${name}`), cpu: cpus()[0]?.model, threads: Number(o.threads), node: process.version };
  await writeFile(o.json, `${JSON.stringify({ about, rows }, undefined, 1)}\n`);
}

async function compare(method: MethodName): Promise<void> {
  const model = models.get(method);
  const opened = await openMethod({ method, device: "cpu", threads: Number(o.threads), ...(model !== undefined && { model }) });
  const presets = opened.model?.card.diffusion ? list(o.presets) : [undefined];
  for (const preset of presets) {
    await measure({
      label: preset === undefined ? method : `${method} ${preset}`,
      scales: opened.model?.card.scales ?? [2, 3, 4],
      run: async (lr, scale) => {
        const { image, residuals } = await restoreTensor(opened, lr, { scale, sampleType: "uint8", seed: 1, ...(o.consistency === "off" && { consistency: false }), ...(o.steps !== undefined && preset !== undefined && { steps: Number(o.steps) }), ...(preset !== undefined && { preset: preset as Preset }) });
        const count = residuals.reduce((sum, r) => sum + r.count, 0);
        return { image, within: residuals.reduce((sum, r) => sum + r.within, 0) / count };
      },
    });
  }
  await opened.close();
}

async function measure({ label, scales, run }: Contender): Promise<void> {
  for (const scale of list(o.scales).map(Number).filter((s) => scales.includes(s))) {
    for (const degradation of list(o.degradations) as Degradation[]) {
      const found: { crop: Crop; psnr: number; ssim: number; detail: number; within: number; seconds: number; pixels: number }[] = [];
      for (const [index, source] of crops.entries()) {
        const { hr, lr } = await pairOf(source, index, { scale, degradation });
        const started = performance.now();
        const { image, within = NaN } = await run(lr, scale);
        const seconds = (performance.now() - started) / 1000;
        const [x, truth] = [withoutBorder(image, scale), withoutBorder(hr, scale)];
        const detail = spectrumDifference(x, truth, { above: 0.5 / scale }).above.decibels;
        found.push({ crop: source, psnr: psnr(x, truth, { range: 255 }), ssim: ssim(x, truth, { range: 255 }), detail, within, seconds, pixels: image.data.length / 3 });
      }
      const over = (key: "psnr" | "ssim" | "detail" | "within") => meanOverGroups(found.map((f) => ({ group: f.crop.site, value: f[key] })));
      const quality = over("psnr");
      const pictures = meanOverGroups(found.map((f) => ({ group: f.crop.picture, value: f.psnr }))).mean;
      const key = `${scale} ${degradation}`;
      if (label === "bicubic") baseline.set(key, { sites: quality.mean, pictures });
      const against = baseline.get(key);
      const row: Row = {
        scale, degradation, label, psnr: quality.mean, psnrOfSites: quality.groups, gain: quality.mean - (against?.sites ?? NaN), gainOfPictures: pictures - (against?.pictures ?? NaN),
        ssim: over("ssim").mean, detailDecibels: over("detail").mean,
        ...(Number.isFinite(over("within").mean) && { within: over("within").mean }),
        secondsPerMegapixel: found.reduce((sum, f) => sum + f.seconds, 0) / (found.reduce((sum, f) => sum + f.pixels, 0) / 1e6),
      };
      rows.push(row);
      console.error(`x${scale} ${degradation} ${label}: ${row.psnr.toFixed(2)} dB, hf ${row.detailDecibels.toFixed(1)} dB`);
    }
  }
}

function table(all: readonly Row[]): string {
  const sites = [...new Set(all.flatMap((row) => Object.keys(row.psnrOfSites)))];
  const head = ["scale", "degradation", "method", "PSNR dB", "over bicubic", "over pictures", "SSIM", "hf dB", "within", "s/MPx", ...sites];
  const cells = all.map((row) => [
    `x${row.scale}`, row.degradation, row.label, row.psnr.toFixed(2), row.gain.toFixed(2), row.gainOfPictures.toFixed(2), row.ssim.toFixed(4), row.detailDecibels.toFixed(1),
    row.within === undefined ? "-" : `${(100 * row.within).toFixed(1)} %`, row.secondsPerMegapixel.toFixed(2), ...sites.map((site) => row.psnrOfSites[site]!.toFixed(2)),
  ]);
  return [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`).join("\n");
}
