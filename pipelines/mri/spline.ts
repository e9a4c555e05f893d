import { setImmediate as yieldToEvents } from "node:timers/promises";
import type { Volume } from "./volume.js";

/** The pole of the cubic B-spline's inverse filter, and its gain (Unser, Aldroubi & Eden 1993, "B-spline signal processing II", table I). */
const POLE = Math.sqrt(3) - 2;
const GAIN = 6;
/** The pole's power that float32 no longer tells from zero. */
const HORIZON = 14;

/** Values of a volume between its voxels. */
export interface Interpolator {
  /** At fractional indices within half a voxel of the volume; undefined where one of the voxels around it was not measured. */
  at(slice: number, row: number, column: number): number | undefined;
}

/**
 * Cubic B-spline interpolation in the plane of the slices, mirrored at their edges, linear between slices, which are far apart. Linear weights
 * in the plane would damp what lies above half of the Nyquist frequency by as much as the grids happen to be apart from each other: what
 * guides a super-resolution by two. Voxels that were not measured count as 0.
 */
export async function interpolator({ geometry: { slices, rows, columns }, data, valid }: Volume, signal?: AbortSignal): Promise<Interpolator> {
  const coefficients = valid === undefined ? data.slice() : data.map((value, i) => (valid[i] === 0 ? 0 : value));
  const plane = rows * columns;
  const line = new Float64Array(Math.max(rows, columns));
  for (let k = 0; k < slices; k++) {
    for (let i = 0; i < rows; i++) filterLine(coefficients, { from: k * plane + i * columns, step: 1, count: columns }, line);
    for (let j = 0; j < columns; j++) filterLine(coefficients, { from: k * plane + j, step: columns, count: rows }, line);
    await yieldToEvents();
    signal?.throwIfAborted();
  }
  const measured = (k: number, i: number, j: number): boolean => valid === undefined || valid[(k * rows + i) * columns + j] !== 0;
  const [down, across] = [new Float64Array(4), new Float64Array(4)];
  return {
    at(slice, row, column) {
      const k = Math.min(slices - 1, Math.max(0, Math.floor(slice)));
      const [i, j] = [Math.floor(row), Math.floor(column)];
      basis(row - i, down);
      basis(column - j, across);
      const [top, bottom, left, right] = [mirrored(i, rows), mirrored(i + 1, rows), mirrored(j, columns), mirrored(j + 1, columns)];
      let value = 0;
      for (let next = 0; next < 2; next++) {
        const weight = next === 0 ? 1 - (slice - k) : slice - k;
        if (weight <= 0) continue;
        const at = Math.min(slices - 1, k + next);
        if (!measured(at, top, left) || !measured(at, top, right) || !measured(at, bottom, left) || !measured(at, bottom, right)) return undefined;
        let sum = 0;
        for (let a = 0; a < 4; a++) {
          const start = at * plane + mirrored(i - 1 + a, rows) * columns;
          let part = 0;
          for (let b = 0; b < 4; b++) part += across[b]! * coefficients[start + mirrored(j - 1 + b, columns)]!;
          sum += down[a]! * part;
        }
        value += weight * sum;
      }
      return value;
    },
  };
}

/** The four B-splines that reach a point at `t` in [0, 1) between the second and the third of their centres. */
function basis(t: number, out: Float64Array): void {
  const s = 1 - t;
  out[0] = s ** 3 / 6;
  out[1] = 2 / 3 - (t * t * (2 - t)) / 2;
  out[2] = 2 / 3 - (s * s * (2 - s)) / 2;
  out[3] = t ** 3 / 6;
}

/** Samples -> coefficients of the spline through them, in place, along one line (Unser et al. 1993, box 1). */
function filterLine(data: Float32Array, { from, step, count }: { readonly from: number; readonly step: number; readonly count: number }, line: Float64Array): void {
  if (count === 1) return;
  let first = 0;
  for (let i = HORIZON - 1; i >= 0; i--) first = first * POLE + data[from + mirrored(i, count) * step]!;
  line[0] = first;
  for (let i = 1; i < count; i++) line[i] = data[from + i * step]! + POLE * line[i - 1]!;
  line[count - 1] = (POLE / (POLE * POLE - 1)) * (line[count - 1]! + POLE * line[count - 2]!);
  for (let i = count - 2; i >= 0; i--) line[i] = POLE * (line[i + 1]! - line[i]!);
  for (let i = 0; i < count; i++) data[from + i * step] = GAIN * line[i]!;
}

/** Index of the sample that a line, mirrored about its outermost centres, holds at i. */
function mirrored(i: number, count: number): number {
  if (i >= 0 && i < count) return i;
  if (count === 1) return 0;
  const period = 2 * (count - 1);
  const at = ((i % period) + period) % period;
  return at < count ? at : period - at;
}
