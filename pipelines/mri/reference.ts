import { setImmediate as yieldToEvents } from "node:timers/promises";
import { expected } from "../../shared/errors.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import { place } from "./evaluate-place.js";
import { requireSignalRange } from "./prepare.js";
import { registerShift, type Registration } from "./register-shift.js";
import { interpolator, type Interpolator } from "./spline.js";
import type { Stack } from "./study.js";
import type { Geometry, Vec3, Volume } from "./volume.js";

/** Share of the target's voxels that a reference must cover. */
const COVERAGE = 0.7;
/** A reference that is found by itself has pixels at most this many times the target's. */
const FINER = 0.75;
/** A slice counts as covered from this share of its voxels on. */
const SLICE_COVERAGE = 0.5;
/** Points of the target, along each axis, at which coverage is tried. */
const PROBES = 12;
/** Samples between two yields: some 10 ms. */
const PART = 1 << 14;
/** At most so many samples of the reference are averaged along each axis of a result pixel. */
const MOST_SAMPLES = 4;

export interface FindOptions {
  /** "auto", "none", or a series number or key. */
  readonly reference: string;
}

/**
 * The stack of the study that guides `target`: the same frame of reference, most of the target covered, and finer pixels (or named). Of
 * several the finest wins, then the best coverage, then the first. Undefined for "none". Throws bad-input where there is none to be
 * used, saying why.
 */
export function findReference(target: Stack, stacks: readonly Stack[], { reference }: FindOptions): Stack | undefined {
  if (reference === "none") return undefined;
  const others = stacks.filter(({ key }) => key !== target.key);
  const named = reference !== "auto";
  const candidates = named ? others.filter(({ key, seriesNumber }) => key === reference || String(seriesNumber) === reference) : others;
  if (named && candidates.length === 0) {
    const known = others.map(({ key, seriesNumber }) => (seriesNumber === undefined ? key : `${seriesNumber} (${key})`)).join(", ");
    throw expected("bad-option", { subject: "--reference", want: `another series of the study: ${known || "there is none"}`, got: reference, advice: "mri-sr inspect lists them" });
  }
  const judged = candidates.map((stack) => ({ stack, problem: obstacle(target.geometry, stack.geometry, named), covered: coverage(target.geometry, stack.geometry) }));
  const [best] = judged
    .filter(({ problem }) => problem === undefined)
    .sort((a, b) => pixelArea(a.stack.geometry) - pixelArea(b.stack.geometry) || b.covered - a.covered);
  if (best !== undefined) return best.stack;
  const reasons = judged.map(({ stack, problem }) => `${stack.seriesNumber ?? stack.key} ${problem}`);
  throw expected("bad-input", {
    subject: target.label, want: "a reference series for --method disc-diff", got: reasons.length === 0 ? "no other series" : reasons.join("; "),
    advice: "name one with --reference, pass --reference none for the single-contrast branch, or choose --method srdiff",
  });
}

/** Why `reference` cannot guide `target`. */
function obstacle(target: Geometry, reference: Geometry, named: boolean): string | undefined {
  const [a, b] = [target.frameOfReference, reference.frameOfReference];
  if (a !== undefined && b !== undefined ? a !== b : !named) return a === b ? "has no frame of reference" : "has another frame of reference";
  if (reference.slices < 2) return "is a single slice";
  const covered = coverage(target, reference);
  if (covered < COVERAGE) return `covers ${(100 * covered).toFixed(0)} % of it`;
  if (!named && pixelArea(reference) > FINER ** 2 * pixelArea(target)) return "has pixels that are not finer";
  return undefined;
}

function pixelArea({ pixelSpacing }: Geometry): number {
  return pixelSpacing[0] * pixelSpacing[1];
}

/** Share of the target's box that lies between the reference's voxels, 0..1. */
export function coverage(target: Geometry, reference: Geometry): number {
  const locate = locator(reference);
  let inside = 0;
  for (let k = 0; k < PROBES; k++) {
    for (let i = 0; i < PROBES; i++) {
      for (let j = 0; j < PROBES; j++) {
        const share = (index: number, size: number): number => (index / (PROBES - 1)) * (size - 1);
        if (locate(place(target, { slice: share(k, target.slices), row: share(i, target.rows), column: share(j, target.columns) })) !== undefined) inside++;
      }
    }
  }
  return inside / PROBES ** 3;
}

interface Place {
  readonly slice: number;
  readonly row: number;
  readonly column: number;
}

