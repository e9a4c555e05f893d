import { cp, mkdir, readFile, rename, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../../pipelines/mri/dicom/scan.js";
import { put } from "../../../../pipelines/mri/dicom/write-dataset.js";
import { RestorationError } from "../../../../shared/errors.js";
import { makeJunk, makeSeries } from "../make-study.js";
import { scratch } from "./scratch.js";

const folder = scratch();
const small = { slices: 3, rows: 16, columns: 12 } as const;

describe("scanning a folder", () => {
  it("finds series in nested folders without extensions, gzip included, and counts the junk", async () => {
    const study = await folder();
    const made = await makeSeries(join(study, "a", "b"), { ...small, number: 2 });
    await makeSeries(join(study, "c"), { ...small, number: 1, gzip: true });
    await makeJunk(join(study, "junk"));
    await makeSeries(join(study, "index"), { ...small, slices: 1, number: 9, edit: (dataset) => put(dataset, 0x00080016, "UI", "1.2.840.10008.1.3.10") });
    const { stacks, leftOut } = await scanStudy(study);
    expect(stacks.map(({ label, seriesNumber }) => [label, seriesNumber])).toEqual([["series 1, 3 slices of 16x12, SE", 1], ["series 2, 3 slices of 16x12, SE", 2]]);
    expect(stacks[1]!.seriesUid).toBe(made.seriesUid);
    expect(leftOut.find(({ reason }) => reason === "not DICOM")?.files).toBeGreaterThan(1);
    expect(leftOut.some(({ reason }) => reason.includes("DICOMDIR"))).toBe(false);
  });

  it("knows slices of 3-D imaging from those that were selected one by one", async () => {
    const study = await folder();
    await makeSeries(join(study, "2d"), { ...small, number: 1 });
    await makeSeries(join(study, "3d"), { ...small, number: 2, edit: (dataset) => put(dataset, 0x00180023, "CS", "3D") });
    expect((await scanStudy(study)).stacks.map(({ seriesNumber, volumetric }) => [seriesNumber, volumetric])).toEqual([[1, undefined], [2, true]]);
  });

  it("puts the slices in the order of their position, whatever the order and the numbers of the files", async () => {
    const study = await folder();
    for (const [number, orientation] of (["axial", "coronal", "sagittal", "oblique"] as const).entries()) {
      const { geometry, stored } = await makeSeries(join(study, orientation), { ...small, slices: 5, number: number + 1, orientation, pixelSpacing: [1.5, 2.25] });
      const { stacks } = await scanStudy(join(study, orientation));
      const { positions, sliceSpacing, ...found } = stacks[0]!.geometry;
      expect(positions).toEqual(geometry.positions);
      expect(sliceSpacing).toBeCloseTo(6, 5);
      expect(found).toMatchObject({ slices: 5, rows: 16, columns: 12, pixelSpacing: [1.5, 2.25], sliceThickness: 5.5 });
      for (const [axis, value] of geometry.rowDirection.entries()) expect(found.rowDirection[axis]).toBeCloseTo(value, 12);
      for (const [axis, value] of geometry.columnDirection.entries()) expect(found.columnDirection[axis]).toBeCloseTo(value, 12);
      expect([...(await stacks[0]!.read()).data]).toEqual([...stored]);
    }
  });

  it("says by name why it leaves a series alone", async () => {
    const study = await folder();
    const kinds = ["magnitude", "phase", "localizer", "secondary-capture", "ct"] as const;
    for (const [i, kind] of kinds.entries()) await makeSeries(join(study, kind), { ...small, number: i + 1, kind });
    await makeSeries(join(study, "mosaic"), { ...small, number: 6, edit: (dataset) => put(dataset, 0x00080008, "CS", "ORIGINAL", "PRIMARY", "M", "MOSAIC") });
    const { stacks, leftOut } = await scanStudy(study);
    expect(stacks.map(({ seriesNumber }) => seriesNumber)).toEqual([1]);
    expect(leftOut.map(({ outcome, what, reason, files }) => [outcome, what, reason, files])).toEqual([
      ["skipped", "series 2, 3 files", "phase images", 3],
      ["skipped", "series 3, 3 files", "a localizer", 3],
      ["skipped", "series 4, 3 files", "a secondary capture, not an MR image", 3],
      ["skipped", "series 5, 3 files", "a CT image, not an MR image", 3],
      ["refused", "series 6, 3 files", "a mosaic of slices in one image; export it with one frame for each slice", 3],
    ]);
  });

  it("takes planes at right angles in one series for a localizer", async () => {
    const study = await folder();
    for (const orientation of ["axial", "coronal"] as const) await makeSeries(join(study, orientation), { ...small, orientation, edit: (dataset, slice) => put(dataset, 0x00080018, "UI", `1.2.${orientation.length}.${slice}`) });
    expect(await scanStudy(study)).toEqual({ stacks: [], leftOut: [{ outcome: "skipped", what: "series 1, 6 files", files: 6, reason: "planes at right angles in one series: a localizer" }] });
  });

  it("prints nothing that the files say of the patient", async () => {
    const study = await folder();
    const named = join(study, "PLANTED^NAME");
    for (const [i, kind] of (["magnitude", "phase", "ct"] as const).entries()) await makeSeries(join(named, kind), { ...small, number: i + 1, kind });
    const { files } = await makeSeries(join(named, "cut"), { ...small, number: 4, transferSyntax: "jpeg-ls" });
    for (const file of files) await truncate(file, 900 + (await readFile(file)).length / 2);
    const odd = await makeSeries(join(named, "odd"), { ...small, number: 5, transferSyntax: "jpeg-2000" });
    for (const file of odd.files) await damageEnd(file);
    await makeSeries(join(named, "class"), { ...small, number: 6, edit: (dataset) => put(dataset, 0x00080016, "UI", "PLANTED") });
    await makeSeries(join(named, "type"), { ...small, number: 7, edit: (dataset) => (put(dataset, 0x00080008, "CS", "ORIGINAL", "PRIMARY", "PLANTED"), put(dataset, 0x00180020, "CS", "PLANTED")) });
    const { stacks, leftOut } = await scanStudy(named);
    const errors = await Promise.all(stacks.map((stack) => stack.read().then(() => "", (error: Error) => `${error.message} ${String(error.cause)}`)));
    expect(errors.filter((message) => message !== "").length).toBeGreaterThan(0);
    const said = JSON.stringify([errors, leftOut, stacks.map(({ key, label, geometry, storage }) => [key, label, geometry.slices, storage])]);
    expect(said).not.toMatch(/planted/i);
  });

  it("gives a stack the same key wherever its files lie", async () => {
    const study = await folder();
    const { files } = await makeSeries(join(study, "a"), small);
    const [before] = (await scanStudy(study)).stacks;
    await mkdir(join(study, "b"));
    for (const [i, file] of files.entries()) await rename(file, join(study, "b", `z${files.length - i}`));
    const [after] = (await scanStudy(study)).stacks;
    expect(before!.key).toMatch(/^[0-9a-f]{8}$/);
    expect(after!.key).toBe(before!.key);
  });

  it("follows links to files and no links to folders", async () => {
    const study = await folder();
    const elsewhere = await folder();
    const { files } = await makeSeries(elsewhere, small);
    for (const [i, file] of files.entries()) await symlink(file, join(study, `link${i}`));
    await symlink(study, join(study, "circle"));
    const { stacks, leftOut } = await scanStudy(study);
    expect(stacks[0]!.geometry.slices).toBe(3);
    expect(leftOut).toEqual([{ outcome: "skipped", what: "1 entry", files: 1, reason: "links to folders, devices, or folders that cannot be listed" }]);
  });

  it("reports progress and can be stopped", async () => {
    const study = await folder();
    await makeSeries(study, small);
    const seen: number[] = [];
    const controller = new AbortController();
    const scan = scanStudy(study, { signal: controller.signal, onProgress: ({ files, of }) => (seen.push(files / of), files === 2 && controller.abort()) });
    await expect(scan).rejects.toMatchObject({ code: "aborted" });
    expect(seen).toEqual([1 / 3, 2 / 3]);
  });
});

describe("copies", () => {
  it("reads an object once however often and in whatever transfer syntax it comes", async () => {
    const study = await folder();
    for (const transferSyntax of ["explicit", "rle", "jpeg-2000"] as const) await makeSeries(join(study, transferSyntax), { ...small, transferSyntax });
    const { stacks, leftOut } = await scanStudy(study);
    expect(stacks.map(({ geometry }) => geometry.slices)).toEqual([3]);
    expect(leftOut).toEqual([{ outcome: "skipped", what: "series 1, 6 files", files: 6, reason: "copies of objects that were read already" }]);
  });

  it("keeps the sound one of two copies", async () => {
    const study = await folder();
    const { files, stored } = await makeSeries(join(study, "a"), { ...small, transferSyntax: "jpeg-2000" });
    await cp(join(study, "a"), join(study, "b"), { recursive: true });
    await damageEnd(files[0]!);
    const { stacks, leftOut } = await scanStudy(study);
    expect([...(await stacks[0]!.read()).data]).toEqual([...stored]);
    expect(leftOut.map(({ outcome, files: count }) => `${count} ${outcome}`).sort()).toEqual(["1 refused", "2 skipped"]);
  });

  it("refuses two different objects under one UID", async () => {
    const study = await folder();
    await makeSeries(join(study, "a"), { ...small, slices: 1 });
    await makeSeries(join(study, "b"), { ...small, slices: 1, noise: 0.2 });
    expect((await scanStudy(study)).leftOut).toEqual([{ outcome: "refused", what: "series 1, 2 files", files: 2, reason: "different objects under one SOP Instance UID" }]);
  });
});

describe("scanning one file", () => {
  it("takes it as a study", async () => {
    const { files } = await makeSeries(await folder(), small);
    const { stacks } = await scanStudy(files[0]!);
    expect(stacks[0]!.geometry).toMatchObject({ slices: 1, rows: 16, columns: 12 });
    expect(stacks[0]!.geometry.sliceSpacing).toBeUndefined();
    expect(stacks[0]!.instances).toEqual([expect.objectContaining({ file: files[0], frame: 0, sopClassUid: "1.2.840.10008.5.1.4.1.1.4" })]);
  });

  it.each([["text", "hello"], ["nothing", ""], ["a short file", "\u0008\u0000\u0005\u0000CS"]])("refuses %s", async (_, content) => {
    const file = join(await folder(), "x");
    await writeFile(file, content);
    await expect(scanStudy(file)).rejects.toThrow(/expected a DICOM file/);
  });

  it("refuses what is not there", async () => {
    const error = await scanStudy(join(await folder(), "none")).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RestorationError);
    expect(error).toMatchObject({ code: "bad-input", message: expect.stringContaining("got nothing there") as string });
  });
});

async function damageEnd(file: string): Promise<void> {
  const bytes = await readFile(file);
  const start = bytes.indexOf(Buffer.from([0xff, 0x93])); // SOD: the header stays
  bytes.fill(0xff, start + 2, start + 60);
  await writeFile(file, bytes);
}
