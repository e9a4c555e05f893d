import { describe, expect, it } from "vitest";
import { flat, surelyFlat } from "../../../pipelines/faces/detect-flat.js";
import { pyramid } from "../../../pipelines/faces/detect-pyramid.js";
import { lookAt, viewAbout } from "../../../pipelines/faces/detect-view.js";
import { randomStream } from "../../../shared/degradation/random.js";

const WIDTH = 700;
const HEIGHT = 500;

/** A wall of `value` with one speck of `speck` at (300, 200), and grain of `noise` levels. */
function wall(value: number, { speck = value, noise = 0 }: { speck?: number; noise?: number } = {}) {
  const stream = randomStream(2, 1);
  const data = new Uint8Array(WIDTH * HEIGHT * 3).map(() => value + Math.floor(noise * stream.uniform()));
  for (let y = 200; y < 240; y++) data.fill(speck, (y * WIDTH + 300) * 3, (y * WIDTH + 340) * 3);
  return pyramid({ width: WIDTH, height: HEIGHT, data, bits: 8 });
}

const views = [viewAbout({ x: 350, y: 250 }, 300), viewAbout({ x: 128, y: 128 }, 256), viewAbout({ x: 572, y: 372 }, 256), viewAbout({ x: 250, y: 250 }, 500)];

describe("a view of a wall", () => {
  it("is flat without being drawn, to the photograph's very edge", async () => {
    for (const levels of [await wall(120), await wall(120, { noise: 4 })]) expect(views.map((view) => surelyFlat(levels, view))).toEqual([true, true, true, true]);
  });

  it("is drawn where anything stands out or beyond the photograph is seen", async () => {
    const levels = await wall(120, { speck: 200 });
    expect(views.map((view) => surelyFlat(levels, view))).toEqual([false, true, true, false]);
    expect(surelyFlat(await wall(120), viewAbout({ x: 350, y: 250 }, 600))).toBe(false);
    expect(surelyFlat(await wall(120), viewAbout({ x: 350, y: 250 }, 300, 0.1))).toBe(false);
  });

  it("is never called flat where the drawn one is not", async () => {
    for (let noise = 1; noise < 40; noise += 3) {
      const levels = await wall(100, { noise, speck: 104 });
      for (const view of views) if (surelyFlat(levels, view)) expect(flat(lookAt(levels, view)), `noise ${noise}`).toBe(true);
    }
  });
});
