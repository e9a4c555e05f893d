import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { setImmediate as yieldToEvents } from "node:timers/promises";
import { randomKernel, type KernelRecord } from "../../shared/degradation/blind.js";
import { blurDecimate, type Decimation } from "../../shared/degradation/decimate.js";
import { deltaKernel, type Kernel } from "../../shared/degradation/kernel.js";
import { randomStream } from "../../shared/degradation/random.js";
import { placedNoise, type NoiseSource } from "../../shared/diffusion/noise.js";
import { expected } from "../../shared/errors.js";
import { scaledGeoreference } from "./georef.js";
import { givenKernel, parseKernel, type KernelOption } from "./kernel.js";
import { Prepared } from "./prepare.js";
import { sampleRange, type Scene, type Window } from "./raster.js";
import { openInput } from "./open-input.js";
import { requireApart } from "./space.js";
import { sceneStatistics, type BandStatistics } from "./statistics.js";
import { createCog, type CogWriter } from "./write.js";

/** Standard deviation of the noise: in the bands' own numbers, or as a share of their range. */
export type NoiseOption = { readonly kind: "absolute"; readonly sigma: number } | { readonly kind: "share"; readonly share: number };

export interface DegradeOptions {
  readonly input: string;
  readonly output: string;
  readonly scale: number;
  readonly kernel: DegradeKernel;
  readonly noise: NoiseOption;
  readonly seed: number;
  readonly overwrite: boolean;
}

/** none: bicubic decimation alone. */
export type DegradeKernel = Exclude<KernelOption, { kind: "auto" }> | { readonly kind: "random" } | { readonly kind: "none" };

/** What was done to the scene, enough to do it again; written beside the output, and readable by --kernel. */
export interface DegradeRecord {
  readonly size: number;
  readonly data: readonly number[];
  readonly source: string;
  readonly output: string;
  readonly scale: number;
  readonly kernel: KernelRecord | { readonly kind: "none" };
  /** Of each band, in its own numbers. */
  readonly noise: readonly number[];
  readonly seed: number;
}

export function parseDegradeKernel(text: string): DegradeKernel {
  if (text === "random" || text === "none") return { kind: text };
  const option = parseKernel(text);
  if (option.kind === "auto") throw expected("bad-option", { subject: "--kernel", want: "none, random, gaussian:s1,s2,angle or a file", got: text, advice: "a pair is made with a known kernel" });
  return option;
}

/** `12.5`: the bands' own numbers. `5/255`: that share of the range. */
export function parseNoise(text: string): NoiseOption {
  const [number, divisor, more] = text.split("/").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const value = divisor === undefined ? number! : number! / divisor;
  if (more !== undefined || !Number.isFinite(value) || value < 0) {
    throw expected("bad-option", { subject: "--noise", want: "a number of at least 0, or a share such as 5/255", got: text, advice: "0 adds none" });
  }
  return divisor === undefined ? { kind: "absolute", sigma: value } : { kind: "share", share: value };
}

/**
 * A low-resolution scene by the blind chain of the training, with a known kernel: blur, antialiased bicubic decimation,
 * Gaussian noise addressed by place; window by window. Pixels grow by `scale` in the georeference, type and nodata stay; an LR
 * pixel is measured where its whole cell is. Writes the output and `<output>.kernel.json`.
 */
export async function degradeScene(options: DegradeOptions, signal?: AbortSignal): Promise<DegradeRecord> {
  const { scale, seed, overwrite } = options;
  const scene = await openInput(options.input, { ...(signal && { signal }) });
  try {
    await requireApart([options.output], scene.files ?? [options.input]);
    requireDivisible(scene, scale);
    const colors = scene.bands.flatMap(({ interpretation }, b) => (interpretation === "alpha" ? [] : [b]));
    const { bands: statistics } = await sceneStatistics(scene, colors, { low: 1, high: 99, ...(signal && { signal }) });
    const { kernel, record: kernelRecord } = await chosenKernel(options);
    const noise = statistics.map((band) => noiseOf(options.noise, scene, band));
    const low = lowScene(scene, scale);
    const all = scene.bands.map((_, b) => b);
    const record: DegradeRecord = {
      size: kernel.size, data: Array.from(kernel.data), source: scene.name, output: basename(options.output), scale, kernel: kernelRecord, noise, seed,
    };
    const writer = await createCog(options.output, {
      scene: low, window: { col: 0, row: 0, width: low.width, height: low.height }, scale: 1, bands: all, overwrite,
      metadata: { DEGRADED_FROM: scene.name, DEGRADED_BY: JSON.stringify({ scale, kernel: kernelRecord, noise, seed }) },
    });
    try {
      const chain = { prepared: new Prepared(scene, colors, statistics), operator: blurDecimate(kernel, scale), noise, source: placedNoise(seed) };
      await writeBlocks(writer, low, chain, signal);
      await writer.finish(signal);
    } catch (error) {
      await writer.discard();
      throw error;
    }
    await writeFile(`${options.output}.kernel.json`, `${JSON.stringify(record)}\n`);
    return record;
  } finally {
    await scene.close();
  }
}

