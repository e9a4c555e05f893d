import { describe, expect, it } from "vitest";
import { coverage, findReference, openReference } from "../../../pipelines/mri/reference.js";
import type { Stack } from "../../../pipelines/mri/study.js";
import type { Geometry, Vec3 } from "../../../pipelines/mri/volume.js";
import { place } from "../../../pipelines/mri/evaluate-place.js";
import { refinedGeometry } from "../../../pipelines/mri/finish.js";
import { seriesGeometry, type SeriesSpec } from "./make-study.js";

/** A smooth function of the place in the patient, so that any grid of it can be checked. */
const signal = ([x, y, z]: Vec3): number => 1000 * (1 + 0.3 * Math.sin(x / 30) + 0.3 * Math.cos(y / 35 + z / 50));

function stack(spec: SeriesSpec, key: string, change: (geometry: Geometry) => Geometry = (g) => g): Stack {
  const geometry = change({ ...seriesGeometry(spec), frameOfReference: "frame 1" });
  const { slices, rows, columns } = geometry;
  const data = new Float32Array(slices * rows * columns);
  for (let k = 0, at = 0; k < slices; k++) for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[at++] = signal(place(geometry, { slice: k, row: i, column: j }));
  return {
    key, format: "dicom", label: `series ${spec.number}`, geometry, ...(spec.number !== undefined && { seriesNumber: spec.number }),
    storage: { type: "uint16", bits: 12, slope: [], intercept: [] }, read: async () => ({ geometry, data }),
  };
}
const target = stack({ number: 2, rows: 32, columns: 32, slices: 8 }, "aaaaaaaa");
const fine = stack({ number: 3, rows: 96, columns: 96, slices: 12, sliceSpacing: 5, orientation: "coronal" }, "bbbbbbbb");

describe("findReference", () => {
  it("takes the finest that covers the target in the same frame of reference", () => {
    const finer = stack({ number: 4, rows: 128, columns: 128 }, "cccccccc");
    const coarse = stack({ number: 5, rows: 36, columns: 36 }, "dddddddd");
    expect(findReference(target, [target, coarse, finer, stack({ number: 6, rows: 96, columns: 96 }, "eeeeeeee")], { reference: "auto" })!.key).toBe("cccccccc");
    expect(findReference(target, [target, finer], { reference: "none" })).toBeUndefined();
    expect(findReference(target, [target, coarse, finer], { reference: "5" })!.key).toBe("dddddddd"); // named: need not be finer
  });

  it("says why there is none", () => {
    const elsewhere = stack({ number: 4, rows: 96, columns: 96 }, "cccccccc", (g) => ({ ...g, frameOfReference: "frame 2" }));
    const away = stack({ number: 5, rows: 96, columns: 96 }, "dddddddd", (g) => ({ ...g, positions: g.positions.map(([x, y, z]) => [x + 400, y, z] as const) }));
    const same = stack({ number: 6, rows: 32, columns: 32 }, "eeeeeeee");
    const single = stack({ number: 7, rows: 96, columns: 96, slices: 1 }, "ffffffff");
    expect(() => findReference(target, [target, elsewhere, away, same, single], { reference: "auto" })).toThrow(
      "series 2: expected a reference series for --method disc-diff, got 4 has another frame of reference; 5 covers 0 % of it; 6 has pixels that are not finer; 7 is a single slice; name one with --reference, pass --reference none",
    );
    expect(() => findReference(target, [target], { reference: "auto" })).toThrow("got no other series");
    expect(() => findReference(target, [target, same], { reference: "9" })).toThrow("--reference: expected another series of the study: 6 (eeeeeeee), got 9");
    expect(() => findReference(target, [target, elsewhere], { reference: "4" })).toThrow("4 has another frame of reference");
  });
});

describe("a reference", () => {
  it("is sampled by its place in the patient, whatever its orientation", async () => {
    // as fine as the target, so that a voxel is one sample of a smooth field
    const other = stack({ number: 3, rows: 60, columns: 60, slices: 44, sliceSpacing: 5, orientation: "coronal" }, "bbbbbbbb");
    const reference = await openReference(other);
    const values = (await other.read()).data.slice().sort();
    const rank = 0.995 * (values.length - 1);
    const high = values[Math.floor(rank)]! + (rank % 1) * (values[Math.ceil(rank)]! - values[Math.floor(rank)]!);
    const grid = refinedGeometry(target.geometry, { scale: 2, throughPlane: 1, alignment: "center" });
    const { image, given } = await reference.sample(grid, { from: 3, count: 2 });
    expect(image.dims).toEqual([2, 1, 64, 64]);
    expect(given).toEqual([true, true]);
    let worst = 0;
    for (let k = 0; k < 2; k++) for (let i = 4; i < 60; i++) for (let j = 4; j < 60; j++) worst = Math.max(worst, Math.abs(image.data[(k * 64 + i) * 64 + j]! - signal(place(grid, { slice: 3 + k, row: i, column: j })) / high));
    expect(worst).toBeLessThan(0.01);
    // the slices in a batch do not matter
    expect((await reference.sample(grid, { from: 4, count: 1 })).image.data).toEqual(image.data.slice(64 * 64));
  });

  it("averages a finer one over the target's pixel", async () => {
    const stripes = stack({ number: 3, rows: 128, columns: 128, slices: 8 }, "bbbbbbbb");
    const striped: Stack = { ...stripes, read: async () => ({ geometry: stripes.geometry, data: (await stripes.read()).data.map((_, i) => 100 * (i % 2)) }) };
    const { image } = await (await openReference(striped)).sample(target.geometry, { from: 4, count: 1 });
    for (let i = 2; i < 30; i++) expect(image.data[i * 32 + i]!).toBeCloseTo(0.5, 5);
  });

  it("is not given on slices that it hardly covers", async () => {
    const low = stack({ number: 3, rows: 96, columns: 96, slices: 4 }, "bbbbbbbb");
    expect(coverage(target.geometry, fine.geometry)).toBeGreaterThan(0.7 * 60 / 210);
    expect(coverage(target.geometry, target.geometry)).toBe(1);
    const { image, given } = await (await openReference(low)).sample(target.geometry, { from: 0, count: 8 });
    expect(given).toEqual([false, false, true, true, true, true, false, false]);
    expect(Math.max(...image.data.subarray(0, 2 * 32 * 32))).toBe(0);
  });
});
