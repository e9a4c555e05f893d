import { describe, expect, it } from "vitest";
import { refinedGeometry, refinedMask, sourcesOf, storedRange } from "../../../pipelines/mri/finish.js";
import { place } from "../../../pipelines/mri/evaluate-place.js";
import { requireSignalRange, signalRange, sliceBatch } from "../../../pipelines/mri/prepare.js";
import type { Vec3, Volume } from "../../../pipelines/mri/volume.js";
import { kspaceTruncate, type Alignment } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { uniform } from "../../golden/golden.js";
import { seriesGeometry } from "./make-study.js";

/** Smooth blobs, not in the middle, away from the edges. */
function blobs(): Volume {
  const geometry = seriesGeometry({ slices: 12, rows: 32, columns: 40, orientation: "oblique", pixelSpacing: [5, 4.5], sliceSpacing: 12 });
  const data = new Float32Array(12 * 32 * 40);
  for (let k = 0, at = 0; k < 12; k++) {
    for (let i = 0; i < 32; i++) {
      for (let j = 0; j < 40; j++, at++) {
        const near = (z: number, y: number, x: number, width: number) => Math.exp(-((k - z) ** 2 / 3 + ((i - y) ** 2 + (j - x) ** 2) / width));
        data[at] = near(5.3, 13.2, 16.7, 14) + 0.6 * near(6.1, 18.9, 24.1, 8);
      }
    }
  }
  return { geometry, data };
}

/** Centre of mass in millimetres of the patient. */
function center({ geometry, data }: Volume): Vec3 {
  const sum = [0, 0, 0];
  let mass = 0;
  for (let k = 0, at = 0; k < geometry.slices; k++) {
    for (let i = 0; i < geometry.rows; i++) {
      for (let j = 0; j < geometry.columns; j++, at++) {
        const p = place(geometry, { slice: k, row: i, column: j });
        for (const axis of [0, 1, 2]) sum[axis]! += data[at]! * p[axis]!;
        mass += data[at]!;
      }
    }
  }
  return sum.map((v) => v / mass) as unknown as Vec3;
}

function enlarged({ geometry, data }: Volume, scale: number, throughPlane: number, alignment: Alignment): Volume {
  const { slices, rows, columns } = geometry;
  const along = kspaceTruncate([throughPlane, 1], { alignment, boundary: alignment === "center" ? "mirror" : "periodic" }).pseudoInverse(tensor([1, 1, slices, rows * columns], data));
  const x = kspaceTruncate(scale, { alignment }).pseudoInverse(tensor([1, slices * throughPlane, rows, columns], along.data));
  return { geometry: refinedGeometry(geometry, { scale, throughPlane, alignment }), data: x.data };
}

describe("refinedGeometry", () => {
  it.each([[2, 1, "center"], [3, 2, "center"], [4, 1, "center"], [2, 2, "corner"], [3, 1, "corner"]] as const)("x%i, x%i between slices, %s: the centre of mass in mm does not move", (scale, throughPlane, alignment) => {
    const volume = blobs();
    const before = center(volume);
    const after = center(enlarged(volume, scale, throughPlane, alignment));
    for (const axis of [0, 1, 2] as const) expect(Math.abs(after[axis] - before[axis])).toBeLessThan(0.01); // mm, of voxels of 5 x 4.5 x 12
  });

  it("keeps the field of view with center alignment: first voxels move by (1/s - 1)/2 old ones", () => {
    const { geometry } = blobs();
    const fine = refinedGeometry(geometry, { scale: 4, throughPlane: 2, alignment: "center" });
    const edge = (g: typeof geometry, slice: number, row: number, column: number) => place(g, { slice, row, column });
    const close = (a: Vec3, b: Vec3) => a.forEach((v, axis) => expect(Math.abs(v - b[axis]!)).toBeLessThan(1e-6));
    close(place(fine, { slice: 0.5, row: -0.5, column: -0.5 }), edge(geometry, 0, -0.5, -0.5));
    close(place(fine, { slice: 22.5, row: 127.5, column: 159.5 }), edge(geometry, 11, 31.5, 39.5));
    expect(fine.pixelSpacing).toEqual([1.25, 1.125]);
    expect([fine.sliceSpacing, fine.sliceThickness]).toEqual([6, 5.75]);
    const step = fine.positions[0]!.map((v, axis) => v - geometry.positions[0]![axis]!);
    const normal = [0.36, -0.48, 0.8]; // of the oblique stack
    expect(step.reduce((s, v, axis) => s + v * normal[axis]!, 0)).toBeCloseTo(-3, 6); // (1/2 - 1)/2 of 12 mm
    expect(refinedGeometry(geometry, { scale: 1, throughPlane: 1, alignment: "center" }).positions).toEqual(geometry.positions);
  });

  it("keeps a single slice", () => {
    const geometry = seriesGeometry({ slices: 1 });
    const fine = refinedGeometry(geometry, { scale: 2, throughPlane: 1, alignment: "center" });
    expect(fine.slices).toBe(1);
    expect(fine.sliceSpacing).toBeUndefined();
  });
});

