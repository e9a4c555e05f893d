import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { put, textOf } from "../../../pipelines/mri/dicom/write-dataset.js";
import { place } from "../../../pipelines/mri/evaluate-place.js";
import { openStudy } from "../../../pipelines/mri/open.js";
import { parseRestoreOptions, type RawRestoreOptions } from "../../../pipelines/mri/options.js";
import type { DoneSeries, StudyReport } from "../../../pipelines/mri/restore-report.js";
import { restoreStudy } from "../../../pipelines/mri/restore.js";
import type { Volume } from "../../../pipelines/mri/volume.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { tinyMriModel } from "../../tiny-models/mri.js";
import { makeSeries } from "./make-study.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
/** Image Position (Patient). */
const POSITION = 0x00200032;
const root = mkdtempSync(join(tmpdir(), "mri-restore-"));
const study = join(root, "study");
const model = join(root, "model");
const denoiser = join(root, "denoiser");
beforeAll(async () => {
  await makeSeries(study, { number: 1, slices: 6, rows: 40, columns: 40, orientation: "oblique", noise: 0.005 });
  await makeSeries(study, { number: 2, contrast: "t2", slices: 16, rows: 64, columns: 64, sliceSpacing: 10, orientation: "coronal" });
  await tinyMriModel("disc-diff", { folder: model });
  await tinyMriModel("r2d2plus", { folder: denoiser });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function restore(name: string, raw: RawRestoreOptions): Promise<StudyReport> {
  return restoreStudy(study, parseRestoreOptions(study, { output: join(root, name), denoise: "off", device: "cpu", threads: "1", ...raw }));
}
const done = ({ series }: StudyReport, at = 0): DoneSeries => {
  const found = series[at]!;
  if (found.outcome === "failed") throw new Error(found.problem);
  return found;
};
async function result(name: string, folder: string): Promise<Volume> {
  const [stack] = (await openStudy(join(root, name, folder), { derivatives: "results" })).stacks;
  return stack!.read();
}

/** Centre of mass in mm of the values above a threshold that the enlarging's ringing in air does not reach. */
function center({ geometry, data }: Volume): number[] {
  const peak = data.reduce((m, v) => Math.max(m, v), 0);
  const sum = [0, 0, 0];
  let mass = 0;
  for (let k = 0, at = 0; k < geometry.slices; k++) {
    for (let i = 0; i < geometry.rows; i++) {
      for (let j = 0; j < geometry.columns; j++, at++) {
        if (data[at]! < 0.03 * peak) continue;
        const p = place(geometry, { slice: k, row: i, column: j });
        for (const axis of [0, 1, 2]) sum[axis]! += data[at]! * p[axis]!;
        mass += data[at]!;
      }
    }
  }
  return sum.map((v) => v / mass);
}

const smallest = ({ data }: Volume): number => data.reduce((m, v) => Math.min(m, v), Infinity);

function differenceInBand({ geometry, data }: Volume, source: Volume, scale: number): number {
  const { slices, rows, columns } = geometry;
  const seen = kspaceTruncate(scale, { alignment: "center" }).apply(tensor([slices, 1, rows, columns], data)).data;
  return Math.sqrt(seen.reduce((s, v, i) => s + (v - source.data[i]!) ** 2, 0) / source.data.reduce((s, v) => s + v * v, 0));
}

describe("restoreStudy", () => {
  it("leaves the anatomy where it was, in millimetres, with the field of view of the input", async () => {
    const source = (await openStudy(study)).stacks.find(({ seriesNumber }) => seriesNumber === 1)!;
    const before = center(await source.read());
    for (const [name, raw] of [["x2", { scale: "2" }], ["x4", { scale: "4" }], ["thin", { scale: "2", throughPlane: "3" }]] as const) {
      const report = await restore(name, { method: "zero-fill", series: "1", ...raw });
      const after = await result(name, done(report).folder);
      center(after).forEach((v, axis) => expect(Math.abs(v - before[axis]!), `${name}, axis ${axis}`).toBeLessThan(0.15)); // voxels are 5.25 x 5.25 x 6 mm
      const corner = ({ geometry }: Pick<Volume, "geometry">) => place(geometry, { slice: 0, row: -0.5, column: -0.5 });
      if (name !== "thin") corner(after).forEach((v, axis) => expect(Math.abs(v - corner(source)[axis]!)).toBeLessThan(1e-3));
      expect(after.geometry.slices).toBe(name === "thin" ? 18 : 6);
      expect(done(report).consistency).toBeLessThan(name === "thin" ? 0.02 : 1e-3);
    }
  });

  it.each(["2", "3", "4"])("keeps the measured band of k-space in what is written: x%s", async (scale) => {
    const report = done(await restore(`band${scale}`, { method: "zero-fill", series: "1", scale }));
    const source = await (await openStudy(study)).stacks.find(({ seriesNumber }) => seriesNumber === 1)!.read();
    const written = await result(`band${scale}`, report.folder);
    const found = differenceInBand(written, source, Number(scale));
    expect(found).toBeLessThan(1e-3);
    expect(report.consistency).toBeCloseTo(found, 6);
    // little noise in air and sharp edges, which were not made by truncation: no image without negative values has this band
    expect([report.stored, smallest(written) < 0]).toEqual(["int16, 16 bits", true]);
  });

  it("keeps it where it denoises too, and stores values below zero for that", async () => {
    const common = { method: "r2d2plus", model: denoiser, denoise: "auto", sigma: "5%", series: "1" } as const;
    const report = done(await restore("signed", { ...common, scale: "2" }));
    const clean = await result("clean", done(await restore("clean", { ...common, scale: "1" })).folder);
    const written = await result("signed", report.folder);
    expect([report.stored, smallest(clean) >= 0]).toEqual(["int16, 16 bits", true]);
    expect(smallest(written)).toBeLessThan(-5);
    expect(report.consistency).toBeLessThan(1e-3);
    expect(differenceInBand(written, clean, 2)).toBeLessThan(1.5e-3); // which is rounded too
  });

  it("finds the reference in the study, uses it, and says which", async () => {
    const common = { method: "disc-diff", model, series: "1", scale: "2" } as const;
    const guided = done(await restore("guided", common));
    const alone = done(await restore("alone", { ...common, reference: "none" }));
    const named = done(await restore("named", { ...common, reference: "2" }));
    expect(guided.reference!.label).toMatch(/^series 2, /);
    expect(guided.provenance.reference).toMatchObject({ key: guided.reference!.key, seriesUid: expect.stringMatching(/^[0-9.]+$/) });
    expect(guided.reference!.registration).toMatchObject({ used: false, shift: [0, 0, 0] }); // of one anatomy, where their headers say
    expect(alone.reference).toBeUndefined();
    const [a, b, c] = [await result("guided", guided.folder), await result("alone", alone.folder), await result("named", named.folder)];
    expect(a.data).toEqual(c.data);
    const changed = a.data.reduce((n, v, i) => n + (v === b.data[i] ? 0 : 1), 0) / a.data.length;
    expect(changed).toBeGreaterThan(0.1);
    // the finer series has no finer one: it fails, and says why, while the other is done
    const both = await restore("both", { method: "disc-diff", model, scale: "2" });
    expect(both.series.map(({ outcome }) => outcome)).toEqual(["done", "failed"]);
    expect((both.series[1] as { problem: string }).problem).toContain("series for --method disc-diff, got 1 covers ");
  });

  it("does not let a series guide that lies elsewhere, unless it is named", async () => {
    const misplaced = join(root, "misplaced");
    await makeSeries(misplaced, { number: 1, slices: 6, rows: 40, columns: 40, noise: 0.005 });
    await makeSeries(misplaced, {
      number: 2, contrast: "t2", slices: 12, rows: 64, columns: 64, sliceSpacing: 10,
      edit: (dataset) => {
        const [x, y, z] = textOf(dataset, POSITION)!.split("\\").map(Number);
        put(dataset, POSITION, "DS", x!, y! + 12, z!);
      },
    });
    const run = async (name: string, reference?: string) =>
      done(await restoreStudy(misplaced, parseRestoreOptions(misplaced, { output: join(root, name), denoise: "off", device: "cpu", threads: "1", method: "disc-diff", model, series: "1", scale: "2", ...(reference !== undefined && { reference }) })));
    const [found, named, none] = [await run("misplaced-auto"), await run("misplaced-named", "2"), await run("misplaced-none", "none")];
    expect(found.reference).toBeUndefined();
    expect(found.provenance.reference).toBeUndefined();
    expect(found.warnings.join()).toMatch(/is not used as the reference: it fits best 3 mm or more from where its header places it/);
    expect(named.reference!.registration!.fits).toBe(false);
    expect(named.warnings.join()).toMatch(/is used as the reference as asked, but it fits best 3 mm or more/);
    const [a, b, c] = [await result("misplaced-auto", found.folder), await result("misplaced-named", named.folder), await result("misplaced-none", none.folder)];
    expect(a.data).toEqual(c.data);
    expect(a.data).not.toEqual(b.data);
  });

  it("skips on --resume what is done, and does again what other options or files would change", async () => {
    const run = (raw: RawRestoreOptions = {}) => restore("again", { method: "zero-fill", ...raw });
    const first = await run();
    expect(first.series.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    await expect(run()).rejects.toThrow("expected a new folder, got one that exists; choose another --output, pass --resume to keep what is done, or --overwrite");
    expect((await run({ resume: true })).series.map(({ outcome }) => outcome)).toEqual(["skipped", "skipped"]);
    // one of its files is gone: that series is done again, to the same bytes
    const folder = join(root, "again", done(first, 1).folder);
    const [file] = readdirSync(folder).sort();
    const values = (await result("again", done(first, 1).folder)).data;
    rmSync(folder, { recursive: true });
    expect((await run({ resume: true })).series.map(({ outcome }) => outcome)).toEqual(["skipped", "done"]);
    expect((await result("again", done(first, 1).folder)).data).toEqual(values);
    expect(readdirSync(folder).sort()[0]).toBe(file);
    expect((await run({ resume: true, scale: "3" })).series.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect((await result("again", done(first).folder)).geometry.rows).toBe(120);
    // a series that is left out this time stays on record
    await run({ resume: true, scale: "3", series: "1" });
    expect((await run({ overwrite: true, series: "2" })).series.map(({ outcome }) => outcome)).toEqual(["done"]);
  });

  it("removes the deviation of an earlier run, which would not belong to the result", async () => {
    const common = { method: "disc-diff", model, series: "1", reference: "none" } as const;
    const sampled = done(await restore("samples", { ...common, samples: "3" }));
    expect(readdirSync(join(root, "samples")).sort()).toEqual(["report.json", sampled.folder, sampled.deviation].sort());
    expect(done(await restore("samples", { ...common, overwrite: true })).deviation).toBeUndefined();
    expect(readdirSync(join(root, "samples")).sort()).toEqual(["report.json", sampled.folder].sort());
  });

  it("tells what it did, and keeps the record of a killed run's parts out of the way", async () => {
    const output = join(root, "told");
    const told = done(await restore("told", { method: "zero-fill", series: "1", throughPlane: "2" }));
    expect(told).toMatchObject({ outcome: "done", networkCalls: 0, grid: { before: "6 slices of 40x40, 5.25 x 5.25 x 6 mm", after: "12 slices of 80x80, 2.625 x 2.625 x 3 mm" } });
    expect(told.files).toBe(12);
    expect(told.operator).toBe("k-space truncated by 2 in both directions of the plane, mean of 2 slices");
    expect(told.fingerprint).toMatchObject({ method: "zero-fill", throughPlane: "2", scale: "2" });
    const report = JSON.parse(readFileSync(join(output, "report.json"), "utf8")) as StudyReport;
    expect(report.series).toEqual([told]);
    // what a killed run left under a temporary name does not stop the next one, nor does a torn report
    writeFileSync(join(output, "report.json"), "{\"series\": [");
    expect(done(await restore("told", { method: "zero-fill", series: "1", throughPlane: "2", resume: true })).outcome).toBe("done");
    expect(readdirSync(output).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
