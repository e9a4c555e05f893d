import { add, advance, any, assemble, bytes, countdown, f32, F32, f32x4, f64, f64x2, get, I32, i16x8, i32, i32Load, i32x4, i8x16, load, loadBytes, loadDoubles, loadQuarter, loadSingles, multiply, select, set, shuffle, storeHalf, storeQuarter, store, upperHalf, V128, when, zeros, type Code, type Instance, type Kernel } from "../../shared/tensor/wasm.js";
import { VIEW_SIDE } from "./detect-network.js";

/** The loops of the detector over bytes of interleaved RGB, in float32 where they mix. Addresses and lines in bytes. */
type Loops = Instance<"halve" | "extremes" | "across" | "mix" | "turned">;

let loops: Loops | undefined;

export function detectKernels(): Loops {
  return (loops ??= assemble({ halve: halve(), extremes: extremes(), across: across(), mix: mix(), turned: turned() }));
}

const { add: plus, subtract: minus, multiply: times } = f64x2;
const all = (value: number): Code => f64x2.splat(f64(value));
/** Bytes of an entry of the table of `across`: two offsets and the share, as a whole and a float number of 4 bytes each. */
export const TABLE_ENTRY = 12;
const addresses = (count: number): number[] => Array<number>(count).fill(I32);
const vectors = (count: number): number[] => Array<number>(count).fill(V128);

/** halve(dst, src, line, width, rows): `rows` rows of `width` pixels, each the rounded mean of 2 x 2 of lines of src. A byte beyond dst is written. */
function halve(): Kernel {
  const [dst, src, line, width, rows, left, p, sum] = [0, 1, 2, 3, 4, 5, 6, 7];
  const beside = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5]; // three 16-bit lanes on
  const mean = i16x8.shiftRight(i16x8.add(i16x8.add(get(sum), shuffle(get(sum), get(sum), beside)), i16x8.splat(i32(2))), i32(2));
  const pixel = [
    ...set(sum, i16x8.add(loadBytes(get(p)), loadBytes(add(get(p), get(line))))),
    ...storeQuarter(get(dst), i16x8.toBytes(mean, mean)),
    ...advance(p, i32(6)), ...advance(dst, i32(3)),
  ];
  const row = [...set(p, get(src)), ...set(left, get(width)), ...countdown(left, pixel), ...advance(src, multiply(get(line), i32(2)))];
  return { params: addresses(5), locals: [I32, I32, V128], body: countdown(rows, row) };
}

/** extremes(low, high, src, line, rows, blocks): of green in blocks of 32 pixels side by side, as 16 bytes each whose least and most they are. */
function extremes(): Kernel {
  const [low, high, src, line, rows, blocks, left, p, least, most] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11];
  const phases = [0, 1, 2]; // 16 bytes on, green has moved by one
  const over = (sum: number, of: (a: Code, b: Code) => Code): Code => phases.flatMap((k) => set(sum + k, of(get(sum + k), of(load(get(p), 16 * k), load(get(p), 16 * (k + 3))))));
  const where = (phase: number): Code => bytes(...Array.from({ length: 16 }, (_, i) => (i % 3 === phase ? 255 : 0)));
  const green = (sum: number): Code => select(where(1), get(sum), select(where(0), get(sum + 1), get(sum + 2)));
  const block = [
    ...phases.flatMap((k) => [...set(least + k, bytes(...Array<number>(16).fill(255))), ...set(most + k, zeros)]),
    ...set(p, get(src)), ...set(left, get(rows)),
    ...countdown(left, [...over(least, i8x16.least), ...over(most, i8x16.most), ...advance(p, get(line))]),
    ...store(get(low), green(least)), ...store(get(high), green(most)),
    ...advance(src, i32(96)), ...advance(low, i32(16)), ...advance(high, i32(16)),
  ];
  return { params: addresses(6), locals: [I32, I32, ...vectors(6)], body: countdown(blocks, block) };
}

/** The numbers of the pixel at an address, and one more. */
const pixelAt = (address: Code): Code => f32x4.ofWholes(i32x4.ofBytes(loadQuarter(address)));
/** a + share (b - a). */
const between = (a: Code, b: Code, share: Code): Code => f32x4.add(a, f32x4.multiply(share, f32x4.subtract(b, a)));
const inRange = (level: Code): Code => f32x4.subtract(f32x4.divide(level, f32x4.splat(f32(127.5))), f32x4.splat(f32(1)));
/** A pixel's three numbers. */
const storePixel = (dst: number, pixel: number): Code => [...storeHalf(get(dst), get(pixel)), ...storeQuarter(get(dst), upperHalf(get(pixel)), 8)];

