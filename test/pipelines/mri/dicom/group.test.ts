import { describe, expect, it } from "vitest";
import { groupSlices } from "../../../../pipelines/mri/dicom/group.js";
import type { Frame } from "../../../../pipelines/mri/dicom/frame.js";
import { sliceAt } from "./slices.js";

const heights = [0, 5, 10, 15];
/** Every height with every change. */
const crossed = (...changes: Partial<Frame>[]) => changes.flatMap((change) => heights.map((z) => sliceAt(z, change)));
const shapes = (slices: ReturnType<typeof crossed>) => groupSlices(slices).map((group) => [group.slices.length, group.distinction.join(", ")]);

describe("grouping", () => {
  it("leaves one volume whole", () => {
    expect(shapes(crossed({}))).toEqual([[4, ""]]);
  });

  it.each<[string, Partial<Frame>[], string[]]>([
    ["echo times", [{ echoTime: 12 }, { echoTime: 90.5 }], ["TE 12 ms", "TE 90.5 ms"]],
    ["b-values", [{ bValue: 0 }, { bValue: 1000 }], ["b 0", "b 1000"]],
    ["kinds of image", [{ kind: "ORIGINAL\\PRIMARY\\M\\ND" }, { kind: "ORIGINAL\\PRIMARY\\M\\NORM" }], ["", ""]],
    ["orientations", [{}, { orientation: [1, 0, 0, 0, Math.cos(0.1), Math.sin(0.1)] }], ["", ""]],
    ["pixel spacings", [{}, { spacing: [1.1, 1.1] }], ["", ""]],
    ["times", [{ apart: { time: "1" } }, { apart: { time: "2" } }, { apart: { time: "10" } }], ["volume 1 of 3", "volume 2 of 3", "volume 3 of 3"]],
    ["directions at one b-value", [{ bValue: 700, apart: { "diffusion direction": "1\\0\\0" } }, { bValue: 700, apart: { "diffusion direction": "0\\1\\0" } }], ["volume 1 of 2", "volume 2 of 2"]],
  ])("splits by %s", (_, changes, distinctions) => {
    expect(shapes(crossed(...changes))).toEqual(distinctions.map((distinction) => [4, distinction]));
  });

  it("takes orientations and spacings for equal that differ by rounding", () => {
    const slices = heights.map((z, k) => sliceAt(z, { orientation: [1, 0, 0, 0, 1, k * 1e-4], spacing: [0.859375 + k * 1e-6, 0.859375] }));
    expect(shapes(slices)).toEqual([[4, ""]]);
  });

  it("does not split by a time that differs from slice to slice of one volume", () => {
    const slices = heights.map((z, k) => sliceAt(z, { apart: { "cardiac phase": String(k), "acquisition time": String(k) } }));
    expect(shapes(slices)).toEqual([[4, ""]]);
  });

  it("passes over an attribute that differs from slice to slice for the one that tells volumes apart", () => {
    const slices = ["a", "b"].flatMap((content, volume) => heights.map((z, k) => sliceAt(z, { apart: { acquisition: String(volume * 4 + k), "content time": content } })));
    expect(shapes(slices)).toEqual([[4, "volume 1 of 2"], [4, "volume 2 of 2"]]);
  });

  it("uses several attributes together where one is not enough", () => {
    const changes = ["1", "2"].flatMap((time) => ["30", "60"].map((angle) => ({ apart: { time, "flip angle": angle } })));
    expect(shapes(crossed(...changes)).map(([count]) => count)).toEqual([4, 4, 4, 4]);
  });

  it("keeps a last volume that was cut short", () => {
    const slices = [...crossed({ apart: { time: "1" } }), ...crossed({ apart: { time: "2" } }).slice(0, 2)];
    expect(shapes(slices)).toEqual([[4, "volume 1 of 2"], [2, "volume 2 of 2"]]);
  });

  it("leaves repeats together that nothing tells apart", () => {
    expect(shapes(crossed({}, {}))).toEqual([[8, ""]]);
  });

  it("gives the same signatures whatever the order of the slices", () => {
    const slices = crossed({ apart: { time: "1" } }, { apart: { time: "2" } });
    const signatures = (order: typeof slices) => groupSlices(order).map(({ signature }) => signature);
    expect(signatures(slices.toReversed())).toEqual(signatures(slices));
    expect(new Set(signatures(slices)).size).toBe(2);
  });
});
