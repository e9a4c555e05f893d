/**
 * Through-plane super-resolution on an isotropic head: thick slices are made from thin ones, restored, and compared with the thin ones.
 * `npx tsx bench/mri-through-plane.ts FOLDER [--factors 2,3,4] [--method regression] [--threads 1]`, FOLDER an isotropic 3-D series.
 * "box": slices averaged over their thickness, as a scanner with gapless slices measures; "truncated": what the method assumes.
 */
import { parseArgs } from "node:util";
import { openModels } from "../pipelines/mri/models.js";
import { openStudy } from "../pipelines/mri/open.js";
import type { MethodName } from "../pipelines/mri/options.js";
import { signalRange } from "../pipelines/mri/prepare.js";
import { sliceTruncation } from "../pipelines/mri/through-plane.js";
import { restoreVolume } from "../pipelines/mri/volume-run.js";
import type { Volume } from "../pipelines/mri/volume.js";
import type { Preset } from "../shared/runtime/presets.js";
import { tensor } from "../shared/tensor/tensor.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { factors: { type: "string", default: "2,3,4" }, method: { type: "string", default: "regression" }, preset: { type: "string", default: "fidelity" }, threads: { type: "string", default: "1" } },
});
const SLICES = 96;
const SIDE = 128;

const [stack] = (await openStudy(positionals[0]!)).stacks;
const truth = middle(await stack!.read());
const range = signalRange(truth);

for (const factor of values.factors.split(",").map(Number)) {
  for (const profile of ["box", "truncated"] as const) {
    const thick = profile === "box" ? averaged(truth, factor) : truncated(truth, factor);
    for (const method of ["nearest", "zero-fill", values.method as MethodName] as const) {
      const x = method === "nearest" ? repeated(thick, factor) : await restored(thick, factor, method);
      console.log(`x${factor}  ${profile.padEnd(9)}  ${method.padEnd(11)}  PSNR ${psnr(x, truth.data).toFixed(2)} dB`);
    }
  }
}

async function restored(thick: Volume, factor: number, method: MethodName): Promise<Float32Array> {
  const models = await openModels({ method, denoise: false, enlarge: true, device: "cpu", threads: Number(values.threads) });
  try {
    return (await restoreVolume(thick, { models, scale: 1, throughPlane: factor, alignment: "center", preset: values.preset as Preset })).volume.data;
  } finally {
    await models.close();
  }
}

/** A block from the middle of the head; its sides are multiples of 12. */
function middle({ geometry: { slices, rows, columns, ...rest }, data }: Volume): Volume {
  const out = new Float32Array(SLICES * SIDE * SIDE);
  const [k0, i0, j0] = [(slices - SLICES) >> 1, (rows - SIDE) >> 1, (columns - SIDE) >> 1];
  for (let k = 0; k < SLICES; k++) {
    for (let i = 0; i < SIDE; i++) {
      const from = ((k0 + k) * rows + i0 + i) * columns + j0;
      out.set(data.subarray(from, from + SIDE), (k * SIDE + i) * SIDE);
    }
  }
  return { geometry: { ...rest, slices: SLICES, rows: SIDE, columns: SIDE, positions: rest.positions.slice(k0, k0 + SLICES) }, data: out };
}

function thicker({ geometry }: Volume, factor: number, data: Float32Array): Volume {
  return { geometry: { ...geometry, slices: geometry.slices / factor, positions: geometry.positions.filter((_, k) => k % factor === 0) }, data };
}

function averaged(volume: Volume, factor: number): Volume {
  const plane = SIDE * SIDE;
  const data = new Float32Array(volume.data.length / factor);
  for (let i = 0; i < data.length; i++) {
    const [k, at] = [Math.floor(i / plane), i % plane];
    for (let f = 0; f < factor; f++) data[i]! += volume.data[(k * factor + f) * plane + at]! / factor;
  }
  return thicker(volume, factor, data);
}

function truncated(volume: Volume, factor: number): Volume {
  return thicker(volume, factor, sliceTruncation(factor).apply(tensor([1, 1, SLICES, SIDE * SIDE], volume.data)).data);
}

function repeated({ data }: Volume, factor: number): Float32Array {
  const plane = SIDE * SIDE;
  return Float32Array.from({ length: factor * data.length }, (_, i) => data[Math.floor(Math.floor(i / plane) / factor) * plane + (i % plane)]!);
}

function psnr(x: Float32Array, y: Float32Array): number {
  const error = x.reduce((sum, v, i) => sum + (v - y[i]!) ** 2, 0) / x.length;
  return 10 * Math.log10(range ** 2 / error);
}
