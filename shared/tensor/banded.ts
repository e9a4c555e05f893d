/**
 * A sparse matrix whose row i is non-zero only in columns first[i] .. first[i]+count[i]-1: one axis of any
 * resampling or blur, edges included. `weights` holds row i from i*stride on. Everything float64.
 */
export interface Banded {
  readonly rows: number;
  readonly cols: number;
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float64Array;
  readonly stride: number;
}

/** Rows given as (first column, weights); zeros at either end are dropped, so that they cannot spread a NaN. */
export function banded(cols: number, rows: readonly { readonly first: number; readonly weights: ArrayLike<number> }[]): Banded {
  const first = new Int32Array(rows.length);
  const count = new Int32Array(rows.length);
  const starts = new Int32Array(rows.length);
  let stride = 1;
  for (const [i, row] of rows.entries()) {
    const { start, end } = trimmed(row.weights);
    starts[i] = start;
    first[i] = row.first + start;
    count[i] = end - start;
    stride = Math.max(stride, end - start);
  }
  const weights = new Float64Array(rows.length * stride);
  for (const [i, row] of rows.entries()) copied(row.weights, starts[i]!, count[i]!, weights, i * stride);
  return { rows: rows.length, cols, first, count, weights, stride };
}

/** The part between the zeros at either end. */
function trimmed(weights: ArrayLike<number>): { start: number; end: number } {
  let start = 0;
  let end = weights.length;
  while (start < end && weights[start] === 0) start++;
  while (end > start && weights[end - 1] === 0) end--;
  return { start, end };
}

function copied(values: ArrayLike<number>, from: number, count: number, out: Float64Array, to: number): void {
  for (let k = 0; k < count; k++) out[to + k] = values[from + k]!;
}

/** The transpose, again banded. */
export function transpose(m: Banded): Banded {
  const low = new Int32Array(m.cols).fill(m.rows);
  const high = new Int32Array(m.cols).fill(-1);
  for (let i = 0; i < m.rows; i++) {
    for (let j = m.first[i]!; j < m.first[i]! + m.count[i]!; j++) {
      low[j] = Math.min(low[j]!, i);
      high[j] = Math.max(high[j]!, i);
    }
  }
  const rows = Array.from({ length: m.cols }, (_, j) => {
    if (high[j]! < 0) return { first: 0, weights: new Float64Array(0) };
    const weights = new Float64Array(high[j]! - low[j]! + 1);
    for (let i = low[j]!; i <= high[j]!; i++) weights[i - low[j]!] = entry(m, i, j);
    return { first: low[j]!, weights };
  });
  return banded(m.rows, rows);
}

/** Element (i, j). */
export function entry(m: Banded, i: number, j: number): number {
  const k = j - m.first[i]!;
  return k >= 0 && k < m.count[i]! ? m.weights[i * m.stride + k]! : 0;
}

/**
 * out[i, j] = sum_k m[j, k] src[i, k] for `height` rows: m applied along the width.
 * src starts at `from` and has m.cols per row; out starts at `to` and has m.rows per row.
 */
export function alongWidth(m: Banded, src: Float32Array, from: number, out: Float32Array, to: number, height: number): void {
  const { rows, cols, first, count, weights, stride } = m;
  for (let i = 0; i < height; i++) {
    const row = from + i * cols;
    const target = to + i * rows;
    for (let j = 0; j < rows; j++) {
      const n = count[j]!;
      let s = row + first[j]!;
      let k = j * stride;
      if (n === 4) {
        out[target + j] = weights[k]! * src[s]! + weights[k + 1]! * src[s + 1]! + weights[k + 2]! * src[s + 2]! + weights[k + 3]! * src[s + 3]!;
        continue;
      }
      let even = 0;
      let odd = 0;
      const end = k + n;
      for (; k + 4 <= end; k += 4, s += 4) {
        even += weights[k]! * src[s]! + weights[k + 2]! * src[s + 2]!;
        odd += weights[k + 1]! * src[s + 1]! + weights[k + 3]! * src[s + 3]!;
      }
      for (; k < end; k++, s++) even += weights[k]! * src[s]!;
      out[target + j] = even + odd;
    }
  }
}

/**
 * out[i, j] = sum_k m[i, k] src[k, j] for `width` columns: m applied along the height.
 * src starts at `from`, out at `to`; both have `width` per row.
 */
export function alongHeight(m: Banded, src: Float32Array, from: number, out: Float32Array, to: number, width: number): void {
  const { rows, first, count, weights, stride } = m;
  const sum = new Float64Array(width);
  for (let i = 0; i < rows; i++) {
    const n = count[i]!;
    const w = i * stride;
    const row = from + first[i]! * width;
    const target = to + i * width;
    if (n === 4) {
      fourRows(src, row, width, weights[w]!, weights[w + 1]!, weights[w + 2]!, weights[w + 3]!, out, target);
      continue;
    }
    sum.fill(0);
    let k = 0;
    for (; k + 4 <= n; k += 4) addFourRows(src, row + k * width, width, weights[w + k]!, weights[w + k + 1]!, weights[w + k + 2]!, weights[w + k + 3]!, sum);
    for (; k < n; k++) addRow(src, row + k * width, width, weights[w + k]!, sum);
    for (let j = 0; j < width; j++) out[target + j] = sum[j]!;
  }
}

function fourRows(src: Float32Array, row: number, width: number, a: number, b: number, c: number, d: number, out: Float32Array, target: number): void {
  const r1 = row + width;
  const r2 = r1 + width;
  const r3 = r2 + width;
  for (let j = 0; j < width; j++) out[target + j] = a * src[row + j]! + b * src[r1 + j]! + c * src[r2 + j]! + d * src[r3 + j]!;
}

function addFourRows(src: Float32Array, row: number, width: number, a: number, b: number, c: number, d: number, sum: Float64Array): void {
  const r1 = row + width;
  const r2 = r1 + width;
  const r3 = r2 + width;
  for (let j = 0; j < width; j++) sum[j] = sum[j]! + (a * src[row + j]! + b * src[r1 + j]! + (c * src[r2 + j]! + d * src[r3 + j]!));
}

function addRow(src: Float32Array, row: number, width: number, a: number, sum: Float64Array): void {
  for (let j = 0; j < width; j++) sum[j] = sum[j]! + a * src[row + j]!;
}
