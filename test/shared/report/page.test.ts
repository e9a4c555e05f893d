import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPage } from "../../../shared/report/page-folder.js";
import type { Page } from "../../../shared/report/page.js";
import { encodePicture, paint } from "../../../shared/report/page-picture.js";
import { openInChromium, type OpenPage } from "./chromium.js";

const root = mkdtempSync(join(tmpdir(), "page-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ramp = Float32Array.from({ length: 12 * 8 }, (_, i) => (i % 12) / 11);
const look = { width: 12, height: 8, low: 0, high: 1, map: "grey" } as const;

/** Two sections: three frames of three panels, of which one is never there; and one without pictures. */
async function writeExample(folder: string, options: { overwrite?: boolean } = {}): Promise<void> {
  const writer = await createPage(folder, options);
  const frames = [];
  for (const f of [0, 1, 2]) {
    const before = await writer.picture(`a-${f}-before`, paint(ramp, look));
    const after = await writer.picture(`a-${f}-after`, paint(ramp, { ...look, map: "difference", low: -1 }));
    frames.push({ label: `slice ${4 * f + 1} of 9`, pictures: [before, after, undefined] });
  }
  const page: Page = {
    title: "Restored <series> & more",
    lead: "What was done.",
    notices: [{ tone: "warning", title: "Not for primary diagnosis", text: "Look at the original." }],
    sections: [
      {
        id: "series-a", title: "Series 4", text: "Twice the resolution.",
        comparison: {
          unit: "slice", aspect: 2, frames, first: 1,
          panels: [
            { title: "Before", caption: "As measured." },
            { title: "Difference", caption: "After minus before.", scale: { map: "difference", low: "-1", high: "1", unit: "signal" } },
            { title: "Uncertainty", caption: "Never there." },
          ],
        },
        tables: [{ title: "Figures", head: ["of", "before", "after"], rows: [["noise", "12", "3"]] }],
      },
      { id: "series-b", title: "Series 5", text: "Failed: <script>alert(1)</script>", tables: [] },
    ],
    tables: [{ title: "Versions", rows: [["domain-sr", "0.1.0"]] }],
  };
  await writer.finish(page);
}

describe("a report page", () => {
  const folder = join(root, "example");
  let page: OpenPage;
  beforeAll(async () => {
    await writeExample(folder);
    page = await openInChromium(join(folder, "index.html"));
  });
  afterAll(() => page.close());
  const open = (): Promise<string[]> => page.evaluate(`[...document.querySelectorAll(".frame:not([hidden]) figure:not([hidden]) img")].map((i) => i.getAttribute("src"))`);

  it("is one folder that names nothing outside itself", () => {
    expect(readdirSync(folder).sort()).toEqual(["index.html", "pictures"]);
    const html = readFileSync(join(folder, "index.html"), "utf8");
    expect(html).not.toMatch(/https?:|\/\/[a-z]|@import|url\(/i);
    for (const [, file] of html.matchAll(/(?:src|href)="([^"#]+)"/g)) expect(existsSync(join(folder, file!)), file).toBe(true);
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("Restored &#60;series&#62; &#38; more");
  });

  it("shows the first frame's pictures at their physical aspect, and loads only files beside it", async () => {
    expect(await open()).toEqual(["pictures/a-1-before.png", "pictures/a-1-after.png"]);
    expect(await page.evaluate(`document.querySelector("output").textContent`)).toBe("slice 5 of 9");
    const [naturalWidth, aspect] = await page.evaluate<number[]>(`(() => { const i = document.querySelector(".frame:not([hidden]) img"); const r = i.getBoundingClientRect(); return [i.naturalWidth, r.width / r.height]; })()`);
    expect(naturalWidth).toBe(12);
    expect(aspect).toBeCloseTo(2, 2); // 12x8 pixels that are not square
    expect(await page.evaluate(`document.querySelectorAll(".missing").length`)).toBe(0);
    expect(await page.evaluate(`document.querySelectorAll(".captions dt").length`)).toBe(2); // no word of a panel that no frame has
  });

  it("moves through the frames by keys, and the choice of one panel leaves it alone", async () => {
    await page.evaluate(`document.querySelector("#series-a input[type=range]").focus()`);
    await page.press("ArrowRight");
    expect(await open()).toEqual(["pictures/a-2-before.png", "pictures/a-2-after.png"]);
    expect(await page.evaluate(`location.hash`)).toBe("#series-a-3");
    await page.evaluate(`document.querySelector("#series-a input[value='0']").focus()`);
    await page.press("ArrowRight"); // from "Before" to "Difference"
    expect(await open()).toEqual(["pictures/a-2-after.png"]);
    await page.evaluate(`location.hash = "#series-a-1"`);
    expect(await page.evaluate(`new Promise((done) => setTimeout(() => done(document.querySelector("output").textContent)))`)).toBe("slice 1 of 9");
    await page.evaluate(`document.querySelector("#series-a input[value='-1']").click()`);
    expect(await open()).toHaveLength(2);
  });

  it("fits a phone and a desktop without a scroll bar to the side", async () => {
    for (const width of [360, 400, 1280]) {
      const picture = await page.screenshot({ width, height: 800 });
      expect((await sharp(picture).metadata()).width).toBe(width);
      expect(await page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`)).toBe(0);
    }
  });

  it("neither complains nor asks for anything but its files", () => {
    expect(page.complaints).toEqual([]);
    expect(page.requests.length).toBeGreaterThan(3);
    for (const url of page.requests) expect(url).toMatch(/^file:/);
  });

  it("runs no script but its own", async () => {
    await page.evaluate(`void document.body.append(Object.assign(document.createElement("script"), { textContent: "window.intruder = true" }))`);
    expect(await page.evaluate(`window.intruder === undefined`)).toBe(true);
  });
});

it("opens at the frame that its address names, and says which picture is missing", async () => {
  const folder = join(root, "linked");
  await writeExample(folder);
  rmSync(join(folder, "pictures/a-2-after.png"));
  const page = await openInChromium(join(folder, "index.html"), { fragment: "#series-a-3" });
  try {
    expect(await page.evaluate(`document.querySelector("output").textContent`)).toBe("slice 9 of 9");
    const missing = `[...document.querySelectorAll(".missing img")].map((i) => i.getAttribute("src"))`;
    expect(await page.evaluate(`new Promise((done) => { const look = () => { const m = ${missing}; m.length ? done(m) : setTimeout(look, 10); }; look(); })`)).toEqual(["pictures/a-2-after.png"]);
  } finally {
    await page.close();
  }
});

it("replaces a page only when told to, and leaves no half one", async () => {
  const folder = join(root, "twice");
  await writeExample(folder);
  await expect(writeExample(folder)).rejects.toThrow("report page: expected a folder that does not exist yet, got one that does; move it away, or pass --overwrite");
  await writeExample(folder, { overwrite: true });
  const discarded = await createPage(join(root, "discarded"));
  await discarded.picture("x", paint(ramp, look));
  await discarded.discard();
  expect(readdirSync(root).filter((name) => /twice|discarded/.test(name))).toEqual(["twice"]);
});

describe("pictures", () => {
  it("are exact PNGs of the map's colours", async () => {
    const grey = paint([-1, 0, 0.5, 1, 7, NaN], { width: 3, height: 2, low: 0, high: 1, map: "grey" });
    expect([...grey.data]).toEqual([0, 0, 128, 255, 255, 0]);
    const difference = paint([-1, 0, 1], { width: 3, height: 1, low: -1, high: 1, map: "difference" });
    const [below, zero, above] = [0, 3, 6].map((at) => [...difference.data.subarray(at, at + 3)]) as [number[], number[], number[]];
    expect(below[2]).toBeGreaterThan(below[0]!); // blue
    expect(above[0]).toBeGreaterThan(above[2]!); // orange
    expect(Math.max(...zero)).toBeLessThan(4);
    for (const picture of [grey, difference]) {
      const png = await encodePicture(picture);
      expect((await sharp(png).metadata()).channels).toBe(picture.channels);
      expect([...(await sharp(png).toColourspace(picture.channels === 1 ? "b-w" : "srgb").raw().toBuffer())]).toEqual([...picture.data]);
    }
  });

  it("refuse what cannot be drawn", () => {
    expect(() => paint([1], { ...look, width: 1, height: 1, low: 2, high: 2 })).toThrow("high above low");
    expect(() => paint([1], look)).toThrow("expected 96 values for 12x8, got 1");
  });
});