/** across(dst, step, line, table, count): pixels at dst, dst + step, ..., three numbers each, between two of a line; entries of the table: their offsets, the second's share. */
function across(): Kernel {
  const [dst, step, line, table, count, a, mixed] = [0, 1, 2, 3, 4, 5, 6];
  const pixel = [
    ...set(a, pixelAt(add(get(line), i32Load(get(table))))),
    ...set(mixed, between(get(a), pixelAt(add(get(line), i32Load(get(table), 4))), loadSingles(get(table), 8))),
    ...storePixel(dst, mixed),
    ...advance(dst, get(step)), ...advance(table, i32(TABLE_ENTRY)),
  ];
  return { params: addresses(5), locals: vectors(2), body: countdown(count, pixel) };
}

/** mix(dst, upper, lower, share): a row of a view, -1..1, between two of 0..255. */
function mix(): Kernel {
  const [dst, upper, lower, share, left, a] = [0, 1, 2, 3, 4, 5];
  const two = (at: number): Code => [...set(a, load(get(upper), 16 * at)), ...store(get(dst), inRange(between(get(a), load(get(lower), 16 * at), f32x4.splat(get(share)))), 16 * at)];
  const body = countdown(left, [...[0, 1].flatMap(two), ...advance(dst, i32(32)), ...advance(upper, i32(32)), ...advance(lower, i32(32))]);
  return { params: [I32, I32, I32, F32], locals: [I32, V128], body: [...set(left, i32((3 * VIEW_SIDE) / 8)), ...body] };
}

/** Pairs of doubles that `turned` reads, and two alone: by how far x and y go with a column and with a row, where they start, the last column and row, the last place within; the first column, the way to the next. */
export const TURNED = { column: 0, row: 16, start: 32, last: 48, end: 64, first: 80, step: 88, bytes: 96 } as const;

/** turned(dst, picture, line, numbers): every pixel of a view, bilinear, in a picture whose pixel (x, y) is at picture + y line + 3 x; what lies beyond it is left. */
function turned(): Kernel {
  const [dst, picture, line, numbers, rows, left, top, under] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [u, v, down, place, from, to, share, p, q, whole, next] = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
  const number = (at: number): Code => load(get(numbers), at);
  const placed = (base: number, lanes: number): Code => pixelAt(add(get(base), multiply(i32x4.lane(get(lanes), 0), i32(3))));
  const everywhere = (lane: number): Code => shuffle(get(share), get(share), Array.from({ length: 16 }, (_, i) => 4 * lane + (i % 4)));
  const draw = [
    ...set(place, f64x2.most(get(place), zeros)),
    ...set(from, f64x2.least(f64x2.floor(get(place)), number(TURNED.last))),
    ...set(to, f64x2.least(plus(get(from), all(1)), number(TURNED.last))),
    ...set(share, f32x4.ofDoubles(f64x2.least(minus(get(place), get(from)), all(1)))),
    ...set(whole, i32x4.ofDoubles(get(from))), ...set(next, i32x4.ofDoubles(get(to))),
    ...set(top, add(get(picture), multiply(i32x4.lane(get(whole), 1), get(line)))),
    ...set(under, add(get(picture), multiply(i32x4.lane(get(next), 1), get(line)))),
    ...set(p, placed(top, whole)), ...set(p, between(get(p), placed(top, next), everywhere(0))),
    ...set(q, placed(under, whole)), ...set(q, between(get(q), placed(under, next), everywhere(0))),
    ...set(p, inRange(between(get(p), get(q), everywhere(1)))),
    ...storePixel(dst, p),
  ];
  const pixel = [
    ...set(place, minus(plus(plus(times(number(TURNED.column), get(u)), get(down)), number(TURNED.start)), all(0.5))),
    ...when([...any(f64x2.lessThan(get(place), all(-0.5)), f64x2.lessThan(number(TURNED.end), get(place))), 0x45], draw), // not beyond
    ...set(u, plus(get(u), loadDoubles(get(numbers), TURNED.step))), ...advance(dst, i32(12)),
  ];
  const row = [
    ...set(down, times(number(TURNED.row), get(v))), ...set(u, loadDoubles(get(numbers), TURNED.first)),
    ...set(left, i32(VIEW_SIDE)), ...countdown(left, pixel),
    ...set(v, plus(get(v), all(1))),
  ];
  return { params: addresses(4), locals: [...addresses(4), ...vectors(11)], body: [...set(v, all(0.5)), ...set(rows, i32(VIEW_SIDE)), ...countdown(rows, row)] };
}
