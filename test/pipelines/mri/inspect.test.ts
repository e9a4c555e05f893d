import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanStudy } from "../../../pipelines/mri/dicom/scan.js";
import { inspect, inspectionText } from "../../../pipelines/mri/inspect.js";
import { parseRestoreOptions, type RawRestoreOptions } from "../../../pipelines/mri/options.js";
import type { Study } from "../../../pipelines/mri/study.js";
import { makeStudy } from "./make-study.js";
import { planted } from "./study-header.js";

const root = mkdtempSync(join(tmpdir(), "inspect-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const small = { slices: 3, rows: 16, columns: 24, pixelSpacing: [2, 1.5] } as const;
let study: Study;
beforeAll(async () => {
  const folder = join(root, `${planted}^NAME`);
  await makeStudy(folder, { junk: true, series: [{ number: 1, kind: "localizer", ...small }, { number: 4, ...small }, { number: 5, contrast: "t2", transferSyntax: "jpeg-ls", bitsAllocated: 8, ...small }, { number: 6, kind: "phase", ...small }] });
  study = await scanStudy(folder);
});
const inspection = (raw: RawRestoreOptions = {}) => inspect(study, parseRestoreOptions("study", raw));

describe("inspection of a study", () => {
  it("says what is there, what becomes of it, and what is left out and why", () => {
    const { stacks, leftOut } = inspection({ scale: "3" });
    expect(stacks).toMatchObject([
      { seriesNumber: 4, format: "dicom", grid: "3 slices of 24x16, 2 x 1.5 x 6 mm", stored: "uint16, 12 bits", outcome: "restored", plan: "denoised, then srdiff to 3 slices of 72x48, 0.667 x 0.5 x 6 mm", bytes: 3 * 72 * 48 * 2 },
      { seriesNumber: 5, stored: "uint8, 8 bits", outcome: "restored", bytes: 3 * 72 * 48 },
    ]);
    expect(leftOut.map(({ outcome, what }) => `${outcome} ${what}`)).toEqual(expect.arrayContaining([expect.stringMatching(/^skipped series 1, 3 files$/), expect.stringMatching(/^skipped series 6, 3 files$/)]));
  });

  it("follows --series, --scale, --denoise and --through-plane", () => {
    const { stacks } = inspection({ series: "5", scale: "1", throughPlane: "2", denoise: "off", method: "regression" });
    expect(stacks.map(({ outcome, plan, bytes }) => ({ outcome, plan, bytes }))).toEqual([
      { outcome: "not chosen", plan: "left alone: --series does not name it", bytes: 0 },
      { outcome: "restored", plan: "regression to 6 slices of 24x16, 2 x 1.5 x 3 mm", bytes: 6 * 24 * 16 },
    ]);
    expect(inspection({ scale: "1" }).stacks[0]!.plan).toBe("denoised");
    expect(() => inspection({ series: "9" })).toThrow("--series: expected one of 4 (");
  });

  it("says which series would guide another, or why none can", async () => {
    const folder = join(root, "pair");
    await makeStudy(folder, { series: [{ number: 2, ...small }, { number: 3, contrast: "t2", slices: 3, rows: 64, columns: 96, pixelSpacing: [0.5, 0.375] }] });
    const { stacks } = inspect(await scanStudy(folder), parseRestoreOptions("study", { method: "disc-diff", denoise: "off" }));
    expect(stacks[0]!.plan).toMatch(/^disc-diff guided by series 3, 3 slices of 64x96, SE to 3 slices of 48x32/);
    expect(stacks[1]!.plan).toContain("disc-diff (which would fail: series 3, 3 slices of 64x96, SE: expected a reference series for --method disc-diff, got 2 ");
    expect(inspect(await scanStudy(folder), parseRestoreOptions("study", { method: "disc-diff", reference: "none" })).stacks[1]!.plan).toContain("disc-diff without a reference to");
  });

  it("is a table without a word of the files or their names", () => {
    const text = inspectionText(inspection({ series: "4" }));
    expect(text).toMatch(/^[0-9a-f]{8} {2}series 4, 3 slices of /m);
    expect(text).toMatch(/^ {10}restored: denoised, then srdiff to /m);
    expect(text).toMatch(/^skipped {3}series 1, 3 files: a localizer$/m);
    expect(text).toContain("1 of 2 series would be restored, 0.0 MiB of voxels");
    for (const said of [text, JSON.stringify(inspection())]) expect(said).not.toContain(planted);
    expect(inspectionText({ stacks: [], leftOut: [] })).toBe("no series that can be restored");
  });
});
