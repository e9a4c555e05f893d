import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { scanStudy } from "../../../pipelines/mri/dicom/scan.js";
import { put } from "../../../pipelines/mri/dicom/write-dataset.js";
import { writeSeries } from "../../../pipelines/mri/dicom/write-series.js";
import { enlarge } from "./derive.js";
import { makeSeries } from "./make-study.js";

const root = mkdtempSync(join(tmpdir(), "derivatives-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(["classic", "enhanced"] as const)("results of a %s series", (object) => {
  it("are no study to restore, and are read when asked for by name", async () => {
    const folder = join(root, object);
    await makeSeries(join(folder, "source"), { number: 4, slices: 3, rows: 16, columns: 24, object });
    const [stack] = (await scanStudy(join(folder, "source"))).stacks;
    for (const purpose of ["result", "deviation"] as const) {
      mkdirSync(join(folder, purpose));
      await writeSeries(await enlarge(stack!, { purpose, samples: 4 }), { folder: join(folder, purpose) });
    }
    const found = async (derivatives?: "results" | "deviations") => (await scanStudy(folder, derivatives && { derivatives })).stacks.map(({ geometry: { columns }, seriesNumber }) => [seriesNumber, columns]);
    expect(await found()).toEqual([[4, 24]]);
    const results = await found("results");
    const deviations = await found("deviations");
    expect(results.map(([, columns]) => columns)).toEqual([24, 48]);
    expect(deviations.map(([, columns]) => columns)).toEqual([24, 48]);
    expect(results[1]![0]).not.toBe(deviations[1]![0]);
    const [, result] = (await scanStudy(folder, { derivatives: "results" })).stacks;
    const { data } = await result!.read();
    const wanted = (await enlarge(stack!)).volume.data;
    expect(Math.max(...data.map((v, i) => Math.abs(v - wanted[i]!)))).toBeLessThan(0.51);
  });
});

it("results of images that call themselves reformats are results", async () => {
  const folder = join(root, "reformat");
  await makeSeries(join(folder, "source"), { number: 2, slices: 2, rows: 16, columns: 24, edit: (dataset) => put(dataset, 0x00080008, "CS", "ORIGINAL", "PRIMARY", "MPR") });
  const [stack] = (await scanStudy(join(folder, "source"))).stacks;
  mkdirSync(join(folder, "result"));
  await writeSeries(await enlarge(stack!, { scale: 1 }), { folder: join(folder, "result") });
  expect((await scanStudy(join(folder, "result"))).stacks).toEqual([]);
  expect((await scanStudy(join(folder, "result"), { derivatives: "results" })).stacks).toHaveLength(1);
});
