import { describe, expect, it } from "vitest";
import { gridText, relation, requireRelation, sameGrid } from "../../../pipelines/mri/evaluate-place.js";
import type { Geometry, Vec3 } from "../../../pipelines/mri/volume.js";
import { seriesGeometry } from "./make-study.js";

const low = seriesGeometry({ slices: 4, rows: 24, columns: 32, orientation: "oblique", pixelSpacing: [3, 2], sliceSpacing: 5 });

/** `low` with voxels `scale` times (and slices `through` times) as small; `edge` keeps the field of view, else the first voxel's centre. */
function finer(scale: number, { through = 1, edge = false }: { through?: number; edge?: boolean } = {}): Geometry {
  const [down, across] = [low.pixelSpacing[0] / scale, low.pixelSpacing[1] / scale];
  const shift = edge ? (1 / scale - 1) / 2 : 0;
  const normal = low.positions[1]!.map((v, i) => (v - low.positions[0]![i]!) / 5);
  const positions = Array.from({ length: low.slices * through }, (_, k): Vec3 => {
    const along = (5 * k) / through + (edge ? (5 * (1 / through - 1)) / 2 : 0);
    return low.positions[0]!.map((v, i) => v + along * normal[i]! + shift * (low.pixelSpacing[0] * low.columnDirection[i]! + low.pixelSpacing[1] * low.rowDirection[i]!)) as unknown as Vec3;
  });
  return { ...low, slices: low.slices * through, rows: low.rows * scale, columns: low.columns * scale, pixelSpacing: [down, across], positions, sliceSpacing: 5 / through };
}

describe("how stacks lie to each other", () => {
  it("is found for corner and edge alignment, in plane and between slices", () => {
    expect(relation(low, low)).toEqual({ scales: [1, 1], slices: 1, alignment: "corner", slicesAlignment: "corner" });
    expect(relation(low, finer(2))).toMatchObject({ scales: [2, 2], slices: 1, alignment: "corner" });
    expect(relation(low, finer(3, { edge: true }))).toMatchObject({ scales: [3, 3], slices: 1, alignment: "center" });
    expect(relation(low, finer(2, { through: 2 }))).toMatchObject({ slices: 2, alignment: "corner", slicesAlignment: "corner" });
    expect(relation(low, finer(2, { through: 3, edge: true }))).toMatchObject({ slices: 3, alignment: "center", slicesAlignment: "center" });
  });

  it("is nothing where they lie elsewhere, turned, or by no whole number", () => {
    const high = finer(2);
    expect(relation(low, { ...high, positions: high.positions.map(([x, y, z]): Vec3 => [x + 0.2, y, z]) })).toBeUndefined();
    expect(relation(low, { ...high, rowDirection: low.columnDirection, columnDirection: low.rowDirection })).toBeUndefined();
    expect(relation(low, { ...high, rows: 60 })).toBeUndefined();
    expect(relation(finer(2), low)).toBeUndefined();
    expect(() => requireRelation(finer(2), low, "input")).toThrow("input: expected a stack that covers the result's place with voxels a whole number of times as large (4 slices of 32x24, 3 x 2 x 5 mm), got 4 slices of 64x48, 1.5 x 1 x 5 mm");
  });

  it("is the same grid within the rounding of decimal strings", () => {
    const rounded = { ...low, positions: low.positions.map((p) => p.map((v) => Number(v.toFixed(3))) as unknown as Vec3) };
    expect(sameGrid(low, rounded)).toBe(true);
    expect(sameGrid(low, finer(2))).toBe(false);
    expect(sameGrid(low, { ...low, positions: low.positions.map(([x, y, z]): Vec3 => [x, y, z + 0.1]) })).toBe(false);
    expect(gridText({ ...low, pixelSpacing: [0.46875, 0.46875] })).toBe("4 slices of 32x24, 0.469 x 0.469 x 5 mm");
  });
});
