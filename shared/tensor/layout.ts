import { size, tensor, type Dims, type Tensor } from "./tensor.js";

/** Loops that move samples without changing them: crop, pad, and cutting or joining along items and channels. */

export interface Region {
  readonly row: number;
  readonly col: number;
  readonly height: number;
  readonly width: number;
}

/** The samples of `region`, which must lie inside x. */
export function crop(x: Tensor, { row, col, height, width }: Region): Tensor {
  const [n, c, h, w] = x.dims;
  if (row < 0 || col < 0 || row + height > h || col + width > w) {
    throw new Error(`crop: expected a region inside ${h}x${w}, got ${height}x${width} at row ${row}, col ${col}`);
  }
  const out = tensor([n, c, height, width]);
  for (let p = 0; p < n * c; p++) {
    for (let i = 0; i < height; i++) {
      const from = (p * h + row + i) * w + col;
      out.data.set(x.data.subarray(from, from + width), (p * height + i) * width);
    }
  }
  return out;
}

/** Writes `patch` into x at (row, col), in place; the patch must lie inside x and have its items and channels. */
export function pasteInPlace(x: Tensor, patch: Tensor, { row, col }: { row: number; col: number }): void {
  const [n, c, h, w] = x.dims;
  const [pn, pc, ph, pw] = patch.dims;
  if (pn !== n || pc !== c || row < 0 || col < 0 || row + ph > h || col + pw > w) {
    throw new Error(`pasteInPlace: expected a patch inside ${x.dims.join("x")}, got ${patch.dims.join("x")} at row ${row}, col ${col}`);
  }
  for (let p = 0; p < n * c; p++) {
    for (let i = 0; i < ph; i++) {
      const from = (p * ph + i) * pw;
      x.data.set(patch.data.subarray(from, from + pw), (p * h + row + i) * w + col);
    }
  }
}

export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** "edge" repeats the border sample, "reflect" mirrors around it without repeating it (numpy's names); any padding width. */
export function pad(x: Tensor, { top, bottom, left, right }: Padding, mode: "edge" | "reflect"): Tensor {
  if (Math.min(top, bottom, left, right) < 0) throw new Error(`pad: expected widths >= 0, got ${top}, ${bottom}, ${left}, ${right}`);
  const [n, c, h, w] = x.dims;
  const out = tensor([n, c, h + top + bottom, w + left + right]);
  const index = mode === "edge" ? edgeIndex : reflectIndex;
  const cols = Int32Array.from({ length: w + left + right }, (_, j) => index(j - left, w));
  let at = 0;
  for (let p = 0; p < n * c; p++) {
    for (let i = -top; i < h + bottom; i++) {
      const from = (p * h + index(i, h)) * w;
      for (let j = 0; j < cols.length; j++) out.data[at++] = x.data[from + cols[j]!]!;
    }
  }
  return out;
}

/** Nearest index inside 0..size-1. */
export function edgeIndex(i: number, size: number): number {
  return i < 0 ? 0 : i >= size ? size - 1 : i;
}

/** Index after mirroring at the border samples, as often as needed. */
export function reflectIndex(i: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const m = ((i % period) + period) % period;
  return m < size ? m : period - m;
}

/** Channels [from, to) of every item. */
export function sliceChannels(x: Tensor, from: number, to: number): Tensor {
  const [n, c, h, w] = x.dims;
  if (from < 0 || to > c || from >= to) throw new Error(`sliceChannels: expected a range inside 0..${c}, got ${from}..${to}`);
  const out = tensor([n, to - from, h, w]);
  const plane = h * w;
  for (let b = 0; b < n; b++) out.data.set(x.data.subarray((b * c + from) * plane, (b * c + to) * plane), b * (to - from) * plane);
  return out;
}

/** Items side by side in the channel axis; items, heights and widths must agree. */
export function concatChannels(parts: readonly Tensor[]): Tensor {
  const [n, , h, w] = firstDims("concatChannels", parts);
  const plane = h * w;
  let channels = 0;
  for (const { dims } of parts) {
    if (dims[0] !== n || dims[2] !== h || dims[3] !== w) throw new Error(`concatChannels: expected ${n}x*x${h}x${w}, got ${dims.join("x")}`);
    channels += dims[1];
  }
  const out = tensor([n, channels, h, w]);
  for (let b = 0, at = 0; b < n; b++) {
    for (const { data, dims } of parts) {
      const length = dims[1] * plane;
      out.data.set(data.subarray(b * length, (b + 1) * length), at);
      at += length;
    }
  }
  return out;
}

/** The last two axes run backwards where asked; in `array` where it is given. */
export function mirrored({ data, dims }: Tensor, { rows, columns }: { readonly rows: boolean; readonly columns: boolean }, array?: Float32Array): Tensor {
  const [n, c, h, w] = dims;
  const out = tensor(dims, array);
  for (let row = 0; row < n * c * h; row++) {
    const from = (rows ? row - 2 * (row % h) + h - 1 : row) * w;
    const line = data.subarray(from, from + w);
    out.data.set(line, row * w);
    if (columns) out.data.subarray(row * w, (row + 1) * w).reverse();
  }
  return out;
}

/** Item b as a batch of one: a view, not a copy. */
export function item(x: Tensor, b: number): Tensor {
  const [n, c, h, w] = x.dims;
  if (b < 0 || b >= n) throw new Error(`item: expected an index inside 0..${n - 1}, got ${b}`);
  return tensor([1, c, h, w], x.data.subarray(b * c * h * w, (b + 1) * c * h * w));
}

/** Batches joined along the item axis; channels, heights and widths must agree. */
export function stack(parts: readonly Tensor[]): Tensor {
  const [, c, h, w] = firstDims("stack", parts);
  const n = parts.reduce((sum, { dims }) => sum + dims[0], 0);
  const out = tensor([n, c, h, w]);
  let at = 0;
  for (const part of parts) {
    if (part.dims[1] !== c || part.dims[2] !== h || part.dims[3] !== w) throw new Error(`stack: expected *x${c}x${h}x${w}, got ${part.dims.join("x")}`);
    out.data.set(part.data, at);
    at += size(part.dims);
  }
  return out;
}

function firstDims(name: string, parts: readonly Tensor[]): Dims {
  const first = parts[0];
  if (first === undefined) throw new Error(`${name}: expected at least one tensor, got none`);
  return first.dims;
}