function requireDivisible({ name, width, height }: Scene, scale: number): void {
  if (width % scale === 0 && height % scale === 0) return;
  const [w, h] = [width - (width % scale), height - (height % scale)];
  throw expected("bad-input", {
    subject: name, want: `a width and height that ${scale} divides`, got: `${width}x${height}`,
    advice: `cut it first, for example with gdal_translate -srcwin 0 0 ${w} ${h}`,
  });
}

async function chosenKernel({ kernel, scale, seed }: DegradeOptions): Promise<{ kernel: Kernel; record: DegradeRecord["kernel"] }> {
  if (kernel.kind === "random") return randomKernel(randomStream(seed, 1), scale);
  if (kernel.kind === "none") return { kernel: deltaKernel(), record: { kind: "none" } };
  const given = (await givenKernel(kernel))!;
  if (kernel.kind === "file") return { kernel: given, record: { kind: "given" } };
  const { sigma1, sigma2, angle } = kernel;
  return { kernel: given, record: { kind: "gaussian", sigma1, sigma2, angle: (angle * Math.PI) / 180 } };
}

/** A share is one of the type's range for 8 bits; wider types hold sensors of fewer bits, so there of the band's 1st to 99th percentile. */
function noiseOf(noise: NoiseOption, { sampleType }: Scene, { gain }: BandStatistics): number {
  if (noise.kind === "absolute") return noise.sigma;
  const [least, most] = sampleRange[sampleType];
  return noise.share * (most - least === 255 ? 255 : gain);
}

/** The scene's place and tags at a size of 1/scale; its pixels are not read through it. */
function lowScene(scene: Scene, scale: number): Scene {
  return { ...scene, width: scene.width / scale, height: scene.height / scale, georeference: scaledGeoreference(scene.georeference, { col: 0, row: 0 }, 1 / scale) };
}

interface Chain {
  readonly prepared: Prepared;
  readonly operator: Decimation;
  readonly noise: readonly number[];
  readonly source: NoiseSource;
}

async function writeBlocks(writer: CogWriter, low: Scene, chain: Chain, signal?: AbortSignal): Promise<void> {
  const { blockSize } = writer;
  for (let blockRow = 0; blockRow < writer.blocksDown; blockRow++) {
    for (let blockCol = 0; blockCol < writer.blocksAcross; blockCol++) {
      signal?.throwIfAborted();
      const [col, row] = [blockCol * blockSize, blockRow * blockSize];
      const window = { col, row, width: Math.min(blockSize, low.width - col), height: Math.min(blockSize, low.height - row) };
      const { bands, valid } = await degradedBlock(window, low, chain, signal);
      await writer.write(blockCol, blockRow, bands, valid);
      await yieldToEvents();
    }
  }
}

async function degradedBlock(window: Window, low: Scene, { prepared, operator, noise, source }: Chain, signal?: AbortSignal): Promise<{ bands: Float64Array[]; valid: Uint8Array[] }> {
  const { scale } = operator;
  const { scene, statistics } = prepared;
  const reach = Math.ceil(operator.radius / scale) + 1; // LR pixels beyond the block whose HR pixels it sees
  const left = Math.max(0, window.col - reach);
  const top = Math.max(0, window.row - reach);
  const around = { col: left, row: top, width: Math.min(low.width, window.col + window.width + reach) - left, height: Math.min(low.height, window.row + window.height + reach) - top };
  const y = operator.apply(await prepared.filled(scaled(around, scale), signal));
  const fresh = source.fill([1, prepared.bands.length, window.height, window.width], 0, window);
  const hr = await scene.read(scaled(window, scale), undefined, signal);
  const valid = hr.valid.map((mask) => cellMinimum(mask, window, scale));
  const bands = scene.bands.map((_, b) => {
    const k = prepared.bands.indexOf(b);
    if (k < 0) return Float64Array.from(cellMinimum(hr.bands[b]!, window, scale)); // alpha: as opaque as the cell's least opaque pixel
    const { offset, gain } = statistics[k]!;
    const out = new Float64Array(window.width * window.height);
    for (let i = 0, at = 0; i < window.height; i++) {
      const from = (k * around.height + window.row - top + i) * around.width + window.col - left;
      for (let j = 0; j < window.width; j++, at++) out[at] = y.data[from + j]! * gain + offset + noise[k]! * fresh.data[k * out.length + at]!;
    }
    return out;
  });
  return { bands, valid };
}

function scaled({ col, row, width, height }: Window, scale: number): Window {
  return { col: col * scale, row: row * scale, width: width * scale, height: height * scale };
}

/** The least value of each scale x scale cell. */
function cellMinimum<T extends Uint8Array | Float64Array>(x: T, { width, height }: Window, scale: number): T {
  const out = x.slice(0, width * height) as T;
  for (let i = 0; i < height * scale; i++) {
    for (let j = 0; j < width * scale; j++) {
      const at = Math.floor(i / scale) * width + Math.floor(j / scale);
      const v = x[i * width * scale + j]!;
      if ((i % scale === 0 && j % scale === 0) || v < out[at]!) out[at] = v;
    }
  }
  return out;
}
