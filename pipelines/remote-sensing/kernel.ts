import { readFile } from "node:fs/promises";
import { KERNEL_SIZE, convolveKernels, deltaKernel, gaussianKernel, kernelCorrelation, normalizeKernel, type Kernel } from "../../shared/degradation/kernel.js";
import { ddim } from "../../shared/diffusion/plans/ddim.js";
import { draws, placedNoise } from "../../shared/diffusion/noise.js";
import { sample } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import type { Model } from "../../shared/runtime/model.js";
import { pad } from "../../shared/tensor/layout.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import type { Region } from "../../shared/tiles/lattice.js";
import { bandGroups } from "./groups.js";
import { scheduleIn } from "../../shared/runtime/presets.js";
import type { Prepared } from "./prepare.js";

/** auto: predicted where a kernel model is at hand; else given by its Gaussian parameters or a file. Angles in degrees here. */
export type KernelOption =
  | { readonly kind: "auto" }
  | { readonly kind: "gaussian"; readonly sigma1: number; readonly sigma2: number; readonly angle: number }
  | { readonly kind: "file"; readonly path: string };

/** `auto`, `gaussian:s1,s2,angle` (output pixels, degrees from the column axis towards increasing rows), or a path. */
export function parseKernel(text: string): KernelOption {
  if (text === "auto") return { kind: "auto" };
  const match = /^gaussian:(.*)$/.exec(text);
  if (!match) return { kind: "file", path: text };
  const numbers = match[1]!.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const [sigma1, sigma2, angle = 0] = numbers;
  if (numbers.length < 2 || numbers.length > 3 || !numbers.every(Number.isFinite) || !(sigma1! > 0) || !(sigma2! > 0)) {
    throw expected("bad-option", { subject: "--kernel", want: "gaussian:s1,s2,angle with sigmas above 0", got: text, advice: "for example gaussian:1.6,0.8,30" });
  }
  return { kind: "gaussian", sigma1: sigma1!, sigma2: sigma2!, angle };
}

/** The kernel that the user gave, 25 x 25; undefined for auto. Throws bad-option for a file of another scale, where one is wanted. */
export async function givenKernel(option: KernelOption, scale?: number): Promise<Kernel | undefined> {
  if (option.kind === "auto") return undefined;
  if (option.kind === "gaussian") return gaussianKernel({ sigma1: option.sigma1, sigma2: option.sigma2, angle: (option.angle * Math.PI) / 180 });
  let text: string;
  try {
    text = await readFile(option.path, "utf8");
  } catch (cause) {
    throw expected("bad-option", { subject: "--kernel", want: "auto, gaussian:s1,s2,angle or a file that can be read", got: option.path, advice: "check the path", cause });
  }
  return readKernel(text, option.path, scale);
}

/** JSON `{ "size": n, "data": [n*n numbers], "scale": of its grid }` or n lines of n numbers, n odd and at most 25. */
export function readKernel(text: string, name: string, scale?: number): Kernel {
  const wrong = (got: unknown): Error =>
    expected("bad-option", {
      subject: name,
      want: `an odd square of at most ${KERNEL_SIZE} x ${KERNEL_SIZE} non-negative numbers, as {"size", "data"} or as lines`,
      got,
      advice: "write one with rsr kernel",
    });
  let values: unknown;
  if (text.trimStart().startsWith("{")) {
    let record: { data?: unknown; scale?: unknown };
    try {
      record = JSON.parse(text) as typeof record;
    } catch {
      throw wrong("damaged JSON");
    }
    values = record.data;
    if (scale !== undefined && typeof record.scale === "number" && record.scale !== scale) {
      throw expected("bad-option", { subject: name, want: `a kernel in pixels of the x${scale} grid`, got: `one of the x${record.scale} grid`, advice: `estimate it with rsr kernel --scale ${scale}` });
    }
  } else values = text.trim().split(/[\s,]+/).map(Number);
  if (!Array.isArray(values) || !values.every((v): v is number => typeof v === "number" && Number.isFinite(v) && v >= 0)) throw wrong("other contents");
  const size = Math.sqrt(values.length);
  if (!Number.isInteger(size) || size % 2 === 0 || size > KERNEL_SIZE || !values.some((v) => v > 0)) throw wrong(`${values.length} numbers`);
  const kernel = normalizeKernel(values);
  return size === KERNEL_SIZE ? kernel : convolveKernels(deltaKernel(KERNEL_SIZE), kernel);
}

/** How a model's code becomes a kernel: normalise((mean + sum_i code_i basis_i)^2). */
export interface KernelBasis {
  readonly size: number;
  readonly mean: readonly number[];
  readonly basis: readonly (readonly number[])[];
}

/** The model's table "kernel-basis". Throws bad-model where it is missing or has another shape. */
export async function readKernelBasis(model: Model): Promise<KernelBasis> {
  const basis = JSON.parse(new TextDecoder().decode(await model.data("kernel-basis"))) as Partial<KernelBasis>;
  const area = KERNEL_SIZE ** 2;
  if (basis.size !== KERNEL_SIZE || basis.mean?.length !== area || !basis.basis?.length || basis.basis.some((row) => row.length !== area)) {
    throw expected("bad-model", { subject: model.folder, want: `a kernel-basis of ${KERNEL_SIZE} x ${KERNEL_SIZE}`, got: `size ${basis.size}`, advice: "install the model again" });
  }
  return basis as KernelBasis;
}

