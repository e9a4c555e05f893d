import { describe, expect, it } from "vitest";
import { BLOCK, pyramid, type PyramidLevel } from "../../../pipelines/faces/detect-pyramid.js";
import { VIEW_SIDE } from "../../../pipelines/faces/detect-network.js";
import { lookAt, viewAbout, type View } from "../../../pipelines/faces/detect-view.js";
import { uniform } from "../../golden/golden.js";

function picture(width: number, height: number, seed: number) {
  return { width, height, data: Uint8Array.from(uniform(width * height * 3, seed), (v) => 256 * v), bits: 8 as const };
}

/** Samples that differ: arrays of this size are not to be printed. */
function different(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let count = 0;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) count++;
  return count;
}

const { fround } = Math;

function between(a: number, b: number, share: number): number {
  return fround(a + fround(share * fround(b - a)));
}

/** A view pixel by pixel in the level itself, as detect-view.ts says that it is. */
function plain({ width, height, data }: PyramidLevel, { transform: { a, b, x0, y0 }, mirrored }: View): Float32Array {
  const out = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3).fill(-1);
  for (let row = 0, to = 0; row < VIEW_SIDE; row++) {
    for (let col = 0; col < VIEW_SIDE; col++, to += 3) {
      const [u, v] = [mirrored ? VIEW_SIDE - col - 0.5 : col + 0.5, row + 0.5];
      const [x, y] = [a * u - b * v + x0 - 0.5, b * u + a * v + y0 - 0.5];
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) continue;
      const [left, top] = [Math.min(Math.max(Math.floor(x), 0), width - 1), Math.min(Math.max(Math.floor(y), 0), height - 1)];
      const [fx, fy] = [fround(Math.min(Math.max(x - left, 0), 1)), fround(Math.min(Math.max(y - top, 0), 1))];
      const at = (dx: number, dy: number, c: number) => data[3 * (Math.min(top + dy, height - 1) * width + Math.min(left + dx, width - 1)) + c]!;
      for (let c = 0; c < 3; c++) {
        const upper = between(at(0, 0, c), at(1, 0, c), fx);
        const lower = between(at(0, 1, c), at(1, 1, c), fx);
        out[to + c] = fround(between(upper, lower, fy) / 127.5) - 1;
      }
    }
  }
  return out;
}

describe("views, to the last bit", () => {
  // all in level 0: at most 1.6 photograph pixels a view pixel
  const views: readonly (readonly [name: string, View])[] = [
    ["upright within", viewAbout({ x: 150, y: 140 }, 200)],
    ["upright in a mirror, beyond the left and lower edges", viewAbout({ x: 40, y: 250 }, 250, 0, true)],
    ["upright, larger than the photograph", viewAbout({ x: 150, y: 140 }, 400)],
    ["turned within", viewAbout({ x: 150, y: 140 }, 150, 0.4)],
    ["turned in a mirror, beyond the right and upper edges", viewAbout({ x: 290, y: 20 }, 330, -2.1, true)],
    ["turned by a half, a few pixels wide", viewAbout({ x: 299, y: 279 }, 3, Math.PI)],
  ];
  it.each(views)("%s", async (_, view) => {
    const levels = await pyramid(picture(300, 281, 4));
    expect(different(lookAt(levels, view), plain(levels[0]!, view))).toBe(0);
  });
});

describe("levels", () => {
  it.each([[33, 32], [100, 64], [97, 131]])("of %i x %i are rounded means of 2 x 2 of the one before", async (width, height) => {
    const levels = await pyramid(picture(width, height, 5));
    expect(levels.length).toBeGreaterThan(1);
    levels.slice(1).forEach((half, i) => {
      const { width: w, height: h, data } = levels[i]!;
      expect([half.width, half.height]).toEqual([w >> 1, h >> 1]);
      const at = (row: number, col: number, c: number) => data[3 * (row * w + col) + c]!;
      const want = Uint8Array.from({ length: half.data.length }, (_, k) => {
        const [row, col, c] = [2 * Math.floor(k / 3 / half.width), 2 * (Math.floor(k / 3) % half.width), k % 3];
        return (at(row, col, c) + at(row, col + 1, c) + at(row + 1, col, c) + at(row + 1, col + 1, c) + 2) >> 2;
      });
      expect(different(half.data, want)).toBe(0);
    });
  });

  it("know the extremes of green in their whole blocks, and of the others that they are not known", async () => {
    const photo = picture(2 * BLOCK + 5, 2 * BLOCK + 7, 6);
    photo.data.forEach((v, i) => (photo.data[i] = i % 3 === 1 ? 20 + (v >> 1) : v));
    const [{ extremes: { low, high } }] = (await pyramid(photo)) as [PyramidLevel];
    for (let block = 0; block < 9; block++) {
      const [row, col] = [BLOCK * Math.floor(block / 3), BLOCK * (block % 3)];
      const green = Array.from({ length: BLOCK * BLOCK }, (_, k) => photo.data[3 * ((row + Math.floor(k / BLOCK)) * photo.width + col + (k % BLOCK)) + 1]!);
      const whole = block % 3 < 2 && block < 6;
      expect([low[block], high[block]], `block ${block}`).toEqual(whole ? [Math.min(...green), Math.max(...green)] : [255, 0]);
    }
  });
});
