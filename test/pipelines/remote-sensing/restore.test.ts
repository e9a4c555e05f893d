import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { reportPath, type RawTileOptions } from "../../../pipelines/remote-sensing/options.js";
import { summary } from "../../../pipelines/remote-sensing/report.js";
import { lines, silent, type Progress } from "../../../shared/report/progress.js";
import { restoreScene } from "../../../pipelines/remote-sensing/restore.js";
import { RestorationError } from "../../../shared/errors.js";
import { tinyModel } from "../../tiny-models/model-folder.js";
import { ground, nodata, tileOptions, utm } from "./scene-fixture.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";

vi.setConfig({ testTimeout: 60_000 });

const file = temporaryFolder();
let model = "";
let input = "";
beforeAll(async () => {
  model = await tinyModel("dmdc");
  input = file("scene.tif", tiff({ width: 40, height: 420, bands: 1, type: "uint16", value: (b, row, col) => (row + col < 30 ? 0 : ground(b, row, col)), tags: [...utm, nodata("0")] }));
});
afterAll(() => rmSync(model, { recursive: true, force: true }));

const options = (output: string, raw: RawTileOptions = {}) => tileOptions({ input, output: file(output), method: "dmdc", model, kernel: "gaussian:1,0.7,30", preset: "fidelity", tile: "256", ...raw });

/** Aborts after so many tiles. */
function stopAfter(tiles: number): { signal: AbortSignal; progress: Progress } {
  const controller = new AbortController();
  return { signal: controller.signal, progress: { ...silent, count: (done) => done === tiles && controller.abort(new RestorationError("aborted", "enough")) } };
}

describe("a run that is stopped", () => {
  it("leaves no output, says how to go on, and resumes to the same bytes and figures", async () => {
    const whole = await restoreScene(options("whole.tif", { samples: "2" }));
    await expect(restoreScene(options("again.tif", { samples: "2" }), stopAfter(5))).rejects.toThrow("again.tif: stopped; what is done is kept, continue with --resume");
    expect(existsSync(file("again.tif"))).toBe(false);

    await expect(restoreScene(options("again.tif", { samples: "2" }))).rejects.toThrow("continue it with --resume");
    await expect(restoreScene(options("again.tif", { samples: "2", resume: true, seed: "4" }))).rejects.toThrow("--resume: seed: expected 0 as in the interrupted run, got 4");
    await expect(restoreScene(options("again.tif", { samples: "2", resume: true, scale: "2" }))).rejects.toThrow("--resume: scale: expected 4 as in the interrupted run, got 2");

    const resumed = await restoreScene(options("again.tif", { samples: "2", resume: true }));
    for (const name of [".tif", "_std.tif"]) expect(Buffer.compare(readFileSync(file(`again${name}`)), readFileSync(file(`whole${name}`)))).toBe(0);
    expect(resumed.bands).toEqual(whole.bands);
    expect(resumed.work.resumed).toBe(true);
    expect(resumed.work.tiles).toBeLessThan(whole.work.tiles);
    expect(readdirSync(dirname(file("again.tif"))).filter((name) => name.startsWith("again"))).toEqual(["again.report.json", "again.tif", "again_std.tif"]);
  });

  it("survives a torn journal and starts over with --overwrite", async () => {
    await expect(restoreScene(options("torn.tif"), stopAfter(5))).rejects.toThrow("--resume");
    const journal = file("torn.tif.journal");
    const text = readFileSync(journal, "utf8");
    expect(text.split("\n").length).toBeGreaterThan(4);
    writeFileSync(journal, text.slice(0, -9));
    await restoreScene(options("torn.tif", { resume: true }));
    await expect(restoreScene(options("over.tif"), stopAfter(2))).rejects.toThrow("--resume");
    await restoreScene(options("over.tif", { overwrite: true }));
    expect(Buffer.compare(readFileSync(file("torn.tif")), readFileSync(file("over.tif")))).toBe(0);
  });
});

