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

describe("a comparison that wipes", () => {
  const folder = join(root, "wipe");
  let page: OpenPage;
  const frameOf = async (writer: Awaited<ReturnType<typeof createPage>>, f: number, whole = true) => {
    const flat = (value: number) => paint(new Float32Array(16 * 16).fill(value), { width: 16, height: 16, low: 0, high: 1, map: "grey" });
    return { label: `face ${f}`, pictures: [await writer.picture(`b-${f}`, flat(0)), whole ? await writer.picture(`a-${f}`, flat(1)) : undefined, await writer.picture(`d-${f}`, flat(0.5))] };
  };
  beforeAll(async () => {
    const writer = await createPage(folder);
    const comparison = (frames: Awaited<ReturnType<typeof frameOf>>[]) => ({
      unit: "face", aspect: 1, first: 0, frames, wipe: { left: 0, right: 1 },
      panels: [{ title: "Before", caption: "b" }, { title: "After", caption: "a" }, { title: "Spread", caption: "d" }],
    });
    await writer.finish({
      title: "Wipe", lead: "", notices: [], tables: [],
      sections: [
        { id: "one", title: "One", text: "", tables: [], comparison: comparison([await frameOf(writer, 1)]) },
        { id: "two", title: "Two", text: "", tables: [], comparison: comparison([await frameOf(writer, 2), await frameOf(writer, 3, false)]) },
      ],
    });
    page = await openInChromium(join(folder, "index.html"));
  });
  afterAll(() => page.close());
  const box = (selector: string) => page.evaluate<{ x: number; y: number; width: number; height: number }>(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().toJSON()`);
  const value = (section: string) => page.evaluate<string>(`document.querySelector("#${section} .wiper input").value`);
  /** Share of the middle row of the picture, as it is on the screen, that is white. */
  async function shareOfAfter(): Promise<number> {
    const { x, y, width, height } = await box("#one .over img");
    const { data, info } = await sharp(await page.screenshot({ width: 1280, height: 900 })).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const row = Math.round(y + height / 4);
    let white = 0;
    for (let i = 0; i < Math.floor(width); i++) if (data[3 * (row * info.width + Math.round(x) + i)]! > 250) white++;
    return white / Math.floor(width);
  }

  it("lays the two over each other, with the third beside them", async () => {
    const [under, over, third] = [await box("#one .under img"), await box("#one .over img"), await box("#one figure[data-panel='2'] img")];
    expect([under.x, under.y, under.width]).toEqual([over.x, over.y, over.width]);
    expect(third.x).toBeGreaterThan(over.x + over.width - 1);
    expect(await shareOfAfter()).toBeCloseTo(0.5, 1);
  });

  it("moves its divider by keys and by the pointer, without following the picture's link", async () => {
    await page.evaluate(`document.querySelector("#one .wiper input").focus()`);
    await page.press("Home");
    expect([await value("one"), await shareOfAfter()]).toEqual(["0", expect.closeTo(1, 1)]);
    await page.press("End");
    expect([await value("one"), await shareOfAfter()]).toEqual(["100", expect.closeTo(0, 1)]);
    await page.press("ArrowLeft");
    expect(await value("one")).toBe("99");
    const { x, y, width, height } = await box("#one .over img");
    await page.drag([x + width * 0.6, y + height / 2], [x + width * 0.3, y + height / 2]);
    expect([await value("one"), await shareOfAfter()]).toEqual(["30", expect.closeTo(0.7, 1)]);
    await page.drag([x + width * 0.8, y + height / 2]);
    expect(await value("one")).toBe("80");
    expect(await page.evaluate(`location.pathname.endsWith("index.html")`)).toBe(true);
    expect(await value("two")).toBe("50");
  });

  it("gives way to the other views, and to a frame that lacks one of the two", async () => {
    const wiping = (section: string) => page.evaluate<boolean[]>(`[document.querySelector("#${section} .frame:not([hidden])").classList.contains("wiping"), !document.querySelector("#${section} .wiper").hidden]`);
    await page.evaluate(`document.querySelector("#one input[value='-1']").click()`);
    expect(await wiping("one")).toEqual([false, false]);
    expect((await box("#one .over img")).x).toBeGreaterThan((await box("#one .under img")).x + 1);
    await page.evaluate(`document.querySelector("#one input[value='-2']").click()`);
    expect(await wiping("one")).toEqual([true, true]);
    await page.evaluate(`document.querySelector("#two .slide input").focus()`);
    await page.press("ArrowRight");
    expect(await wiping("two")).toEqual([false, false]);
    expect(page.complaints).toEqual([]);
    for (const width of [360, 1280]) {
      await page.screenshot({ width, height: 800 });
      expect(await page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`)).toBe(0);
    }
  });

  it("stands side by side without a script", () => {
    const html = readFileSync(join(folder, "index.html"), "utf8");
    expect(html).not.toMatch(/class="frame[^"]*wiping/);
    expect(html.match(/<label class="wiper" hidden>/g)).toHaveLength(2);
    expect(html).toContain(`<label class="slide" hidden>`); // one face needs no slider of faces
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
