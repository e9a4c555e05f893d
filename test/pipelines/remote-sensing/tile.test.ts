import { readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RawTileOptions } from "../../../pipelines/remote-sensing/options.js";
import { restoreScene } from "../../../pipelines/remote-sensing/restore.js";
import { tinyModel } from "../../tiny-models/model-folder.js";
import { deviationPath, ground, nodata, pixels, tileOptions, utm } from "./scene-fixture.js";
import { temporaryFolder, tiff, type ImageSpec } from "./tiff-fixture.js";

vi.setConfig({ testTimeout: 60_000 }); // whole runs, on machines that may be busy

const file = temporaryFolder();
let made = 0;
const models = { regression: "", ddsr: "", tesr: "", dmdc: "" };

beforeAll(async () => {
  for (const method of ["regression", "ddsr", "tesr", "dmdc"] as const) models[method] = await tinyModel(method);
});
afterAll(() => Object.values(models).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const rgb: ImageSpec = { width: 60, height: 50, bands: 3, type: "uint16", value: ground, tags: utm };

async function run(image: ImageSpec, raw: RawTileOptions & { method: keyof typeof models | "bicubic" }) {
  const id = made++;
  const output = file(`out${id}.tif`);
  // a given kernel, so that no test depends on which models are installed
  const model = raw.method === "bicubic" ? {} : { model: models[raw.method], ...(raw.method !== "ddsr" && { kernel: "gaussian:0.8,0.6,20" }) };
  const report = await restoreScene(tileOptions({ input: file(`in${id}.tif`, tiff(image)), output, ...model, ...raw }));
  return { report, output, bytes: readFileSync(output), ...(await pixels(output)) };
}

/** Largest difference of two results, and the share of pixels beyond 1/255 of the input's range. */
function difference(a: readonly Float64Array[], b: readonly Float64Array[], range = 3600): { max: number; share: number } {
  let max = 0;
  let beyond = 0;
  a.forEach((band, i) => band.forEach((v, k) => {
    const d = Math.abs(v - b[i]![k]!);
    max = Math.max(max, d);
    if (d > range / 255) beyond++;
  }));
  return { max, share: beyond / (a.length * a[0]!.length) };
}

describe("every method", () => {
  for (const method of ["bicubic", "regression", "ddsr", "tesr", "dmdc"] as const) {
    it(`${method}: no seams, and a window is a part of the whole`, async () => {
      const options = { method, scale: "4", consistency: "on" };
      const tiled = await run(rgb, options);
      const whole = await run(rgb, { ...options, tile: "1024" });
      expect(difference(tiled.bands, whole.bands).share).toBeLessThan(0.001);
      expect(tiled.report.consistency.within).toBeGreaterThan(method === "ddsr" ? 0.9 : 0.999);
      if (method === "tesr" || method === "dmdc") return; // a part: once without a network, with one, and with noise
      const part = await run(rgb, { ...options, window: "21,13,30,25" });
      part.bands.forEach((band, b) => {
        for (let i = 0; i < 100; i++) for (let j = 0; j < 120; j++) if (band[i * 120 + j] !== tiled.bands[b]![(52 + i) * 240 + 84 + j]) throw new Error(`band ${b}, row ${i}, col ${j}`);
      });
      expect(part.scene.georeference.transform).toEqual([2.5, 0, 500210, 0, -2.5, 5499870]);
    });
  }

  it("scales 2 and 3 place tiles on whole input pixels too", async () => {
    for (const scale of ["2", "3"]) {
      const options = { method: "regression", scale } as const;
      const tiled = await run(rgb, { ...options, tile: "64" });
      expect([tiled.scene.width, tiled.scene.height]).toEqual([60 * Number(scale), 50 * Number(scale)]);
      expect(difference(tiled.bands, (await run(rgb, { ...options, tile: "1024" })).bands).share).toBeLessThan(0.001);
    }
  });
});

describe("samples and seeds", () => {
  it("the same seed gives the same bytes, another seed others; more tiles in flight change nothing", async () => {
    const options = { method: "dmdc", seed: "7" } as const;
    const first = await run(rgb, options);
    const again = await run(rgb, { ...options, threads: "2" });
    const other = await run(rgb, { ...options, seed: "8" });
    expect(Buffer.compare(first.bytes.subarray(first.bytes.length / 2), again.bytes.subarray(again.bytes.length / 2))).toBe(0);
    expect(difference(first.bands, again.bands).max).toBe(0);
    expect(difference(first.bands, other.bands).max).toBeGreaterThan(0);
  });

  it("--samples writes the mean and the calibrated deviation", async () => {
    const three = await run(rgb, { method: "dmdc", samples: "3", consistency: "off" });
    const spread = await pixels(deviationPath(three.output));
    expect(spread.scene.sampleType).toBe("float32");
    expect(spread.scene.bands.map(({ description }) => description)).toEqual([1, 2, 3].map((b) => `standard deviation of band ${b}`));
    expect(three.report.work.networkCalls).toBe(three.report.work.tiles * 3 * 8); // detail
    const single = await run(rgb, { method: "dmdc", preset: "detail", consistency: "off" });
    // the mean of three lies within a few deviations of one of them
    const beyond = spread.bands[0]!.reduce((n, s, i) => n + (Math.abs(three.bands[0]![i]! - single.bands[0]![i]!) > 3 * s + 1 ? 1 : 0), 0);
    expect(spread.bands[0]!.every((s) => s >= 0) && spread.bands[0]!.some((s) => s > 0)).toBe(true);
    expect(beyond / spread.bands[0]!.length).toBeLessThan(0.02);
  });
});

describe("many bands", () => {
  it("have a deviation too, whose blocks are as large as the result's", async () => {
    const many = await run({ ...rgb, width: 70, bands: 18, type: "uint8", value: (b, row, col) => ground(b, row, col) / 20 }, { method: "dmdc", preset: "fidelity", samples: "2", consistency: "off" });
    const spread = await pixels(deviationPath(many.output));
    expect(many.report.warnings.join()).toContain("the uncertainty is not calibrated at preset fidelity");
    expect([many.scene.blockWidth, spread.scene.blockWidth, spread.scene.bands.length]).toEqual([256, 256, 18]);
  });
});

describe("what was not measured", () => {
  const hole = (row: number, col: number) => (row > 20 && col > 30 && row < 40) || (row * 7 + col * 13) % 61 === 0;
  const marked: ImageSpec = { ...rgb, value: (b, row, col) => (hole(row, col) ? 65535 : ground(b, row, col)), tags: [...utm, nodata("65535")] };

  it("stays nodata, and its value leaks nowhere", async () => {
    for (const method of ["bicubic", "ddsr"] as const) {
      const { bands, valid } = await run(marked, { method, consistency: "on" });
      valid.forEach((mask, b) => mask.forEach((v, i) => {
        const [row, col] = [Math.floor(i / 240), i % 240];
        if ((v === 0) !== hole(Math.floor(row / 4), Math.floor(col / 4))) throw new Error(`${method}: validity ${v} at ${row}, ${col}`);
        if (v === 1 && (bands[b]![i]! < -2000 || bands[b]![i]! > 8000)) throw new Error(`${method}: ${bands[b]![i]} at ${row}, ${col}`);
      }));
    }
  });

  it("does not depend on what number marks it", async () => {
    const other: ImageSpec = { ...marked, value: (b, row, col) => (hole(row, col) ? 1 : ground(b, row, col)), tags: [...utm, nodata("1")] };
    const a = await run(marked, { method: "regression" });
    const b = await run(other, { method: "regression" });
    a.bands.forEach((band, i) => band.forEach((v, k) => a.valid[i]![k] === 1 && v !== b.bands[i]![k] && expect(v).toBe(b.bands[i]![k])));
  });

  it("asks no network where nothing is, and says so of a scene without any", async () => {
    const empty: ImageSpec = { ...rgb, value: () => 65535, tags: [...utm, nodata("65535")] };
    const { report, valid } = await run(empty, { method: "regression" });
    expect(report.work.networkCalls).toBe(0);
    expect(valid.every((mask) => !mask.includes(1))).toBe(true);
  });

  it("NaN in a float scene stays where it is", async () => {
    const floats: ImageSpec = { ...rgb, type: "float32", value: (b, row, col) => (row < 5 && col < 5 ? NaN : ground(b, row, col) / 4000) };
    const { bands, scene } = await run(floats, { method: "regression" });
    expect(scene.sampleType).toBe("float32");
    bands.forEach((band) => expect(band.findIndex((v, i) => Number.isNaN(v) !== (i % 240 < 20 && i < 20 * 240))).toBe(-1));
  });
});

describe("bands", () => {
  it("are restored in threes whatever their number, order kept, alpha carried", async () => {
    const tags = [...utm, { tag: 338, type: "short", values: [0, 0, 0, 2] } as const];
    const five: ImageSpec = { ...rgb, bands: 5, value: (b, row, col) => (b === 4 ? (col < 10 ? 0 : 900) : ground(b, row, col)), tags };
    const { scene, bands, report } = await run(five, { method: "regression", bands: "4,2" });
    expect(scene.bands.map(({ interpretation }) => interpretation)).toEqual(["gray", "undefined", "alpha"]);
    expect(report.bands.map(({ band }) => band)).toEqual([4, 2]);
    expect([bands[2]![39], bands[2]![40]]).toEqual([0, 900]);
    const alone = await run({ ...rgb, bands: 4, value: (b, row, col) => (b === 3 ? (col < 10 ? 0 : 900) : ground([3, 1, 1][b]!, row, col)), tags: [...utm, { tag: 338, type: "short", values: [0, 0, 2] }] }, { method: "regression" });
    expect(difference([bands[0]!], [alone.bands[0]!]).max).toBe(0);
    const all = await run({ ...rgb, bands: 5, value: ground }, { method: "regression" });
    expect(all.report.work.networkCalls).toBe(all.report.work.tiles); // two groups in one call
    expect(difference([all.bands[4]!], [(await run({ ...rgb, bands: 1, value: (_, row, col) => ground(4, row, col) }, { method: "regression" })).bands[0]!]).max).toBe(0);
  });
});
