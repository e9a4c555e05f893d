import { describe, expect, it } from "vitest";
import { openReference } from "../../../pipelines/mri/reference.js";
import type { Stack } from "../../../pipelines/mri/study.js";
import type { Geometry, Vec3, Volume } from "../../../pipelines/mri/volume.js";
import { seriesGeometry, type SeriesSpec } from "./make-study.js";
import { scan, type Contrast } from "./phantom.js";

/** A head whose header says that it lies `off` mm from where it does. */
function head(spec: SeriesSpec, contrast: Contrast, off: Vec3 = [0, 0, 0], seed = 3): Stack & { readonly volume: Volume } {
  const geometry = seriesGeometry(spec);
  const data = scan({ geometry, contrast, noise: 0.02, seed });
  const stated: Geometry = { ...geometry, positions: geometry.positions.map((p): Vec3 => [p[0] + off[0], p[1] + off[1], p[2] + off[2]]) };
  const volume = { geometry: stated, data };
  return { key: contrast, format: "dicom", label: "series", geometry: stated, storage: { type: "uint16", bits: 12, slope: [], intercept: [] }, read: async () => volume, volume };
}
const small = { slices: 12, rows: 64, columns: 64, sliceSpacing: 4, pixelSpacing: [3, 3] } as const;
const target = head(small, "t1").volume;
const fine = { slices: 16, rows: 96, columns: 96, sliceSpacing: 3.5, pixelSpacing: [2, 2] } as const;
const register = async (reference: Stack) => (await openReference(reference, { target })).registration!;

describe("registerShift", () => {
  it.each([[[0.8, -0.6, 0.9], {}], [[-1.7, 2.1, 0.4], { orientation: "oblique" }], [[0.5, 0, -1.2], { orientation: "coronal", slices: 48 }]] as const)("finds a shift of %j mm between two contrasts", async (off, other) => {
    const { shift, used, before, after } = await register(head({ ...fine, ...other }, "t2", off));
    expect([used, after > before]).toEqual([true, true]);
    shift.forEach((mm, axis) => expect(Math.abs(mm - off[axis]!)).toBeLessThan(0.4)); // voxels of 3 x 3 x 4 mm
  });

  it("leaves what lies together where it is, and what does not fit at all", async () => {
    const together = await register(head(fine, "t2"));
    expect([together.shift, together.used]).toEqual([[0, 0, 0], false]);
    const far = await register(head(fine, "t2", [0, 9, 0]));
    expect([far.shift, far.used, together.fits, far.fits, far.reason]).toEqual([[0, 0, 0], false, true, false, "the best shift lies 3 mm away or more"]);
  });

  it("says nothing where they hardly overlap, and gives the same twice", async () => {
    expect((await register(head(fine, "t2", [0, 0, 300]))).reason).toBe("too little overlap");
    const moved = head(fine, "t2", [1, 1, 0]);
    expect(await register(moved)).toEqual(await register(moved));
  });

  it("brings the reference to where the target is", async () => {
    const moved = head(fine, "t2", [1.5, -1.5, 0]);
    const truth = await (await openReference(head(fine, "t2"))).sample(target.geometry, { from: 5, count: 1 });
    const error = async (registered: boolean) => {
      const { image } = await (await openReference(moved, registered ? { target } : {})).sample(target.geometry, { from: 5, count: 1 });
      return Math.sqrt(image.data.reduce((s, v, i) => s + (v - truth.image.data[i]!) ** 2, 0) / image.data.length);
    };
    expect(await error(true)).toBeLessThan(0.4 * (await error(false)));
  });
});
