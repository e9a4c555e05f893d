import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRestorePage, type SeriesOnPage } from "../../../pipelines/mri/page.js";
import type { Provenance } from "../../../pipelines/mri/study.js";
import type { Geometry, Volume } from "../../../pipelines/mri/volume.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { openInChromium, type OpenPage } from "../../shared/report/chromium.js";
import { seriesGeometry } from "./make-study.js";
import { scan } from "./phantom.js";

const root = mkdtempSync(join(tmpdir(), "mri-page-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const provenance: Provenance = {
  software: "domain-sr mri-sr", version: "0.1.0", method: "srdiff", model: { id: "mri-srdiff", version: "1.0.0", hash: "ab".repeat(32) },
  denoised: { model: "mri-r2d2plus", hash: "cd".repeat(32), sigma: 0.0312, alpha: 1 }, scale: 2, throughPlane: 1, preset: "balanced", seed: 7, samples: 4, device: "cpu",
};

/** 30 slices of 32x24 with 2:1 pixels, and their zero-filled double, changed at one pixel of every slice. */
function volumes(): { before: Volume; after: Volume; deviation: Volume } {
  const geometry = seriesGeometry({ slices: 30, rows: 24, columns: 32, pixelSpacing: [8, 4], sliceSpacing: 5 });
  const before = { geometry, data: scan({ geometry, contrast: "t1", noise: 0.01, seed: 1 }) };
  const fine: Geometry = { ...geometry, rows: 48, columns: 64, pixelSpacing: [4, 2] };
  const data = kspaceTruncate(2).pseudoInverse(tensor([30, 1, 24, 32], before.data)).data;
  for (let k = 0; k < 30; k++) data[k * 48 * 64 + 24 * 64 + 32]! += 0.5;
  return { before, after: { geometry: fine, data }, deviation: { geometry: fine, data: data.map((_, i) => (i % 64 < 32 ? 0 : 0.1)) } };
}

const made = volumes();
const series: readonly SeriesOnPage[] = [
  { stack: { key: "1a2b3c4d", label: "series 4, 30 slices of 24x32, SE" }, result: { provenance, figures: [["k-space band", "differs by 0.0001"]], volumes: async () => made } },
  { stack: { key: "5e6f7a8b", label: "series 5, 1 slice of 24x32" }, problem: "series 5: expected pixels, got none; export it again" },
];
const page = { series, leftOut: [{ outcome: "skipped", what: "series 1, 3 files", files: 3, reason: "a localizer" }], versions: { "domain-sr": "0.1.0" } } as const;

describe("the page of a run", () => {
  const folder = join(root, "page");
  let open: OpenPage;
  beforeAll(async () => {
    await writeRestorePage(folder, page);
    open = await openInChromium(join(folder, "index.html"), { fragment: "#series-1a2b3c4d-1" });
  });
  afterAll(() => open.close());
  const text = (selector: string) => open.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);

  it("shows before, after, difference and uncertainty of some slices, side by side", async () => {
    expect(readdirSync(join(folder, "pictures"))).toHaveLength(24 * 4);
    expect(await text("output")).toBe("slice 1 of 30");
    expect(await open.evaluate(`[...document.querySelectorAll(".frame:not([hidden]) figcaption")].map((c) => c.textContent)`)).toEqual(["Before", "After", "Difference", "Uncertainty"]);
    expect(await open.evaluate(`Math.max(...[...document.querySelectorAll(".frame:not([hidden]) img")].map((i) => i.getBoundingClientRect().top)) - Math.min(...[...document.querySelectorAll(".frame:not([hidden]) img")].map((i) => i.getBoundingClientRect().top))`)).toBe(0);
    const [width, height, natural] = await open.evaluate<number[]>(`(() => { const i = document.querySelector(".frame:not([hidden]) img"); const r = i.getBoundingClientRect(); return [r.width, r.height, i.naturalWidth]; })()`);
    expect(width! / height!).toBeCloseTo((64 * 2) / (48 * 4), 2);
    expect(natural).toBe(64);
    await open.evaluate(`document.querySelector("input[type=range]").focus()`);
    await open.press("End");
    expect(await text("output")).toBe("slice 30 of 30");
    expect(open.complaints).toEqual([]);
  });

  it("paints the difference where something changed, and nowhere else", async () => {
    const file = join(folder, "pictures/series-1a2b3c4d-30-difference.png");
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    const lit: number[] = [];
    for (let i = 0; i < info.width * info.height; i++) if (Math.max(...data.subarray(3 * i, 3 * i + 3)) > 8) lit.push(i);
    expect(lit).toEqual([24 * 64 + 32]);
    const spread = await sharp(join(folder, "pictures/series-1a2b3c4d-30-deviation.png")).raw().toBuffer();
    expect([Math.max(...spread.subarray(0, 3 * 32)) < 8, Math.min(...spread.subarray(3 * 33, 3 * 34)) > 100]).toEqual([true, true]);
    expect(readFileSync(join(folder, "pictures/series-1a2b3c4d-30-before.png")).equals(readFileSync(join(folder, "pictures/series-1a2b3c4d-30-after.png")))).toBe(false);
  });

  it("says what was made up, how, and what failed", async () => {
    const said = await text("body");
    for (const words of [
      "Not for primary diagnosis", "Everything finer was not measured. The network made it up", "It does not show errors that all samples share", "Noise was removed by a network",
      "1 series was restored, 1 failed; 1 other entry was left alone", "From 30 slices of 32x24, 8 x 4 x 5 mm to 30 slices of 64x48, 4 x 2 x 5 mm. 24 of the 30 slices are shown.",
      `mri-srdiff 1.0.0, SHA-256 ${"ab".repeat(32)}`, "noise of 3.12 % of the signal, extent 1", "differs by 0.0001", "Not restored: series 5: expected pixels, got none", "a localizer",
    ]) expect(said).toContain(words);
    expect(await open.evaluate(`document.querySelectorAll("#series-5e6f7a8b .compare").length`)).toBe(0);
  });

  it("has no place for a text that is no series' own", () => {
    expect(readFileSync(join(folder, "index.html"), "utf8")).not.toMatch(/https?:|PLANTED/);
  });
});

it("claims nothing about networks that were not used", async () => {
  const { model: _, denoised: __, ...bare } = provenance;
  const folder = join(root, "zero-fill");
  const { before, after } = made;
  const one = [{ stack: series[0]!.stack, result: { provenance: { ...bare, method: "zero-fill", samples: 1 }, figures: [], volumes: async () => ({ before, after }) } }];
  await writeRestorePage(folder, { ...page, series: one, leftOut: [] });
  const html = readFileSync(join(folder, "index.html"), "utf8");
  expect(html).toContain("hold nothing that the input does not");
  for (const words of ["made it up", "Noise was removed", "Uncertainty", "--samples 8"]) expect(html).not.toContain(words);
  expect(readdirSync(join(folder, "pictures"))).toHaveLength(24 * 3);
});

it("leaves nothing behind when a series cannot be read again", async () => {
  const folder = join(root, "broken");
  const broken = [{ stack: series[0]!.stack, result: { provenance, figures: [], volumes: () => Promise.reject(new Error("gone")) } }];
  await expect(writeRestorePage(folder, { ...page, series: broken })).rejects.toThrow("gone");
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(root).filter((name) => name.startsWith("broken"))).toEqual([]);
});
