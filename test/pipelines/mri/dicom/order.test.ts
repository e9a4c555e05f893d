import { describe, expect, it } from "vitest";
import { directionsOf, dot, misplaced, ordered } from "../../../../pipelines/mri/dicom/order.js";
import type { Vec3 } from "../../../../pipelines/mri/volume.js";
import { sliceAt } from "./slices.js";

const stack = (...heights: number[]) => ordered(heights.map((z) => sliceAt(z)));
const refusal = (...heights: number[]) => {
  const result = stack(...heights);
  return "reason" in result ? `${result.outcome}: ${result.reason}` : "accepted";
};

describe("order along the normal", () => {
  it("sorts by position and measures the spacing", () => {
    const result = stack(9, 0, 3, 6);
    if ("reason" in result) throw new Error(result.reason);
    expect(result.geometry.positions.map(([, , z]) => z)).toEqual([0, 3, 6, 9]);
    expect(result.geometry.sliceSpacing).toBe(3);
    expect(result.slices.map(({ frame }) => frame.position![2])).toEqual([0, 3, 6, 9]);
  });

  it("grows along rowDirection x columnDirection", () => {
    const orientation = [0, 1, 0, 0, 0, -1]; // sagittal: the normal points to the right, -x
    const result = ordered([-4, 0, 4].map((x) => sliceAt(0, { orientation, position: [x, 0, 0] })));
    if ("reason" in result) throw new Error(result.reason);
    expect(result.geometry.positions.map(([x]) => x)).toEqual([4, 0, -4]);
  });

  it("takes one slice, without a spacing", () => {
    const result = stack(5);
    expect(result).toMatchObject({ geometry: { slices: 1 } });
    expect("geometry" in result && "sliceSpacing" in result.geometry).toBe(false);
  });

  it("bears positions rounded to a tenth of a millimetre", () => {
    expect(refusal(...Array.from({ length: 20 }, (_, k) => Math.round(k * 6.97 * 10) / 10))).toBe("accepted");
  });

  it.each<[string, number[], RegExp]>([
    ["a gap", [0, 2, 4, 8, 10], /^refused: a gap: 1 of 6 slices missing, the first after slice 3 \(slices 2 mm apart\)$/],
    ["two gaps", [0, 2, 8, 10, 14], /3 of 8 slices missing, the first after slice 2/],
    ["a gap in a long stack", [...Array.from({ length: 300 }, (_, k) => k), 301], /a gap: 1 of 302/],
    ["two spacings", [0, 3, 6, 10, 14], /^refused: slices 3 mm to 4 mm apart: mixed spacing$/],
    ["a spacing that drifts", Array.from({ length: 30 }, (_, k) => k + 0.002 * k * k), /mixed spacing/],
    ["a repeated position", [0, 3, 3, 6], /^refused: slices 2 and 3 at one position/],
    ["a position repeated but for rounding", [0, 3, 3.004, 6], /at one position/],
  ])("refuses %s", (_, heights, reason) => {
    expect(refusal(...heights)).toMatch(reason);
  });

  it("refuses slices that are shifted sideways, and bears a drift of less than a degree", () => {
    const sheared = (perSlice: number) => ordered([0, 1, 2].map((k) => sliceAt(5 * k, { position: [perSlice * k, 0, 5 * k] })));
    expect(sheared(0.07)).toMatchObject({ geometry: { slices: 3 } });
    expect(sheared(1)).toMatchObject({ outcome: "refused", reason: "slices shifted sideways: by 1 mm after slice 1" });
  });

  it("states a thickness only where all slices share it", () => {
    expect(ordered([sliceAt(0, { thickness: 3 }), sliceAt(3, { thickness: 3 })])).toMatchObject({ geometry: { sliceThickness: 3 } });
    const mixed = ordered([sliceAt(0, { thickness: 3 }), sliceAt(3, { thickness: 4 })]);
    expect("geometry" in mixed && "sliceThickness" in mixed.geometry).toBe(false);
  });
});

describe("orientation", () => {
  it("is made orthonormal from rounded cosines", () => {
    const { row, column, normal } = directionsOf([0.8001, 0.6, 0, -0.48, 0.6399, 0.6])!;
    for (const direction of [row, column, normal]) expect(Math.hypot(...direction)).toBeCloseTo(1, 12);
    for (const [a, b] of [[row, column], [row, normal], [column, normal]] as [Vec3, Vec3][]) expect(dot(a, b)).toBeCloseTo(0, 12);
  });

  it("is refused where it is none", () => {
    for (const orientation of [[0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0], [2, 0, 0, 0, 1, 0]]) {
      expect(misplaced(sliceAt(0, { orientation }).frame)).toMatchObject({ outcome: "refused", reason: expect.stringContaining("unit vectors") as string });
    }
    expect(misplaced(sliceAt(0).frame)).toBeUndefined();
  });
});
