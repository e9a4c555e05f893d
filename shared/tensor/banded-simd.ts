import type { Banded } from "./banded.js";
import { add, advance, assemble, countdown, f32x4, f64x2, get, I32, i32, lessThan, load, loadDoubles, loadHalf, multiply, repeat, set, shuffle, store, storeHalf, subtract, V128, when, zeros, type Code, type Instance, type Kernel } from "./wasm.js";

/**
 * The loops of banded.ts as two-lane WebAssembly in float64: the same products added up in the same order, and so the same bytes. A matrix
 * along the width is applied along the height of the transpose, in its own order.
 */

/** Columns done at once: four vectors of two. */
const BLOCK = 8;

export interface Plane {
  readonly data: Float32Array;
  readonly from: number;
}

type Kernels = Instance<"transpose" | "four" | "byHeight" | "byWidth">;
let instance: Kernels | undefined;

/** Assembled with the first call. */
export function bandedKernels(): Kernels {
  return (instance ??= assemble({ transpose: transpose(), four: four(), byHeight: byHeight(), byWidth: byWidth() }));
}

/** One plane, `h` x `w`, through `vertical` along its height and `horizontal` along its width, into `out`, the height first where asked. */
export function separablePlane(vertical: Banded, horizontal: Banded, { data, from }: Plane, out: Plane, heightFirst: boolean): void {
  const [h, w, height, width] = [vertical.cols, horizontal.cols, vertical.rows, horizontal.rows];
  const kernels = bandedKernels();
  const side = Math.max(h, w, height, width);
  const plane = 4 * padded(Math.max(h, height)) * padded(Math.max(w, width));
  const [down, across, one, other] = [0, 8 * vertical.weights.length, 8 * (vertical.weights.length + horizontal.weights.length), 8 * (vertical.weights.length + horizontal.weights.length) + plane];
  const buffer = kernels.scratch(other + plane + 64 * side);
  new Float64Array(buffer, down, vertical.weights.length).set(vertical.weights);
  new Float64Array(buffer, across, horizontal.weights.length).set(horizontal.weights);

  const lines = new Float32Array(buffer);
  const stride = padded(w);
  for (let i = 0; i < h; i++) lines.set(data.subarray(from + i * w, from + (i + 1) * w), one / 4 + i * stride);
  const turn = (source: number, target: number, rows: number, columns: number): void => {
    kernels.transpose(target, source, 4 * padded(rows), 4 * padded(columns), padded(rows) / 4, padded(columns) / 4);
  };
  if (heightFirst) {
    along(kernels.four, kernels.byHeight, vertical, down, one, other, stride);
    turn(other, one, height, w);
    along(kernels.four, kernels.byWidth, horizontal, across, one, other, padded(height));
    turn(other, one, width, height);
  } else {
    turn(one, other, h, w);
    along(kernels.four, kernels.byWidth, horizontal, across, other, one, padded(h));
    turn(one, other, width, h);
    along(kernels.four, kernels.byHeight, vertical, down, other, one, padded(width));
  }
  const made = padded(width);
  for (let i = 0; i < height; i++) out.data.set(lines.subarray(one / 4 + i * made, one / 4 + i * made + width), out.from + i * width);
}

type Loop = Instance<string>[string];

/** Every row of `m`, whose weights lie at address `weights`, from `source` to `target`: those of four taps by `four`, others by `sum`. */
function along(four: Loop, sum: Loop, m: Banded, weights: number, source: number, target: number, columns: number): void {
  for (let i = 0; i < m.rows; i++) {
    const n = m.count[i]!;
    const to = target + 4 * i * columns;
    const at = source + 4 * m.first[i]! * columns;
    const w = weights + 8 * i * m.stride;
    if (n === 4) four!(to, at, 4 * columns, w, 4 * columns);
    else sum!(to, at, 4 * columns, w, n >> 2, n & 3, 4 * columns);
  }
}

function padded(lanes: number): number {
  return Math.ceil(lanes / BLOCK) * BLOCK;
}

const VECTORS = [0, 1, 2, 3] as const;
const ADDRESSES = (count: number): number[] => Array<number>(count).fill(I32);

const row = (address: number, v: number): Code => f64x2.ofSingles(loadHalf(get(address), 8 * v));
const times = (weight: number, address: number, v: number): Code => f64x2.multiply(get(weight), row(address, v));
const stored = (dst: number, v: number, value: Code): Code => storeHalf(get(dst), f32x4.ofDoubles(value), 8 * v);

/** `body` for every block of columns from src to dst; `limit` is a local. */
function blocks({ dst, src, width, limit }: { dst: number; src: number; width: number; limit: number }, body: Code): Code {
  return [...set(limit, add(get(dst), get(width))), ...repeat([...body, ...advance(src, i32(4 * BLOCK)), ...advance(dst, i32(4 * BLOCK))], lessThan(get(dst), get(limit)))];
}

/** Rows s, s + step, ... to addresses s1, s2, s3, and the weights at w to a, b, c, d. */
function fourTaps(s: number, step: number, w: number, [s1, s2, s3]: readonly number[], weights: readonly number[]): Code {
  return [...set(s1!, add(get(s), get(step))), ...set(s2!, add(get(s1!), get(step))), ...set(s3!, add(get(s2!), get(step))), ...weights.flatMap((weight, k) => set(weight, loadDoubles(get(w), 8 * k)))];
}

