/**
 * Blur kernels predicted from held-out pairs (blind: random kernel, noise up to 5/255): correlation with the true ones, and
 * PSNR of ddsr with the true and with the predicted kernel on the same pairs. Goals: median at least 0.9, less than 0.4 dB apart.
 *
 *   npx tsx bench/kernel.ts DATA_FOLDER [--pairs 200] [--scale 4] [--model FOLDER] [--preset fidelity] [--side 240] [--json out.json]
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { kernelOf, openMethod, restoreTensor, type Preset } from "../pipelines/remote-sensing/index.js";
import { kernelCorrelation } from "../shared/degradation/kernel.js";
import { psnr } from "../shared/metrics/psnr.js";
import type { Tensor } from "../shared/tensor/tensor.js";
import { pairOf, validationCrops, withoutBorder } from "./validation.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: "string", default: "200" },
    scale: { type: "string", default: "4" },
    model: { type: "string" },
    preset: { type: "string", default: "fidelity" },
    side: { type: "string", default: "240" },
    threads: { type: "string", default: String(cpus().length) },
    json: { type: "string" },
  },
});
const [data] = positionals;
if (data === undefined) throw new Error("kernel.ts: expected the folder of the data, got nothing; see the top of the file");
const scale = Number(o.scale);
const crops = await validationCrops(data, { side: Number(o.side), perSite: 12 });
const models = await openMethod({ method: "ddsr", device: "cpu", threads: Number(o.threads), ...(o.model !== undefined && { model: o.model }) });
const folder = await mkdtemp(join(tmpdir(), "rsr-kernel-"));
const found: { name: string; correlation: number; predicted: number; truth: number }[] = [];
try {
  for (let index = 0; index < Number(o.pairs); index++) {
    const source = crops[index % crops.length]!;
    const { hr, lr, kernel } = await pairOf(source, index % crops.length, { scale, degradation: "blind", round: 1 + Math.floor(index / crops.length) });
    const path = join(folder, "kernel.json");
    await writeFile(path, JSON.stringify({ size: kernel.size, data: [...kernel.data] }));
    const options = { scale, seed: 1, sampleType: "uint8", preset: o.preset as Preset } as const;
    const predicted = await restoreTensor(models, lr, { ...options, kernel: { kind: "auto" } });
    const truth = await restoreTensor(models, lr, { ...options, kernel: { kind: "file", path } });
    const quality = (image: Tensor) => psnr(withoutBorder(image, scale), withoutBorder(hr, scale), { range: 255 });
    found.push({ name: source.name, correlation: kernelCorrelation(kernelOf(predicted.findings)!, kernel), predicted: quality(predicted.image), truth: quality(truth.image) });
    if (found.length % 20 === 0) console.error(`${found.length} pairs, median ${quantile(found.map((f) => f.correlation), 0.5).toFixed(3)}`);
  }
} finally {
  await models.close();
  await rm(folder, { recursive: true });
}
const correlations = found.map((f) => f.correlation);
const mean = (key: "predicted" | "truth") => found.reduce((sum, f) => sum + f[key], 0) / found.length;
const summary = {
  pairs: found.length, "median correlation": quantile(correlations, 0.5).toFixed(3), "10 % below": quantile(correlations, 0.1).toFixed(3),
  "PSNR dB, predicted kernel": mean("predicted").toFixed(2), "PSNR dB, true kernel": mean("truth").toFixed(2),
};
console.log(`${found.length} pairs, x${scale}: kernel correlation median ${quantile(correlations, 0.5).toFixed(3)}, 10 % below ${quantile(correlations, 0.1).toFixed(3)}`);
console.log(`PSNR of ddsr ${o.preset}: predicted kernel ${mean("predicted").toFixed(2)} dB, true kernel ${mean("truth").toFixed(2)} dB, difference ${(mean("truth") - mean("predicted")).toFixed(2)} dB`);
if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify({ scale, preset: o.preset, summary, found }, undefined, 1)}\n`);

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
