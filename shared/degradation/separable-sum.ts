import { transpose, type Banded } from "../tensor/banded.js";

/**
 * A = sum_r V_r x H_r: V_r along the height, H_r along the width, all [low, high] with the same bands. Planes are
 * row-major; the working arrays are float64.
 */
export interface SeparableSum {
  readonly vertical: readonly Banded[];
  readonly horizontal: readonly Banded[];
  readonly verticalT: readonly Banded[];
  readonly horizontalT: readonly Banded[];
}

export function separableSum(vertical: readonly Banded[], horizontal: readonly Banded[]): SeparableSum {
  return { vertical, horizontal, verticalT: vertical.map(transpose), horizontalT: horizontal.map(transpose) };
}

/** out = A x for one plane: x at `from`, out at `to`. */
export function applyPlane({ vertical, horizontal }: SeparableSum, x: Float32Array, from: number, out: Float32Array, to: number): void {
  const { rows: height } = vertical[0]!;
  const { rows: width, cols: highWidth } = horizontal[0]!;
  const line = new Float64Array(highWidth);
  const sum = new Float64Array(width);
  for (let i = 0; i < height; i++) {
    sum.fill(0);
    for (let r = 0; r < vertical.length; r++) {
      line.fill(0);
      addRows(vertical[r]!, i, x, from, highWidth, line);
      addDots(horizontal[r]!, line, sum);
    }
    out.set(sum, to + i * width);
  }
}

/** out = A' y for one plane: y at `from`, out at `to`. */
export function adjointPlane({ verticalT, horizontalT }: SeparableSum, y: Float32Array, from: number, out: Float32Array, to: number): void {
  const { rows: highHeight, cols: height } = verticalT[0]!;
  const { rows: highWidth, cols: width } = horizontalT[0]!;
  const plane = height * highWidth;
  const stretched = new Float32Array(verticalT.length * plane);
  const line = new Float64Array(highWidth);
  for (let r = 0; r < verticalT.length; r++) {
    for (let i = 0; i < height; i++) {
      line.fill(0);
      addDots(horizontalT[r]!, y.subarray(from + i * width, from + (i + 1) * width), line);
      stretched.set(line, r * plane + i * highWidth);
    }
  }
  for (let i = 0; i < highHeight; i++) {
    line.fill(0);
    for (let r = 0; r < verticalT.length; r++) addRows(verticalT[r]!, i, stretched, r * plane, highWidth, line);
    out.set(line, to + i * highWidth);
  }
}

/** sum += row i of m times the rows of src. */
function addRows({ first, count, weights, stride }: Banded, i: number, src: Float32Array, from: number, width: number, sum: Float64Array): void {
  const n = count[i]!;
  let row = from + first[i]! * width;
  let k = i * stride;
  const end = k + n;
  for (; k + 4 <= end; k += 4, row += 4 * width) {
    const a = weights[k]!;
    const b = weights[k + 1]!;
    const c = weights[k + 2]!;
    const d = weights[k + 3]!;
    const r1 = row + width;
    const r2 = r1 + width;
    const r3 = r2 + width;
    for (let j = 0; j < width; j++) sum[j] = sum[j]! + (a * src[row + j]! + b * src[r1 + j]! + (c * src[r2 + j]! + d * src[r3 + j]!));
  }
  for (; k < end; k++, row += width) {
    const a = weights[k]!;
    for (let j = 0; j < width; j++) sum[j] = sum[j]! + a * src[row + j]!;
  }
}

/** sum[j] += row j of m times `line`. */
function addDots({ rows, first, count, weights, stride }: Banded, line: ArrayLike<number>, sum: Float64Array): void {
  for (let j = 0; j < rows; j++) {
    let k = j * stride;
    let s = first[j]!;
    const end = k + count[j]!;
    let even = 0;
    let odd = 0;
    for (; k + 4 <= end; k += 4, s += 4) {
      even += weights[k]! * line[s]! + weights[k + 2]! * line[s + 2]!;
      odd += weights[k + 1]! * line[s + 1]! + weights[k + 3]! * line[s + 3]!;
    }
    for (; k < end; k++, s++) even += weights[k]! * line[s]!;
    sum[j] = sum[j]! + even + odd;
  }
}
