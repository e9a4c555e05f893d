/**
 * Held-out pairs for quality.ts, kernel.ts and uncertainty.ts: the sites that no training sees (models/training/data.py),
 * degraded with fixed seeds, so that every method and every run meets the same pairs. The pictures stay in their folder.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp from "sharp";
import { openInput } from "../pipelines/remote-sensing/index.js";
import { degrade, randomKernel } from "../shared/degradation/blind.js";
import { deltaKernel, type Kernel } from "../shared/degradation/kernel.js";
import { randomStream } from "../shared/degradation/random.js";
import { concatChannels, crop } from "../shared/tensor/layout.js";
import { tensor, type Tensor } from "../shared/tensor/tensor.js";

export interface Crop {
  readonly site: string;
  /** The picture that it is cut from. */
  readonly picture: string;
  readonly name: string;
  /** [1, 3, side, side], 0..255; of Kampala PATCHY.side at most. */
  readonly hr: Tensor;
}

export interface Pair extends Crop {
  /** [1, 3, side / scale, side / scale], rounded and clamped to 8 bits as a file would hold it. */
  readonly lr: Tensor;
  readonly kernel: Kernel;
  /** Standard deviation of the noise, 0..255. */
  readonly noise: number;
}

export type Degradation = "bicubic" | "blind";

/** LR noise of blind pairs: uniform from 0 to this, of 255. */
const MOST_NOISE = 5 / 255;
/** Kampala's tiles of 256 pixels have transparent ones here and there: crops as large as several of them hold without any. */
const PATCHY = { side: 192, step: 4 };

/** Up to `perSite` crops of each site, evenly chosen; `folder` holds MANIFEST.tsv. Sides must be multiples of 12. */
export async function validationCrops(folder: string, { side = 240, perSite = 6 }: { side?: number; perSite?: number } = {}): Promise<Crop[]> {
  const manifest = join(folder, "MANIFEST.tsv");
  if (!existsSync(manifest)) throw new Error(`${folder}: expected a folder with MANIFEST.tsv, got none; give the folder that the training reads`);
  const paths = (await readFile(manifest, "utf8")).trim().split("\n").slice(1).map((line) => line.split("\t")[0]!);
  const sites = new Map<string, Crop[]>();
  const add = (site: string, name: string, image: Tensor, { size = side, from = { row: 0, col: 0 } } = {}) => {
    const crops = sites.get(site) ?? [];
    sites.set(site, crops);
    const [, , h, w] = image.dims;
    for (let row = 0; row + size <= h; row += size) {
      for (let col = 0; col + size <= w; col += size) crops.push({ site, picture: name, name: `${name} ${from.row + row},${from.col + col}`, hr: crop(image, { row, col, height: size, width: size }) });
    }
  };
  for (const path of paths.filter((p) => basename(p).startsWith("kampala"))) {
    const size = Math.min(side, PATCHY.side);
    const part = opaquePart(await picture(join(folder, path)), size);
    if (part) add("kampala", basename(path), part.image, { size, from: part });
  }
  for (const path of paths.filter((p) => p.includes("massgis_1m/"))) add("massgis", basename(path), (await picture(join(folder, path))).image);
  const naip = paths.filter((p) => /NAIP-VA-b[123]\./.test(basename(p))).sort();
  if (naip.length === 3) add("naip-va", "NAIP-VA", concatChannels(await Promise.all(naip.map((path) => raster(join(folder, path))))));
  return [...sites.values()].flatMap((crops) => {
    const step = Math.max(1, Math.floor(crops.length / perSite));
    return crops.filter((_, i) => i % step === 0).slice(0, perSite);
  });
}

interface Picture {
  readonly image: Tensor;
  /** Row-major indices of the pixels that are not opaque. */
  readonly holes: readonly number[];
}

async function picture(path: string): Promise<Picture> {
  if (/\.tiff?$/i.test(path)) return { image: await raster(path), holes: [] };
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const plane = info.width * info.height;
  const out = tensor([1, 3, info.height, info.width]);
  const holes: number[] = [];
  for (let i = 0; i < plane; i++) {
    if (info.channels === 4 && data[i * 4 + 3] !== 255) holes.push(i);
    for (let b = 0; b < 3; b++) out.data[b * plane + i] = data[i * info.channels + b]!;
  }
  return { image: out, holes };
}

/** The first square of `side`, in reading order, without a hole. */
function opaquePart({ image, holes }: Picture, side: number): { image: Tensor; row: number; col: number } | undefined {
  const [, , h, w] = image.dims;
  for (let row = 0; row + side <= h; row += PATCHY.step) {
    for (let col = 0; col + side <= w; col += PATCHY.step) {
      const holed = holes.some((i) => Math.floor(i / w) >= row && Math.floor(i / w) < row + side && i % w >= col && i % w < col + side);
      if (!holed) return { image: crop(image, { row, col, height: side, width: side }), row, col };
    }
  }
  return undefined;
}

/** The first three bands (or the only one) as stored. */
async function raster(path: string): Promise<Tensor> {
  const scene = await openInput(path);
  try {
    const bands = scene.bands.slice(0, 3).map((_, b) => b);
    const block = await scene.read({ col: 0, row: 0, width: scene.width, height: scene.height }, bands);
    const out = tensor([1, bands.length, scene.height, scene.width]);
    block.bands.forEach((values, b) => out.data.set(values, b * values.length));
    return out;
  } finally {
    await scene.close();
  }
}

/** The pair of crop `index`; what is drawn depends on index, scale and `round` alone. */
export async function pairOf(source: Crop, index: number, { scale, degradation, round = 0 }: { scale: number; degradation: Degradation; round?: number }): Promise<Pair> {
  const seed = 1_000_000 * scale + 1000 * round + index;
  const blind = degradation === "blind";
  const kernel = blind ? randomKernel(randomStream(seed, 11), scale, { sigmaMax: scale }).kernel : deltaKernel();
  const noise = blind ? randomStream(seed, 12).between(0, MOST_NOISE) : 0;
  const { lr } = await degrade(source.hr, { seed, scale, kernel, noise, range: { low: 0, high: 255 } });
  for (let i = 0; i < lr.data.length; i++) lr.data[i] = Math.min(255, Math.max(0, Math.round(lr.data[i]!)));
  return { ...source, lr, kernel, noise: noise * 255 };
}

/** The inner part, without the border that methods of the field leave out: `scale` pixels. */
export function withoutBorder(x: Tensor, border: number): Tensor {
  const [, , h, w] = x.dims;
  return crop(x, { row: border, col: border, height: h - 2 * border, width: w - 2 * border });
}

/** Mean over groups of the mean over each group's values, so that a site (or a picture) of many crops does not outvote the others. */
export function meanOverGroups(values: readonly { readonly group: string; readonly value: number }[]): { mean: number; groups: Record<string, number> } {
  const found = new Map<string, number[]>();
  for (const { group, value } of values) found.set(group, [...(found.get(group) ?? []), value]);
  const groups = Object.fromEntries([...found].map(([group, all]) => [group, all.reduce((sum, v) => sum + v, 0) / all.length]));
  return { mean: Object.values(groups).reduce((sum, v) => sum + v, 0) / found.size, groups };
}
