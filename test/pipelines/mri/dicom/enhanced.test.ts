import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../../pipelines/mri/dicom/scan.js";
import { copyDataset, put, putItems } from "../../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset, Sequence } from "../../../../pipelines/mri/dicom/write-dataset.js";
import { makeSeries } from "../make-study.js";
import { scratch } from "./scratch.js";

const folder = scratch();
const spec = { object: "enhanced", slices: 6, rows: 12, columns: 10 } as const;
const perFrame = 0x52009230;
const frameType = 0x00189226;

const items = (dataset: Dataset, tag: number): Dataset[] => [...(dataset.get(tag)!.value as Sequence).items];

async function scanned(edit: (dataset: Dataset) => void) {
  const made = await makeSeries(await folder(), { ...spec, edit });
  return { ...made, ...(await scanStudy(dirname(made.files[0]!))) };
}

/** The frame type of every frame, in the frame's own functional groups. */
function retype(dataset: Dataset, of: (frame: number) => { type: string[]; component: string }): void {
  const own = items(dataset, perFrame).map((frame, index) => {
    const { type, component } = of(index);
    const inner: Dataset = new Map();
    put(inner, 0x00089007, "CS", ...type);
    put(inner, 0x00089208, "CS", component);
    const changed = copyDataset(frame);
    putItems(changed, frameType, inner);
    return changed;
  });
  putItems(dataset, perFrame, ...own);
}

describe("Enhanced MR", () => {
  it("restores the magnitude frames of a mixed object and leaves the phase", async () => {
    // the fixture's frames stand at heights 0 5 1 4 2 3: even frames are the lower half
    const { stacks, leftOut, stored, geometry } = await scanned((dataset) =>
      retype(dataset, (frame) => (frame % 2 === 0 ? { type: ["ORIGINAL", "PRIMARY", "T1", "M"], component: "MAGNITUDE" } : { type: ["ORIGINAL", "PRIMARY", "T1", "P"], component: "PHASE" })));
    expect(stacks).toHaveLength(1);
    expect(stacks[0]!.geometry.positions).toEqual(geometry.positions.slice(0, 3));
    expect(stacks[0]!.instances!.map(({ frame }) => frame)).toEqual([0, 2, 4]);
    expect([...(await stacks[0]!.read()).data]).toEqual([...stored.subarray(0, 3 * 120)]);
    expect(leftOut).toEqual([{ outcome: "skipped", what: "series 1, 3 images in 1 file", files: 1, reason: "phase images" }]);
  });

  it("makes a stack of each echo, from the frames' own groups", async () => {
    const { stacks } = await scanned((dataset) => {
      const twice = items(dataset, perFrame).map((frame, index) => {
        const echo: Dataset = new Map();
        put(echo, 0x00189082, "FD", index < 3 ? 12 : 90);
        const changed = copyDataset(frame);
        const place: Dataset = new Map();
        put(place, 0x00200032, "DS", 0, 0, 4 * (index % 3));
        putItems(changed, 0x00189114, echo);
        putItems(changed, 0x00209113, place);
        return changed;
      });
      putItems(dataset, perFrame, ...twice);
    });
    expect(stacks.map(({ label }) => label)).toEqual(["series 1, 3 slices of 12x10, SE, TE 12 ms", "series 1, 3 slices of 12x10, SE, TE 90 ms"]);
    expect(new Set(stacks.map(({ key }) => key)).size).toBe(2);
  });

  it.each<[string, (dataset: Dataset) => void, string, RegExp]>([
    ["components that are mixed without saying which", (dataset) => retype(dataset, () => ({ type: ["ORIGINAL", "PRIMARY", "T1", "MIXED"], component: "MIXED" })), "refused", /do not say whether/],
    ["a projection", (dataset) => retype(dataset, () => ({ type: ["DERIVED", "PRIMARY", "MAX_IP", "NONE"], component: "MAGNITUDE" })), "skipped", /projection/],
    ["an ADC map", (dataset) => retype(dataset, () => ({ type: ["DERIVED", "PRIMARY", "DIFFUSION", "ADC"], component: "MAGNITUDE" })), "skipped", /a derived map \(ADC\)/],
    ["phase that only its component names", (dataset) => retype(dataset, () => ({ type: ["ORIGINAL", "PRIMARY", "T1", "NONE"], component: "PHASE" })), "skipped", /phase images/],
    ["real parts", (dataset) => retype(dataset, () => ({ type: ["ORIGINAL", "PRIMARY", "T1", "NONE"], component: "REAL" })), "skipped", /real-part/],
    ["no functional groups", (dataset) => (dataset.delete(perFrame), dataset.delete(0x52009229)), "refused", /without functional groups/],
    ["too few functional groups", (dataset) => putItems(dataset, perFrame, ...items(dataset, perFrame).slice(1)), "refused", /6 frames, and functional groups for 5/],
    ["a frame without a position", (dataset) => items(dataset, perFrame).forEach((frame) => frame.delete(0x00209113)), "refused", /no ImagePositionPatient/],
  ])("leaves %s", async (_, edit, outcome, reason) => {
    const { stacks, leftOut } = await scanned(edit);
    expect(stacks).toEqual([]);
    expect(leftOut[0]!.outcome).toBe(outcome);
    expect(leftOut[0]!.reason).toMatch(reason);
  });
});
