/**
 * Held-out MR volumes for mri-quality.ts, mri-denoise.ts and mri-uncertainty.ts: patients that no training sees (models/training/mri_data.py).
 * `folder` holds open_ms_longitudinal_raw. The volumes stay in their folder.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openNifti } from "../pipelines/mri/nifti.js";
import { openReference } from "../pipelines/mri/reference.js";
import { signalRange } from "../pipelines/mri/prepare.js";
import type { Stack } from "../pipelines/mri/study.js";
import type { Volume } from "../pipelines/mri/volume.js";
import { kspaceTruncate } from "../shared/degradation/kspace.js";
import { tensor } from "../shared/tensor/tensor.js";

export interface Held {
  readonly patient: string;
  /** T1W, T2W or FLAIR. */
  readonly contrast: string;
  readonly stack: Stack;
  /** Some of its slices, sides cut to multiples of 12. */
  readonly truth: Volume;
  /** Its 99.5th percentile: the peak of every PSNR. */
  readonly range: number;
}

const PATIENTS = ["patient04", "patient20"];
/** Slices with less than this share of their pixels above a tenth of the range are left out: mostly air. */
const FILLED = 0.08;

export async function validationVolumes(folder: string, { every = 4 }: { every?: number } = {}): Promise<Held[]> {
  const root = join(folder, "open_ms_longitudinal_raw");
  if (!existsSync(root)) throw new Error(`${folder}: expected a folder with open_ms_longitudinal_raw, got none; give the folder that the training reads`);
  const out: Held[] = [];
  for (const patient of PATIENTS) {
    for (const file of readdirSync(join(root, patient)).filter((name) => name.endsWith(".nii.gz")).sort()) {
      const { stacks: [stack] } = await openNifti(join(root, patient, file));
      const volume = await stack!.read();
      const range = signalRange(volume);
      out.push({ patient, contrast: file.split("_")[1]!.split(".")[0]!, stack: stack!, truth: thinned(volume, { every, range }), range });
    }
  }
  return out;
}

export type Guide = "none" | "reference" | "wrong patient's";

/** What guides `target`, truncated to `input`: the series with the finest pixels, as findReference (reference.ts) chooses; NIfTI has no frame of reference for it. */
export async function openGuide(held: readonly Held[], { target, input, guide }: { readonly target: Held; readonly input: Volume; readonly guide: Guide }) {
  if (guide === "none") return undefined;
  const others = held.filter((each) => (guide === "reference" ? each.patient === target.patient && each.contrast !== target.contrast : each.patient !== target.patient));
  const area = ({ stack: { geometry: { pixelSpacing } } }: Held): number => pixelSpacing[0] * pixelSpacing[1];
  const [chosen] = others.sort((a, b) => area(a) - area(b));
  const reference = await openReference(chosen!.stack, { percentile: 99.5, target: input });
  return { reference, fits: reference.registration?.fits !== false };
}

function thinned({ geometry, data }: Volume, { every, range }: { every: number; range: number }): Volume {
  const [rows, columns] = [geometry.rows - (geometry.rows % 12), geometry.columns - (geometry.columns % 12)];
  const plane = geometry.rows * geometry.columns;
  const full = Array.from({ length: geometry.slices }, (_, k) => k).filter((k) => {
    const slice = data.subarray(k * plane, (k + 1) * plane);
    return slice.reduce((n, v) => n + (v > 0.1 * range ? 1 : 0), 0) / plane > FILLED;
  });
  const kept = full.filter((_, i) => i % every === 0);
  const out = new Float32Array(kept.length * rows * columns);
  kept.forEach((k, at) => {
    for (let i = 0; i < rows; i++) out.set(data.subarray(k * plane + i * geometry.columns, k * plane + i * geometry.columns + columns), (at * rows + i) * columns);
  });
  return { geometry: { ...geometry, slices: kept.length, rows, columns, positions: kept.map((k) => geometry.positions[k]!) }, data: out };
}

/** A(truth): the volume as k-space truncated by `scale` in both axes would have given it. */
export function truncated({ geometry, data }: Volume, scale: number): Volume {
  const { slices, rows, columns, pixelSpacing } = geometry;
  const lr = kspaceTruncate(scale).apply(tensor([slices, 1, rows, columns], data));
  return { geometry: { ...geometry, rows: rows / scale, columns: columns / scale, pixelSpacing: [pixelSpacing[0] * scale, pixelSpacing[1] * scale] }, data: lr.data };
}

/** Slices k = 0, 1, ... as tensors of [1, 1, rows, columns] in units of `range`. */
export function* slicesOf({ geometry: { slices, rows, columns }, data }: Volume, range: number) {
  for (let k = 0; k < slices; k++) yield tensor([1, 1, rows, columns], data.slice(k * rows * columns, (k + 1) * rows * columns).map((v) => v / range));
}
