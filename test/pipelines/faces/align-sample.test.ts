import { describe, expect, it } from "vitest";
import { cubicSampler, interleaved, type Interleaved } from "../../../pipelines/faces/align-sample.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { uniform } from "../../golden/golden.js";

const [WIDTH, HEIGHT] = [23, 17];

function cubic(x: number): number {
  const d = Math.abs(x);
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * -0.5 : 0;
}

/** The pixels about a place, nearest ones repeated beyond the edges, and their weights, which sum to one. */
function taps(place: number, length: number, stretch: number): { pixel: number; weight: number }[] {
  const first = Math.ceil(place - 0.5 - 2 * stretch);
  const last = Math.floor(place - 0.5 + 2 * stretch);
  const weights = Array.from({ length: last - first + 1 }, (_, k) => cubic((first + k + 0.5 - place) / stretch));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight, k) => ({ pixel: Math.min(Math.max(first + k, 0), length - 1), weight: weight / sum }));
}

function plain({ width, height, data }: Interleaved, [x, y]: readonly [number, number], stretch: number, c: number): number {
  const { fround } = Math;
  let sum = 0;
  for (const { pixel: row, weight } of taps(y, height, stretch)) {
    let line = 0;
    for (const { pixel: col, weight: across } of taps(x, width, stretch)) line = fround(line + fround(fround(across) * data[4 * (row * width + col) + c]!));
    sum = fround(sum + fround(fround(weight) * line));
  }
  return sum;
}

const picture = (seed: number) => interleaved(tensor([1, 3, HEIGHT, WIDTH], uniform(3 * WIDTH * HEIGHT, seed)));
/** Within, on whole and half pixels, and far beyond every edge. */
const places = Float64Array.from({ length: 2 * 5000 }, (_, i) => (i < 400 ? (i % 37) / 2 - 4 : 60 * Math.sin(i * i) + 10));

function sampled(of: Interleaved, stretch: number): Float64Array {
  const out = new Float64Array(3 * 5000);
  cubicSampler(of, stretch)(places, 5000, out);
  return out;
}

describe("cubic sampling", () => {
  it.each([1.01, 1.9, 6.3])("widened %d times gives the very sums of the formula, near the edges and beyond them", (stretch) => {
    const of = picture(1);
    const got = sampled(of, stretch);
    let wrong = 0;
    for (let i = 0; i < got.length; i++) if (got[i] !== plain(of, [places[2 * Math.floor(i / 3)]!, places[2 * Math.floor(i / 3) + 1]!], stretch, i % 3)) wrong++;
    expect(wrong).toBe(0);
  });

  it("not widened takes four by four pixels", () => {
    const of = picture(2);
    const got = sampled(of, 1);
    let most = 0;
    for (let i = 0; i < got.length; i++) most = Math.max(most, Math.abs(got[i]! - plain(of, [places[2 * Math.floor(i / 3)]!, places[2 * Math.floor(i / 3) + 1]!], 1, i % 3)));
    expect(most).toBeLessThan(2 ** -22); // the same weights in another form
  });

  it("does not confuse pictures that are sampled by turns", () => {
    const [one, other] = [picture(3), picture(4)];
    const alone = [sampled(one, 1), sampled(other, 1.5)];
    expect([sampled(one, 1), sampled(other, 1.5), sampled(one, 1)].map((each, k) => each.every((v, i) => v === alone[k % 2]![i]))).toEqual([true, true, true]);
  });
});