/** dst[j] = a src[j] + b src[j + step] + c ... + d ..., from left to right. Addresses, step and width in bytes, width of whole blocks. */
function four(): Kernel {
  const [dst, src, step, weights, width, limit, s1, s2, s3, a, b, c, d] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const sums = VECTORS.flatMap((v) => stored(dst, v, f64x2.add(f64x2.add(f64x2.add(times(a, src, v), times(b, s1, v)), times(c, s2, v)), times(d, s3, v))));
  return { params: ADDRESSES(5), locals: [...ADDRESSES(4), V128, V128, V128, V128], body: blocks({ dst, src, width, limit }, [...fourTaps(src, step, weights, [s1, s2, s3], [a, b, c, d]), ...sums]) };
}

/** dst[j] = sum_k weights[k] src[j + k step]: `groups` of four taps, each added up by itself, then `tail` single ones. */
function byHeight(): Kernel {
  const [dst, src, step, weights, groups, tail, width, limit, s, w, k, s1, s2, s3, a, b, c, d, sum] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
  const group = [
    ...fourTaps(s, step, w, [s1, s2, s3], [a, b, c, d]),
    ...VECTORS.flatMap((v) => set(sum + v, f64x2.add(get(sum + v), f64x2.add(f64x2.add(times(a, s, v), times(b, s1, v)), f64x2.add(times(c, s2, v), times(d, s3, v)))))),
    ...set(s, add(get(s3), get(step))), ...advance(w, i32(32)),
  ];
  const body = [
    ...VECTORS.flatMap((v) => set(sum + v, zeros)),
    ...set(s, get(src)), ...set(w, get(weights)),
    ...when(get(groups), [...set(k, get(groups)), ...countdown(k, group)]),
    ...when(get(tail), [...set(k, get(tail)), ...countdown(k, single(s, step, w, a, sum))]),
    ...VECTORS.flatMap((v) => stored(dst, v, get(sum + v))),
  ];
  return { params: ADDRESSES(7), locals: [...ADDRESSES(7), ...Array<number>(8).fill(V128)], body: blocks({ dst, src, width, limit }, body) };
}

/** The same in the order of alongWidth: even and odd taps of each group apart. */
function byWidth(): Kernel {
  const [dst, src, step, weights, groups, tail, width, limit, s, w, k, s1, s2, s3, a, b, c, d, even, odd] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 22];
  const group = [
    ...fourTaps(s, step, w, [s1, s2, s3], [a, b, c, d]),
    ...VECTORS.flatMap((v) => [
      ...set(even + v, f64x2.add(get(even + v), f64x2.add(times(a, s, v), times(c, s2, v)))),
      ...set(odd + v, f64x2.add(get(odd + v), f64x2.add(times(b, s1, v), times(d, s3, v)))),
    ]),
    ...set(s, add(get(s3), get(step))), ...advance(w, i32(32)),
  ];
  const body = [
    ...VECTORS.flatMap((v) => [...set(even + v, zeros), ...set(odd + v, zeros)]),
    ...set(s, get(src)), ...set(w, get(weights)),
    ...when(get(groups), [...set(k, get(groups)), ...countdown(k, group)]),
    ...when(get(tail), [...set(k, get(tail)), ...countdown(k, single(s, step, w, a, even))]),
    ...VECTORS.flatMap((v) => stored(dst, v, f64x2.add(get(even + v), get(odd + v)))),
  ];
  return { params: ADDRESSES(7), locals: [...ADDRESSES(7), ...Array<number>(12).fill(V128)], body: blocks({ dst, src, width, limit }, body) };
}

function single(s: number, step: number, w: number, weight: number, sum: number): Code {
  return [...set(weight, loadDoubles(get(w))), ...VECTORS.flatMap((v) => set(sum + v, f64x2.add(get(sum + v), times(weight, s, v)))), ...advance(s, get(step)), ...advance(w, i32(8))];
}

/** dst[j, i] = src[i, j], four by four: steps of rows in bytes, `down` and `across` blocks of src. */
function transpose(): Kernel {
  const [dst, src, dstStep, srcStep, down, across, left, from, to, a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
  const lanes = (...places: number[]): number[] => places.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
  const [low, high, lows, highs] = [lanes(0, 4, 1, 5), lanes(2, 6, 3, 7), lanes(0, 1, 4, 5), lanes(2, 3, 6, 7)];
  const lines = [a, b, c, d];
  const fourSteps = multiply(get(srcStep), i32(4));
  const block = [
    ...lines.flatMap((line) => [...set(line, load(get(from))), ...advance(from, get(srcStep))]),
    ...set(e, shuffle(get(a), get(b), low)), ...set(f, shuffle(get(a), get(b), high)), ...set(g, shuffle(get(c), get(d), low)), ...set(h, shuffle(get(c), get(d), high)),
    ...[shuffle(get(e), get(g), lows), shuffle(get(e), get(g), highs), shuffle(get(f), get(h), lows), shuffle(get(f), get(h), highs)].flatMap((line) => [...store(get(to), line), ...advance(to, get(dstStep))]),
  ];
  const rows = [
    ...set(left, get(across)), ...set(from, get(src)), ...set(to, get(dst)),
    ...countdown(left, [...block, ...set(from, subtract(add(get(from), i32(16)), fourSteps))]),
    ...advance(src, fourSteps), ...advance(dst, i32(16)),
  ];
  return { params: ADDRESSES(6), locals: [...ADDRESSES(3), ...Array<number>(8).fill(V128)], body: countdown(down, rows) };
}
