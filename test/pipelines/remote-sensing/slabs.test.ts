import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { domain } from "../../../pipelines/remote-sensing/job.js";
import { reportPath } from "../../../pipelines/remote-sensing/options.js";
import type { TileReport } from "../../../pipelines/remote-sensing/report.js";
import { agree, readAgreed, requireAgreement } from "../../../pipelines/remote-sensing/slab-files.js";
import type { Item, PartContext, RawOptions } from "../../../shared/jobs/domain.js";
import { tinyModel } from "../../tiny-models/model-folder.js";
import { workers } from "./job-fixture.js";
import { ground, nodata, utm } from "./scene-fixture.js";
import { temporaryFolder, tiff, type ImageSpec } from "./tiff-fixture.js";

vi.setConfig({ testTimeout: 120_000 });

const file = temporaryFolder();
const context = workers();
const models = { dmdc: "", regression: "" };
beforeAll(async () => {
  for (const method of ["dmdc", "regression"] as const) models[method] = await tinyModel(method);
});
afterAll(() => Object.values(models).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const hole = (row: number, col: number): boolean => row + col < 30 || (row > 200 && row < 260 && col > 20);
const scene: ImageSpec = { width: 40, height: 420, bands: 1, type: "uint16", value: (b, row, col) => (hole(row, col) ? 0 : ground(b, row, col)), tags: [...utm, nodata("0")] };
const mask: ImageSpec = { width: 40, height: 420, type: "bit", value: (_, row, col) => (hole(row, col) ? 0 : 1), tags: [{ tag: 254, type: "long", values: [4] }, { tag: 262, type: "short", values: [4] }] };

let made = 0;
/** An item with a folder where its parts meet. */
function divided(images: ImageSpec | readonly ImageSpec[], options: RawOptions): { item: Item; whole: Item; part: (given?: Partial<PartContext>) => PartContext; common: string } {
  const id = made++;
  const input = file(`scene${id}.tif`, tiff(images));
  const item: Item = { input, output: file(`parts${id}.tif`), options: { device: "cpu", tile: "256", ...options } };
  const common = mkdtempSync(join(dirname(item.output), "common-"));
  return { item, whole: { ...item, output: file(`whole${id}.tif`) }, common, part: (given = {}) => ({ ...context(item, given), common, ...given }) };
}

const figures = ({ bands, consistency, kernel }: TileReport) => ({
  bands: bands.map(({ residual: { rms, ...residual }, ...band }) => ({ ...band, residual: { ...residual, rms: Number(rms.toPrecision(10)) } })), consistency, kernel,
});
const reportOf = ({ output }: Item) => JSON.parse(readFileSync(reportPath(output), "utf8")) as TileReport;

describe("a scene in parts", () => {
  const cases: [string, ImageSpec | readonly ImageSpec[], () => RawOptions, string[]][] = [
    ["noise, consistency, samples and nodata", scene, () => ({ method: "dmdc", model: models.dmdc, kernel: "gaussian:1,0.7,30", preset: "fidelity", samples: "2" }), [".tif", "_std.tif"]],
    ["a network and a mask, in a window", [{ ...scene, tags: utm }, mask], () => ({ method: "regression", model: models.regression, kernel: "gaussian:1,0.7,30", window: "3,5,33,400" }), [".tif"]],
    ["no network", scene, () => ({ method: "bicubic", scale: "3" }), [".tif"]],
  ];
  it.each(cases)("has the bytes and figures of an undivided run: %s", async (_, images, options, names) => {
    const { item, whole, part, common } = divided(images, options());
    const key = await domain.key(item);
    await domain.run(whole, key, context(whole));
    const rows = 512 * 160;
    const counts = [await domain.parts!(item, rows), 2];
    expect(counts[0]).toBeGreaterThan(2);
    expect(await domain.parts!(item, 1e9)).toBe(1);
    for (const of of counts) {
      const order = Array.from({ length: of }, (_, index) => (index * 2 + 1) % of).concat(0); // one of them twice
      for (const index of new Set([...order, ...Array.from({ length: of }, (_, i) => i)])) await domain.runPart!(item, key, { index, of }, part());
      await domain.runPart!(item, key, { index: 0, of }, part());
      expect(await domain.done(item, key)).toBe(false);
      const last = part();
      const outcome = await domain.assemble!(item, key, of, last);
      expect(outcome).toMatchObject({ already: false });
      for (const name of names) expect(Buffer.compare(readFileSync(item.output.replace(".tif", name)), readFileSync(whole.output.replace(".tif", name)))).toBe(0);
      expect(figures(reportOf(item))).toEqual(figures(reportOf(whole)));
      expect(existsSync(common)).toBe(false);
      expect(readdirSync(last.staging)).toEqual([]);
      expect(await domain.done(item, key)).toBe(true);
      expect(await domain.assemble!(item, key, of, part())).toMatchObject({ already: true, outputs: outcome.outputs });
      for (const path of outcome.outputs) rmSync(path);
    }
  });

  it("is computed by several at once, each part once, and every one goes by what the first found", async () => {
    const { item, whole, part, common } = divided(scene, { method: "bicubic", scale: "2" });
    const key = await domain.key(item);
    await domain.run(whole, key, context(whole));
    await Promise.all([0, 1, 0, 1].map((index) => domain.runPart!(item, key, { index, of: 2 }, part())));
    expect(readdirSync(common).sort()).toEqual(["agreed", "slab-0-of-2", "slab-1-of-2"]);
    const tiles: number[] = [];
    await domain.runPart!(item, key, { index: 0, of: 2 }, part({ progress: (done) => tiles.push(done) }));
    expect(tiles).toEqual([]);
    await domain.assemble!(item, key, 2, part());
    expect(Buffer.compare(readFileSync(item.output), readFileSync(whole.output))).toBe(0);
  });

  it("takes the first findings even from a machine that differs in the last bit", async () => {
    const { item, part, common } = divided(scene, { method: "bicubic", scale: "2" });
    const key = await domain.key(item);
    await domain.runPart!(item, key, { index: 0, of: 2 }, part());
    const first = (await readAgreed(common, key))!;
    const [band] = first.findings.statistics.bands;
    const moved = { ...first, findings: { statistics: { ...first.findings.statistics, bands: [{ ...band!, gain: band!.gain * 2 }] } } };
    expect(await agree(common, moved)).toEqual(first);
    rmSync(join(common, "agreed"), { recursive: true });
    await agree(common, moved);
    await domain.runPart!(item, key, { index: 1, of: 2 }, part());
    await domain.assemble!(item, key, 2, part());
    expect(reportOf(item).bands[0]!.gain).toBe(band!.gain * 2);
    expect(() => requireAgreement({ ...first, fingerprint: { runtime: "onnxruntime 1 cuda" } }, { runtime: "onnxruntime 1 cpu" }, "x.tif")).toThrow("runtime: expected onnxruntime 1 cuda as in the scene's other parts");
  });

  it("makes a part again that is damaged or missing, and leaves nothing of one that was stopped", async () => {
    const { item, whole, part, common } = divided(scene, { method: "bicubic", scale: "3" });
    const key = await domain.key(item);
    await domain.run(whole, key, context(whole));
    const stop = new AbortController();
    await expect(domain.runPart!(item, key, { index: 0, of: 3 }, part({ signal: stop.signal, progress: () => stop.abort() }))).rejects.toMatchObject({ code: "aborted", retry: true });
    expect(readdirSync(common).filter((name) => name !== "agreed")).toEqual([]);
    for (const index of [0, 1]) await domain.runPart!(item, key, { index, of: 3 }, part());
    const blocks = join(common, "slab-1-of-3", "data", "blocks");
    const bytes = readFileSync(blocks);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(blocks, bytes);
    await domain.assemble!(item, key, 3, part());
    expect(Buffer.compare(readFileSync(item.output), readFileSync(whole.output))).toBe(0);
  });
});