export function decodeKernel({ mean, basis }: KernelBasis, code: ArrayLike<number>): Kernel {
  const root = Float64Array.from(mean);
  basis.forEach((row, i) => row.forEach((v, k) => (root[k]! += code[i]! * v)));
  return normalizeKernel(root.map((v) => v * v));
}

export interface KernelPrediction {
  readonly kernel: Kernel;
  /** Places that voted, in input pixels, those with the strongest gradients first. */
  readonly regions: readonly Region[];
  /** Mean correlation of the votes with the result: 1 where all agree. */
  readonly agreement: number;
}

/**
 * Side of a voting window in input pixels, candidates along an axis, voters (the candidates with the strongest gradients),
 * and the least number of votes: a small scene's few windows draw several times.
 */
const VOTE = { side: 64, across: 6, voters: 12, smallest: 32, least: 12 };
const STEPS = 10;

/**
 * DDSR's first diffusion: a kernel code for each of several windows of the scene, by 10 DDIM steps from placed noise. The
 * scene's kernel is the median of the votes, element by element. Undefined where no window is valid.
 */
export async function predictKernel(
  model: Model,
  { prepared, scale, seed, signal }: { prepared: Prepared; scale: number; seed: number; signal?: AbortSignal },
): Promise<KernelPrediction | undefined> {
  const windows = await strongest(prepared, signal);
  if (windows.length === 0) return undefined;
  const votes: Kernel[] = [];
  const basis = await readKernelBasis(model);
  const size = basis.basis.length;
  const plan = ddim(scheduleIn(model.card), { steps: STEPS });
  const noise = placedNoise(seed);
  for (const { lr, region } of windows) {
    signal?.throwIfAborted();
    const groups = bandGroups(lr);
    const [n] = groups.dims;
    const { features } = await model.run("kernel-encoder", { lr: groups, scale: { data: new Float32Array(n).fill(scale), dims: [n, 1] } });
    const denoise = model.denoiser("kernel", { features: features! });
    for (let draw = 0; draw < Math.ceil(VOTE.least / (windows.length * n)); draw++) {
      const origins = Array.from({ length: n }, (_, group) => ({ row: region.row + group * 2 ** 24 + draw * 2 ** 22, col: region.col * size }));
      const start = noise.fill([n, 1, 1, size], draws.start, origins);
      const code = await sample(denoise, { plan, start, ...(signal && { signal }) });
      for (let group = 0; group < n; group++) votes.push(decodeKernel(basis, code.data.subarray(group * size, (group + 1) * size)));
    }
  }
  const kernel = medianKernel(votes);
  return { kernel, regions: windows.map(({ region }) => region), agreement: votes.reduce((sum, vote) => sum + kernelCorrelation(vote, kernel), 0) / votes.length };
}

/** Windows on a regular grid over the whole scene, fully valid, those with the strongest mean gradient first. */
async function strongest(prepared: Prepared, signal?: AbortSignal): Promise<{ lr: Tensor; region: Region }[]> {
  const { scene } = prepared;
  const found: { lr: Tensor; region: Region; strength: number }[] = [];
  for (const row of places(scene.height)) {
    for (const col of places(scene.width)) {
      signal?.throwIfAborted();
      const region = { row, col, height: Math.min(VOTE.side, scene.height), width: Math.min(VOTE.side, scene.width) };
      const { y, valid } = await prepared.measured(region, signal);
      if (valid.some((mask) => mask.includes(0))) continue;
      found.push({ lr: atLeast(y, VOTE.smallest), region, strength: meanGradient(y) });
    }
  }
  return found.sort((a, b) => b.strength - a.strength).slice(0, VOTE.voters);
}

function places(extent: number): number[] {
  const last = Math.max(0, extent - VOTE.side);
  const count = Math.min(VOTE.across, Math.ceil(extent / VOTE.side));
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * last) / (count - 1))));
}

function atLeast(x: Tensor, side: number): Tensor {
  const [, , h, w] = x.dims;
  return h >= side && w >= side ? x : pad(x, { top: 0, left: 0, bottom: Math.max(0, side - h), right: Math.max(0, side - w) }, "edge");
}

function meanGradient({ data, dims: [n, c, h, w] }: Tensor): number {
  let sum = 0;
  for (let p = 0; p < n * c * h; p++) for (let j = 1; j < w; j++) sum += Math.abs(data[p * w + j]! - data[p * w + j - 1]!);
  return sum / data.length;
}

function medianKernel(votes: readonly Kernel[]): Kernel {
  const length = votes[0]!.data.length;
  const median = new Float64Array(length);
  const values = new Float64Array(votes.length);
  for (let i = 0; i < length; i++) {
    votes.forEach((vote, v) => (values[v] = vote.data[i]!));
    values.sort();
    median[i] = (values[(votes.length - 1) >> 1]! + values[votes.length >> 1]!) / 2;
  }
  return normalizeKernel(median);
}
