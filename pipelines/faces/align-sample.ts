import { add, advance, assemble, countdown, f32x4, f64x2, F64, f64, get, I32, i32, i32Load, i32x4, lessThan, load, loadSingles, multiply, select, set, store, storeHalf, upperHalf, V128, when, zeros, type Code, type Instance } from "../../shared/tensor/wasm.js";
import { take } from "../../shared/tensor/spare.js";
import type { Tensor } from "../../shared/tensor/tensor.js";

/** A picture of up to three channels side by side, four numbers a pixel. */
export interface Interleaved {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Reads a picture at `count` places, x and y by turns; `out` gets three numbers of each, one a channel. */
export type Sampler = (places: Float64Array, count: number, out: Float64Array) => void;

const RADIUS = 2;
/** Places sampled in one call. */
const AT_ONCE = 4096;
/** Scratch memory: places, results, the picture's last column and row, the picture, the taps. */
const [PLACES, RESULTS, BOUNDS, PICTURE] = [0, 16 * AT_ONCE, 40 * AT_ONCE + 64, 40 * AT_ONCE + 128];

let kernels: Instance<"cubic"> | undefined;

/** Assembled with the first call. */
export function cubicKernel(): Instance<"cubic"> {
  return (kernels ??= assemble({ cubic: cubic() }));
}

/** The picture that lies in scratch memory. */
let resident: Interleaved | undefined;

/**
 * Cubic convolution (Keys 1981, a = -0.5, as the shared resampler) at a place in pixels, the first pixel's centre being 0.5. `stretch` of at
 * least 1 widens the kernel: source pixels a result pixel. Edges are replicated. WebAssembly: weights in float64, sums in float32.
 */
export function cubicSampler(picture: Interleaved, stretch = 1): Sampler {
  const { width, height, data } = picture;
  const taps = 2 * Math.ceil(RADIUS * stretch) + 4;
  const weights = PICTURE + 16 * width * height;
  return (places, count, out) => {
    const { cubic: sample, scratch } = cubicKernel();
    const buffer = scratch(weights + 24 * taps);
    if (resident !== picture) {
      resident = picture;
      new Float32Array(buffer, PICTURE, 4 * width * height).set(data);
    }
    new Float64Array(buffer, BOUNDS, 2).set([width - 1, height - 1]);
    for (let from = 0; from < count; from += AT_ONCE) {
      const some = Math.min(AT_ONCE, count - from);
      new Float64Array(buffer, PLACES, 2 * some).set(places.subarray(2 * from, 2 * (from + some)));
      sample(PLACES, RESULTS, some, PICTURE, 16 * width, weights, weights + 16 * taps, BOUNDS, stretch);
      out.set(new Float64Array(buffer, RESULTS, 3 * some), 3 * from);
    }
  };
}

/** [1, 1 to 3, h, w] side by side, in an array of tensor/spare.ts; of fewer than three channels the others are anything. */
export function interleaved({ data, dims: [, channels, height, width] }: Tensor): Interleaved {
  const plane = width * height;
  const out = take(4 * plane);
  for (let c = 0; c < channels; c++) spread(data, c * plane, plane, out, c);
  return { width, height, data: out };
}

function spread(data: Float32Array, from: number, count: number, out: Float32Array, to: number): void {
  for (let i = 0; i < count; i++) out[to + 4 * i] = data[from + i]!;
}

/**
 * cubic(places, results, count, picture, row, weights, offsets, bounds, stretch): addresses and the bytes of a picture's row. x and y are the
 * two lanes until the taps are added up: for each tap a weight of both, and its pixel's column and row. Then the channels are the lanes.
 */
function cubic() {
  const [places, results, count, picture, row, weights, offsets, bounds, stretch] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [across, down, most, i, w, o, at, j, v, p] = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
  const [place, first, weight, sum, pixel, line, t2, t3, t, last] = [19, 20, 21, 22, 23, 24, 25, 26, 27, 28];
  const all = (value: number): Code => f64x2.splat(f64(value));
  const { add: plus, subtract: minus, multiply: times } = f64x2;

  const pixelOf = [
    ...storeHalf(get(o), i32x4.ofDoubles(f64x2.least(f64x2.most(get(pixel), zeros), load(get(bounds))))),
    ...set(pixel, plus(get(pixel), all(1))),
    ...advance(o, i32(8)),
  ];
  const keep = (address: Code, value: Code, offset = 0): Code => store(address, f32x4.ofDoubles(value), offset);
  // closed form of the four weights
  const four = [
    ...set(first, f64x2.floor(get(place))),
    ...set(t, minus(get(place), get(first))),
    ...set(t2, times(get(t), get(t))),
    ...set(t3, times(get(t2), get(t))),
    ...keep(get(weights), minus(plus(times(all(-0.5), get(t3)), get(t2)), times(all(0.5), get(t))), 0),
    ...keep(get(weights), plus(minus(times(all(1.5), get(t3)), times(all(2.5), get(t2))), all(1)), 16),
    ...keep(get(weights), plus(plus(times(all(-1.5), get(t3)), times(all(2), get(t2))), times(all(0.5), get(t))), 32),
    ...keep(get(weights), minus(times(all(0.5), get(t3)), times(all(0.5), get(t2))), 48),
    ...set(pixel, minus(get(first), all(1))),
    ...pixelOf, ...pixelOf, ...pixelOf, ...pixelOf,
    ...set(across, i32(4)), ...set(down, i32(4)),
  ];
  // t is the distance of a tap
  const near = plus(times(times(minus(times(all(1.5), get(t)), all(2.5)), get(t)), get(t)), all(1));
  const far = times(minus(times(plus(times(minus(get(t), all(5)), get(t)), all(8)), get(t)), all(4)), all(-0.5));
  const support = times(all(RADIUS), f64x2.splat(get(stretch)));
  const stretched = [
    ...set(pixel, f64x2.ceil(minus(get(place), support))),
    ...set(first, get(pixel)),
    ...set(last, i32x4.ofDoubles(plus(minus(f64x2.floor(plus(get(place), support)), get(first)), all(1)))),
    ...set(across, i32x4.lane(get(last), 0)), ...set(down, i32x4.lane(get(last), 1)),
    ...set(most, get(across)), ...when(lessThan(get(most), get(down)), set(most, get(down))),
    ...set(sum, zeros), ...set(w, get(weights)), ...set(i, get(most)),
    ...countdown(i, [
      ...set(t, f64x2.abs(f64x2.divide(minus(plus(get(pixel), all(0.5)), load(get(places))), f64x2.splat(get(stretch))))),
      ...set(weight, select(f64x2.lessThan(get(t), all(1)), near, select(f64x2.lessThan(get(t), all(2)), far, zeros))),
      ...store(get(w), get(weight)), ...set(sum, plus(get(sum), get(weight))),
      ...pixelOf, ...advance(w, i32(16)),
    ]),
    ...set(w, get(weights)), ...set(i, get(most)),
    ...countdown(i, [...keep(get(w), f64x2.divide(load(get(w)), get(sum))), ...advance(w, i32(16))]),
  ];
  const added = [
    ...set(sum, zeros), ...set(v, add(get(weights), i32(4))), ...set(p, add(get(offsets), i32(4))), ...set(j, get(down)),
    ...countdown(j, [
      ...set(line, zeros), ...set(w, get(weights)), ...set(o, get(offsets)), ...set(i, get(across)),
      ...set(at, add(get(picture), multiply(i32Load(get(p)), get(row)))),
      ...countdown(i, [
        ...set(line, f32x4.add(get(line), f32x4.multiply(loadSingles(get(w)), load(add(get(at), multiply(i32Load(get(o)), i32(16))))))),
        ...advance(w, i32(16)), ...advance(o, i32(8)),
      ]),
      ...set(sum, f32x4.add(get(sum), f32x4.multiply(loadSingles(get(v)), get(line)))),
      ...advance(v, i32(16)), ...advance(p, i32(8)),
    ]),
    ...store(get(results), f64x2.ofSingles(get(sum))), ...storeHalf(get(results), f64x2.ofSingles(upperHalf(get(sum))), 16),
  ];
  const one = [
    ...set(place, minus(load(get(places)), all(0.5))), ...set(o, get(offsets)),
    ...when([...get(stretch), ...f64(1), 0x61], four, stretched),
    ...added,
    ...advance(places, i32(16)), ...advance(results, i32(24)),
  ];
  return { params: [...Array<number>(8).fill(I32), F64], locals: [...Array<number>(10).fill(I32), ...Array<number>(10).fill(V128)], body: countdown(count, one) };
}