describe("an output", () => {
  const bicubic = (output: string, raw: RawTileOptions = {}) => tileOptions({ input, output: file(output), method: "bicubic", scale: "2", ...raw });

  it("is never written over without being told", async () => {
    writeFileSync(file("mine.tif"), "precious");
    await expect(restoreScene(bicubic("mine.tif"))).rejects.toThrow("got one that exists; choose another --output or pass --overwrite");
    expect(readFileSync(file("mine.tif"), "utf8")).toBe("precious");
    await restoreScene(bicubic("mine.tif", { overwrite: true }));
    expect(readFileSync(file("mine.tif"), "latin1").slice(0, 2)).toBe("II");
  });

  it("never takes the name of what is read, through links or as a deviation, nor of a folder", async () => {
    const scene = readFileSync(input);
    symlinkSync(input, file("link.tif"));
    await expect(restoreScene(bicubic("scene.tif", { input: file("link.tif"), overwrite: true }))).rejects.toThrow("--output: expected another file than the input");
    writeFileSync(file("x_std.tif"), scene);
    await expect(restoreScene(options("x.tif", { input: file("x_std.tif"), samples: "2", overwrite: true }))).rejects.toThrow(/--output: expected another file than the input, got .*x_std\.tif/);
    mkdirSync(file("folder"));
    await expect(restoreScene(bicubic("folder", { overwrite: true }))).rejects.toThrow(/--output: expected the name of a file, got the folder .*folder; add a file name/);
    await expect(restoreScene({ ...bicubic("x.tif"), output: "" })).rejects.toThrow("--output: expected the name of a file, got nothing");
    expect(readFileSync(input).equals(scene)).toBe(true);
    expect(existsSync(".part") || existsSync(file("folder.part"))).toBe(false);
  });

  it("needs a folder", async () => {
    await expect(restoreScene(bicubic(join("nowhere", "x.tif")))).rejects.toThrow("--output: expected a folder that exists");
  });

  it("is described by a report beside it", async () => {
    const report = await restoreScene(bicubic("told.tif"));
    const read = JSON.parse(readFileSync(reportPath(file("told.tif")), "utf8")) as typeof report;
    expect(read).toEqual(JSON.parse(JSON.stringify(report)));
    expect(report.input.identity).toMatch(/^sha256 [0-9a-f]{64}$/);
    expect(report.output).toMatchObject({ width: 80, height: 840 });
    expect(report.options).toMatchObject({ method: "bicubic", scale: "2", bands: "1", consistency: "off" });
    const [{ residual }] = report.bands as [(typeof report.bands)[0]];
    expect(residual.pixels).toBeGreaterThan(10000);
    expect(report.consistency.rms).toBeCloseTo(residual.rms / residual.expected, 6);
    expect(summary(report)).toContain(`rms ${Number(residual.rms.toPrecision(3))} (expected ${Number(residual.expected.toPrecision(3))})`);
    expect(readFileSync(file("told.tif"), "latin1")).toContain("DOMAIN_SR_METHOD");
    expect(JSON.stringify(report)).not.toContain("NaN");
  });

  it("of a damaged file is not begun, or not kept", async () => {
    const bytes = tiff({ width: 64, height: 64, compression: 8, rowsPerStrip: 16, value: ground, type: "uint16" });
    bytes.fill(0x55, 16, 60); // the first strip
    const damaged = tileOptions({ input: file("damaged.tif", bytes), output: file("damaged_out.tif"), method: "bicubic" });
    await expect(restoreScene(damaged)).rejects.toMatchObject({ code: "bad-input" });
    expect(readdirSync(dirname(file("x"))).filter((name) => name.startsWith("damaged_out"))).toEqual([]);
  });
});

describe("progress", () => {
  it("is about ten plain lines for many tiles, and one for each of a few", () => {
    let clock = 0;
    const now = vi.spyOn(performance, "now").mockImplementation(() => (clock += 5));
    for (const [of, count] of [[400, 10], [3, 3]] as const) {
      const told: string[] = [];
      const progress = lines((line) => told.push(line), { one: "tile", many: "tiles" });
      for (let done = 0; done <= of; done++) progress.count(done, of);
      expect(told.length).toBe(count);
      expect(told.at(-1)).toMatch(new RegExp(`^${of}/${of} tiles, `));
      expect(told[0]).toMatch(/tiles\/s, \d+ s left$/);
    }
    now.mockRestore();
  });
});
