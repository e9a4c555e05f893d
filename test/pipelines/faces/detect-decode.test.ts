import { describe, expect, it } from "vitest";
import { blendSightings, containment, decodeFaces, intersectionOverUnion, type Sighting } from "../../../pipelines/faces/detect-decode.js";
import { mergeSightings, tileSpans } from "../../../pipelines/faces/detect-search.js";
import { pyramid } from "../../../pipelines/faces/detect-pyramid.js";
import { inPhoto, lookAt, viewAbout } from "../../../pipelines/faces/detect-view.js";

const sighting = (x: number, y: number, width: number, score: number): Sighting => ({ score, center: { x, y }, width, height: width, points: Array.from({ length: 6 }, (_, k) => ({ x: x + k, y: y - k })) });

/** Tables as the network gives them, all below the threshold but those named. */
function tables(faces: readonly { table: 0 | 1; row: number; logit: number; offsets: readonly number[] }[]) {
  const scores = [new Float32Array(512).fill(-20), new Float32Array(384).fill(-20)] as const;
  const boxes = [new Float32Array(512 * 16), new Float32Array(384 * 16)] as const;
  for (const { table, row, logit, offsets } of faces) {
    scores[table][row] = logit;
    boxes[table].set(offsets, row * 16);
  }
  return { scores, boxes };
}

describe("decoding of BlazeFace", () => {
  const offsets = Array.from({ length: 16 }, (_, k) => k + 1);

  it("counts offsets from the middle of the anchor's cell, in both tables", () => {
    // row 2 * (3 * 16 + 5) + 1 of the fine table: cell (5, 3) of 16 pixels; row 6 * (2 * 8 + 7) of the coarse one: cell (7, 2) of 32
    const [fine, coarse] = decodeFaces(tables([{ table: 0, row: 107, logit: 0, offsets }, { table: 1, row: 138, logit: 3, offsets }]), 0.5);
    expect(fine).toMatchObject({ score: 0.5, center: { x: 5.5 * 16 + 1, y: 3.5 * 16 + 2 }, width: 3, height: 4 });
    expect(fine!.points[0]).toEqual({ x: 5.5 * 16 + 5, y: 3.5 * 16 + 6 });
    expect(fine!.points[5]).toEqual({ x: 5.5 * 16 + 15, y: 3.5 * 16 + 16 });
    expect(coarse!.center).toEqual({ x: 7.5 * 32 + 1, y: 2.5 * 32 + 2 });
    expect(coarse!.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
  });

  it("leaves out what is below the threshold", () => {
    expect(decodeFaces(tables([{ table: 0, row: 0, logit: -0.01, offsets }]), 0.5)).toEqual([]);
  });

  it("blends what overlaps by score and keeps the best score", () => {
    const [one, other, ...more] = blendSightings([sighting(10, 10, 20, 0.6), sighting(16, 10, 20, 0.9), sighting(80, 80, 20, 0.7)]);
    expect(more).toEqual([]);
    expect(one!.score).toBe(0.9);
    expect(one!.center.x).toBeCloseTo((10 * 0.6 + 16 * 0.9) / 1.5, 9);
    expect(one!.points[3]!.y).toBeCloseTo(7, 9);
    expect(other!.center.x).toBe(80);
  });

  it("measures overlap", () => {
    expect(intersectionOverUnion(sighting(0, 0, 10, 1), sighting(5, 0, 10, 1))).toBeCloseTo(50 / 150, 9);
    expect(containment(sighting(0, 0, 10, 1), sighting(0, 0, 40, 1))).toBe(1);
    expect(intersectionOverUnion(sighting(0, 0, 10, 1), sighting(20, 0, 10, 1))).toBe(0);
  });

  it("takes a part of a face that a tile showed for the face, and neighbours for two", () => {
    expect(mergeSightings([sighting(50, 50, 20, 0.7), sighting(48, 52, 60, 0.9)]).map(({ width }) => width)).toEqual([60]);
    expect(mergeSightings([sighting(50, 50, 40, 0.7), sighting(85, 50, 40, 0.9)])).toHaveLength(2);
  });
});

describe("views of the photograph", () => {
  // red rises to the right, green downwards
  const ramp = (width: number, height: number) => ({ width, height, bits: 8 as const, data: Uint8Array.from({ length: width * height * 3 }, (_, i) => [Math.floor(i / 3) % width, Math.floor(i / 3 / width), 0][i % 3]!) });

  it("show the place that they name, at every scale, turn and in a mirror", async () => {
    const levels = await pyramid(ramp(250, 240));
    for (const [side, angle, mirrored] of [[60, 0, false], [60, 0.7, false], [180, -0.4, true], [230, Math.PI / 2, false], [240, 0, true]] as const) {
      const view = viewAbout({ x: 125, y: 120 }, side, angle, mirrored);
      const pixels = lookAt(levels, view);
      for (const [col, row] of [[60, 190], [128, 128], [200, 90]] as const) {
        const place = inPhoto({ score: 1, center: { x: col + 0.5, y: row + 0.5 }, width: 8, height: 8, points: Array.from({ length: 6 }, () => ({ x: 0, y: 0 })) }, view).center;
        const at = (row * 256 + col) * 3;
        expect((pixels[at]! + 1) * 127.5, `red at ${col}, ${row}, side ${side}`).toBeCloseTo(place.x - 0.5, 0);
        expect((pixels[at + 1]! + 1) * 127.5, `green at ${col}, ${row}, side ${side}`).toBeCloseTo(place.y - 0.5, 0);
      }
    }
  });

  it("turn the head upright: right of the view is along the face's turn", () => {
    const { transform } = viewAbout({ x: 0, y: 0 }, 256, Math.PI / 2);
    expect(transform.a).toBeCloseTo(0, 12);
    expect(transform.b).toBeCloseTo(1, 12); // a step to the right of the view goes down the photograph
  });

  it("swap left and right of a mirrored face back", () => {
    const view = viewAbout({ x: 128, y: 128 }, 256, 0, true);
    const points = [100, 150, 125, 126, 90, 160].map((x) => ({ x, y: 50 }));
    expect(inPhoto({ score: 1, center: { x: 0, y: 0 }, width: 1, height: 1, points }, view).points.map(({ x }) => x)).toEqual([106, 156, 131, 130, 96, 166]);
  });

  it("are black beyond the photograph", async () => {
    expect(lookAt(await pyramid(ramp(20, 20)), viewAbout({ x: -500, y: 10 }, 100)).every((v) => v === -1)).toBe(true);
  });

  it("are finer by halves down to the smallest face, and no more than allowed", () => {
    expect(tileSpans({ width: 4000, height: 3000, smallest: 24, tiles: 700 }).spans.map(Math.round)).toEqual([4000, 2458, 1229, 614, 307]);
    expect(tileSpans({ width: 4000, height: 3000, smallest: 24, tiles: 40 }).finest).toBeCloseTo(307.2 * 1.1 ** 10, 6);
    expect(tileSpans({ width: 90, height: 60, smallest: 24, tiles: 40 }).spans).toEqual([90]);
  });
});
