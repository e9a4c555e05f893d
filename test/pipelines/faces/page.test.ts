import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePhotoPage, type PhotoPage } from "../../../pipelines/faces/page.js";
import type { Photo } from "../../../pipelines/faces/photo.js";
import { notice, type DonePhoto, type FaceReport } from "../../../pipelines/faces/report.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { openInChromium, type OpenPage } from "../../shared/report/chromium.js";

const root = mkdtempSync(join(tmpdir(), "bfr-page-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SIDE = 256;
const flat = (value: number, channels = 3): Tensor => tensor([1, channels, SIDE, SIDE], new Float32Array(channels * SIDE * SIDE).fill(value));

function photo(value: number, bits: 8 | 16 = 8): Photo {
  const [width, height] = [1800, 900];
  const data = (bits === 8 ? new Uint8Array(3 * width * height) : new Uint16Array(3 * width * height)).fill(value);
  return { width, height, data, bits, source: { path: "/home/someone/secret place/portrait.jpg", sha256: "ab".repeat(32), format: "jpeg", gray: false, notes: [] } };
}

const found: FaceReport["found"] = {
  box: { x: 300, y: 200, width: 240, height: 300 }, score: 0.93,
  landmarks: { leftEye: { x: 360, y: 300 }, rightEye: { x: 480, y: 300 }, nose: { x: 420, y: 350 }, mouth: { x: 420, y: 420 } },
};
const report: DonePhoto = {
  outcome: "done", versions: { "domain-sr": "0.1.0", "onnxruntime-node": "1.30.0", node: "20", platform: "linux-x64" },
  input: { name: "portrait <b>.jpg", sha256: "ab".repeat(32), width: 1800, height: 900, bits: 8, format: "jpeg" },
  output: { name: "portrait_bfr.jpg", sha256: "cd".repeat(32), width: 1800, height: 900, bytes: 1000, format: "jpeg" },
  fingerprint: { preset: "balanced", samples: "4", seed: "7" }, method: "difface",
  models: [{ id: "bfr-prior", version: "1.0.0", sha256: "ef".repeat(32), device: "cpu" }], detector: { name: "BlazeFace", sha256: "12".repeat(32) },
  faces: [
    {
      index: 1, found, nativeSide: 480.4, inside: 0.97, action: "changed", calls: 12, seconds: 3.21, settings: { start: 150, expectedError: 12.3456 },
      consistency: { blur: 2.5, residual: 3.21, noise: 2.9 }, identity: { agreement: 0.871, varies: true },
    },
    { index: 2, found: { ...found, box: { x: 1200, y: 100, width: 20, height: 24 } }, nativeSide: 33, inside: 1, action: "skipped", reason: "33 px across, below --min-size 40" },
  ],
  notes: ["A note"], warnings: ["face 1: the samples look like different people"], networkCalls: 48, seconds: { read: 0, detect: 0, load: 0, restore: 0, write: 0 }, notice,
};
const page: PhotoPage = { report, before: photo(40), after: photo(200), faces: [{ index: 1, before: flat(0.1), after: flat(0.9), deviation: flat(0.05, 1) }] };

describe("the page of a photograph", () => {
  const folder = join(root, "page");
  let open: OpenPage;
  beforeAll(async () => {
    await writePhotoPage(folder, page);
    open = await openInChromium(join(folder, "index.html"));
  });
  afterAll(() => open.close());
  const text = (selector: string) => open.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);

  it("wipes each face between before and after, with the deviation beside it", async () => {
    const rectangle = (selector: string) => open.evaluate<{ x: number; y: number; width: number; height: number }>(`(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.scrollIntoView(); return e.getBoundingClientRect().toJSON(); })()`);
    await open.evaluate(`document.querySelector("#face-1 .wiper input").focus()`);
    for (let k = 0; k < 20; k++) await open.press("ArrowLeft");
    expect(await open.evaluate(`document.querySelector("#face-1 .wiper input").value`)).toBe("30");
    const { x, y, width, height } = await rectangle("#face-1 .over img");
    const { data, info } = await sharp(await open.screenshot({ width: 1280, height: 900 })).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = (share: number) => data[3 * (Math.round(y + height / 2) * info.width + Math.round(x + share * width))]!;
    expect([at(0.1), at(0.27), at(0.33), at(0.9)]).toEqual([26, 26, 229, 229]);
    expect((await rectangle("#face-1 figure[data-panel='2'] img")).x).toBeGreaterThan(x + width - 1);
    expect(open.complaints).toEqual([]);
  });

  it("says that faces are partly made up and no evidence, what was done with each, and by what", async () => {
    const said = await text("body");
    for (const words of [
      "Restored faces of portrait <b>.jpg", "not evidence of what a person looks like or who they are", "Do not use them to recognise", "1 of 2 faces restored", "The samples look like different people",
      "skipped: 33 px across, below --min-size 40", "after a blur of 2.5 px the result differs from it by 3.21 levels of 255; its noise is 2.9", "agreement 0.871: it varies",
      "12 a sample", "expectedError", "12.3", `bfr-prior 1.0.0 on cpu, SHA-256 ${"ef".repeat(32)}`, `BlazeFace, SHA-256 ${"12".repeat(32)}`, "A note.", "It does not show errors that all samples share",
    ]) expect(said).toContain(words);
    expect(await open.evaluate(`document.querySelectorAll("#face-2").length`)).toBe(0);
    const html = readFileSync(join(folder, "index.html"), "utf8");
    expect(html).not.toMatch(/secret|someone|https?:/);
    for (const name of readdirSync(join(folder, "pictures"))) expect(readFileSync(join(folder, "pictures", name)).includes("secret")).toBe(false);
  });

  it("shows the whole photograph, smaller, with its faces numbered", async () => {
    expect(readdirSync(join(folder, "pictures")).sort()).toEqual(["face-1-after.png", "face-1-before.png", "face-1-deviation.png", "photograph-after.png", "photograph-before.png", "photograph-faces.png"]);
    const { data, info } = await sharp(join(folder, "pictures/photograph-faces.png")).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([1600, 800]);
    const lit = (x: number, y: number) => data[3 * (y * 1600 + x)]! > 200;
    const gain = 1600 / 1800;
    expect([lit(Math.round(400 * gain), Math.round(200 * gain)), lit(Math.round(360 * gain), Math.round(300 * gain)), lit(100, 100)]).toEqual([true, true, false]);
    expect((await sharp(join(folder, "pictures/photograph-after.png")).raw().toBuffer()).every((v) => v === 200)).toBe(true);
  });
});

it("shows 16 bits in 8, and an aligned crop without a photograph around it", async () => {
  const folder = join(root, "aligned");
  const { found: _, ...face } = report.faces[0]!;
  await writePhotoPage(folder, { ...page, before: photo(0x8080, 16), after: photo(0x8080, 16), report: { ...report, faces: report.faces } });
  expect((await sharp(join(folder, "pictures/photograph-after.png")).raw().toBuffer()).every((v) => v === 0x80)).toBe(true);
  await writePhotoPage(folder, { ...page, report: { ...report, faces: [face] } }, { overwrite: true });
  expect(readdirSync(join(folder, "pictures"))).toHaveLength(3);
});

it("claims nothing about networks that were not used", async () => {
  const folder = join(root, "bicubic");
  const [{ identity: _, ...face }] = report.faces as [FaceReport];
  await writePhotoPage(folder, { ...page, faces: [{ index: 1, before: flat(0.1), after: flat(0.1) }], report: { ...report, method: "bicubic", models: [], fingerprint: { samples: "1" }, faces: [face], warnings: [], notes: [] } });
  const html = readFileSync(join(folder, "index.html"), "utf8");
  expect(html).toContain("puts every face back as it was");
  for (const words of ["Made up", "made up", "--samples 8", "SHA-256 ef"]) expect(html).not.toContain(words);
});

it("leaves nothing behind when it fails", async () => {
  const folder = join(root, "failed");
  await expect(writePhotoPage(folder, { ...page, faces: [{ index: 99, before: flat(0.1), after: flat(0.1) }] })).rejects.toThrow();
  expect(readdirSync(root).filter((name) => name.startsWith("failed"))).toEqual([]);
});