/** Fractional voxel indices of a point; undefined where it lies more than half a voxel beyond the outermost centres. */
function locator(geometry: Geometry): (point: Vec3) => Place | undefined {
  const { rowDirection, columnDirection, pixelSpacing, positions, rows, columns } = geometry;
  const normal = cross(rowDirection, columnDirection);
  const heights = positions.map((p) => dot(p, normal));
  const last = heights.length - 1;
  const edge = 0.5 * (geometry.sliceSpacing ?? geometry.sliceThickness ?? 1);
  return (point) => {
    const height = dot(point, normal);
    if (height < heights[0]! - edge || height > heights[last]! + edge) return undefined;
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (heights[middle]! <= height) low = middle;
      else high = middle;
    }
    const step = heights[high]! - heights[low]!;
    const share = step === 0 ? 0 : Math.min(1, Math.max(0, (height - heights[low]!) / step));
    // slices need not lie exactly above each other
    const at = (axis: 0 | 1 | 2): number => point[axis] - (positions[low]![axis] + share * (positions[high]![axis] - positions[low]![axis]));
    const from: Vec3 = [at(0), at(1), at(2)];
    const row = dot(from, columnDirection) / pixelSpacing[0];
    const column = dot(from, rowDirection) / pixelSpacing[1];
    if (row < -0.5 || column < -0.5 || row > rows - 0.5 || column > columns - 0.5) return undefined;
    return { slice: low + share, row, column };
  };
}

export interface ResampledReference {
  /** [count, 1, rows, columns] in the reference's own model range; 0 beyond its edges. */
  readonly image: Tensor;
  /** For each slice, whether enough of it is covered to be used. */
  readonly given: readonly boolean[];
}

/** A reference volume that is sampled on other grids by their place in the patient. */
export interface Reference {
  readonly stack: Stack;
  /** How it was moved to lie on the target; where that was asked for. */
  readonly registration?: Registration;
  /** Slices [from, from + count) of `target`, by interpolation (spline.ts); finer references are averaged over the target's pixel. */
  sample(target: Geometry, slices: { readonly from: number; readonly count: number; readonly signal?: AbortSignal }): Promise<ResampledReference>;
}

export interface OpenReferenceOptions {
  /** Of its values, the one that becomes 1. Default 99.5. */
  readonly percentile?: number;
  /** The volume that it is to lie on: a small shift between the two is looked for, and kept where it is clear. */
  readonly target?: Volume;
  readonly signal?: AbortSignal;
}

/** Reads a reference. */
export async function openReference(stack: Stack, { percentile, target, signal }: OpenReferenceOptions = {}): Promise<Reference> {
  const volume = await stack.read(signal && { signal });
  const ranged = { subject: stack.label, ...(percentile !== undefined && { percentile }) };
  const high = await requireSignalRange(volume, ranged);
  const registration = target && (await registerShift(target, volume, { targetHigh: await requireSignalRange(target, ranged), referenceHigh: high, locate: locator(volume.geometry), ...(signal && { signal }) }));
  const shift = registration?.shift ?? [0, 0, 0];
  const values = await interpolator(volume, signal);
  return { stack, ...(registration && { registration }), sample: (grid, slices) => resampled({ geometry: volume.geometry, values }, { high, shift }, grid, slices) };
}

async function resampled({ geometry, values }: { readonly geometry: Geometry; readonly values: Interpolator }, { high, shift }: { readonly high: number; readonly shift: Vec3 }, target: Geometry, { from, count, signal }: { readonly from: number; readonly count: number; readonly signal?: AbortSignal }): Promise<ResampledReference> {
  const { rows, columns } = target;
  const locate = locator(geometry);
  const image = tensor([count, 1, rows, columns]);
  const given: boolean[] = [];
  const samples = (axis: 0 | 1): number => Math.min(MOST_SAMPLES, Math.max(1, Math.round(target.pixelSpacing[axis] / geometry.pixelSpacing[axis])));
  const [down, across] = [samples(0), samples(1)];
  const every = Math.max(1, Math.floor(PART / (columns * down * across)));
  for (let k = 0; k < count; k++) {
    let covered = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        let found = 0;
        for (let a = 0; a < down; a++) {
          for (let b = 0; b < across; b++) {
            const [x, y, z] = place(target, { slice: from + k, row: i + (a + 0.5) / down - 0.5, column: j + (b + 0.5) / across - 0.5 });
            const at = locate([x + shift[0], y + shift[1], z + shift[2]]);
            const value = at && values.at(at.slice, at.row, at.column);
            if (value === undefined) continue;
            sum += value;
            found++;
          }
        }
        if (found === 0) continue;
        covered++;
        image.data[(k * rows + i) * columns + j] = Math.max(0, sum / found / high); // a spline may swing below what a magnitude can be
      }
      if (i % every === every - 1) await yieldToEvents();
    }
    signal?.throwIfAborted();
    given.push(covered >= SLICE_COVERAGE * rows * columns);
  }
  // a slice that is hardly covered would be worse than none
  given.forEach((is, k) => is || image.data.fill(0, k * rows * columns, (k + 1) * rows * columns));
  return { image, given };
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
