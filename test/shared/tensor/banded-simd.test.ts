import { describe, expect, it } from "vitest";
import { alongHeight, alongWidth, banded, type Banded } from "../../../shared/tensor/banded.js";
import { separablePlane } from "../../../shared/tensor/banded-simd.js";
import { resampleTable } from "../../../shared/tensor/resample.js";
import { uniform } from "../../golden/golden.js";

/** The plain loops, in float32 between the axes. */
function plain(vertical: Banded, horizontal: Banded, data: Float32Array, heightFirst: boolean): Float32Array {
  const out = new Float32Array(vertical.rows * horizontal.rows);
  const between = new Float32Array(heightFirst ? vertical.rows * horizontal.cols : vertical.cols * horizontal.rows);
  if (heightFirst) {
    alongHeight(vertical, data, 0, between, 0, horizontal.cols);
    alongWidth(horizontal, between, 0, out, 0, vertical.rows);
  } else {
    alongWidth(horizontal, data, 0, between, 0, vertical.cols);
    alongHeight(vertical, between, 0, out, 0, horizontal.rows);
  }
  return out;
}

/** Rows of 0 to `most` taps, as no kernel has them. */
function ragged(rows: number, cols: number, most: number, seed: number): Banded {
  const weights = uniform(rows * most, seed);
  return banded(cols, Array.from({ length: rows }, (_, i) => {
    const count = Math.min(i % (most + 1), cols);
    return { first: (i * 7) % (cols - count + 1), weights: Float64Array.from({ length: count }, (_, k) => Math.sqrt(2) * weights[i * most + k]! - 0.3) };
  }));
}

/** The same with large weights that add up to less than one: of equal samples any other order of summation gives another sum. */
function cancelling(rows: number, cols: number, most: number, seed: number): Banded {
  const large = uniform(rows * most, seed);
  return banded(cols, Array.from({ length: rows }, (_, i) => {
    const count = Math.min(1 + (i % most), cols);
    const weights = Float64Array.from({ length: count }, (_, k) => 1e11 * Math.sqrt(2) * (large[i * most + k]! - 0.5));
    weights[count - 1] = 1 / 3 - weights.subarray(0, count - 1).reduce((sum, w) => sum + w, 0);
    return { first: (i * 7) % (cols - count + 1), weights };
  }));
}

const tables: readonly (readonly [name: string, vertical: Banded, horizontal: Banded])[] = [
  ["ragged rows, those of no taps too", ragged(29, 37, 11, 1), ragged(31, 23, 9, 2)],
  ["a single pixel", resampleTable(1, 5, "bicubic"), resampleTable(1, 3, "bilinear")],
  ["bicubic enlargement, four taps", resampleTable(13, 40, "bicubic"), resampleTable(21, 64, "bicubic")],
  ["lanczos reduction", resampleTable(64, 9, "lanczos"), resampleTable(50, 17, "lanczos")],
];

describe("separablePlane", () => {
  it.each([true, false])("adds up in the order of the plain loops, height first: %s", (heightFirst) => {
    const [vertical, horizontal] = [cancelling(29, 37, 11, 4), cancelling(31, 23, 11, 5)];
    const data = new Float32Array(37 * 23).fill(0.7);
    const out = new Float32Array(29 * 31);
    separablePlane(vertical, horizontal, { data, from: 0 }, { data: out, from: 0 }, heightFirst);
    expect(out).toEqual(plain(vertical, horizontal, data, heightFirst));
  });

  for (const [name, vertical, horizontal] of tables) {
    for (const heightFirst of [true, false]) {
      it(`gives the very bytes of the plain loops: ${name}, ${heightFirst ? "height" : "width"} first`, () => {
        const [size, made] = [vertical.cols * horizontal.cols, vertical.rows * horizontal.rows];
        const data = uniform(size, 3).map((v) => v - 0.5);
        const [source, out] = [new Float32Array(size + 5).fill(9), new Float32Array(made + 4).fill(7)];
        source.set(data, 5);
        separablePlane(vertical, horizontal, { data: source, from: 5 }, { data: out, from: 2 }, heightFirst);
        expect(out.subarray(2, 2 + made)).toEqual(plain(vertical, horizontal, data, heightFirst));
        expect([out[1], out[2 + made]]).toEqual([7, 7]);
      });
    }
  }
});