describe("what goes with a result", () => {
  it("names the slices that it was made from", () => {
    expect(sourcesOf(3, 1)).toEqual([[0], [1], [2]]);
    expect(sourcesOf(3, 2)).toEqual([[0, 1], [0, 1], [0, 1, 2], [0, 1, 2], [1, 2], [1, 2]]);
  });

  it("marks each source voxel's own voxels as measured", async () => {
    const geometry = seriesGeometry({ slices: 1, rows: 2, columns: 2 });
    const valid = (await refinedMask({ geometry, data: new Float32Array(4), valid: Uint8Array.from([1, 0, 1, 1]) }, { scale: 2, throughPlane: 2 }))!;
    expect([...valid.subarray(0, 8)]).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
    expect(valid.length).toBe(32);
    expect([...valid.subarray(16)]).toEqual([...valid.subarray(0, 16)]);
  });

  it("knows what can be stored", () => {
    const storage = { bits: 12, slope: [2, -1], intercept: [10, 0] };
    expect(storedRange({ ...storage, type: "uint16" }, 0)).toEqual([10, 8200]);
    expect(storedRange({ ...storage, type: "uint16" }, 1)[0]).toBe(-4095);
    expect(storedRange({ ...storage, type: "int16" }, 0)).toEqual([-4086, 4104]);
    expect(storedRange({ ...storage, type: "float32" }, 0)).toEqual([-Infinity, Infinity]);
  });
});

describe("signalRange", () => {
  const geometry = seriesGeometry({ slices: 4, rows: 30, columns: 25 });

  it("is numpy's percentile, of the measured and finite voxels", async () => {
    const data = uniform(3000, 4).map((v) => v * v * 1000);
    const valid = new Uint8Array(3000).fill(1);
    for (let i = 0; i < 400; i++) valid[7 * i] = 0;
    data[1] = NaN;
    const kept = [...data].filter((v, i) => valid[i] === 1 && Number.isFinite(v)).sort((a, b) => a - b);
    const rank = 0.995 * (kept.length - 1);
    const wanted = kept[Math.floor(rank)]! + (rank % 1) * (kept[Math.ceil(rank)]! - kept[Math.floor(rank)]!);
    expect(signalRange({ geometry, data, valid })).toBeCloseTo(wanted, 9);
    expect(await requireSignalRange({ geometry, data, valid }, { subject: "x" })).toBeCloseTo(wanted, 9);
  });

  it("holds for few values, equal values and none", () => {
    const whole = Float32Array.from({ length: 3000 }, (_, i) => i % 5);
    expect(signalRange({ geometry, data: whole })).toBe(4);
    expect(signalRange({ geometry, data: whole }, 50)).toBe(2);
    expect(signalRange({ geometry, data: new Float32Array(3000).fill(7) })).toBe(7);
    expect(signalRange({ geometry, data: whole, valid: new Uint8Array(3000) })).toBeNaN();
  });

  it("becomes 1, and what was not measured air", () => {
    const data = Float32Array.from({ length: 3000 }, (_, i) => i);
    const valid = new Uint8Array(3000).fill(1);
    valid[1502] = 0;
    const batch = sliceBatch({ geometry, data, valid }, { from: 2, count: 1, high: 100 });
    expect(batch.dims).toEqual([1, 1, 30, 25]);
    expect([...batch.data.subarray(0, 4)].map((v) => Number(v.toFixed(5)))).toEqual([15, 15.01, 0, 15.03]);
  });
});
