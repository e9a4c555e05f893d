import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { domain } from "../../../pipelines/remote-sensing/job.js";
import { MosaicSources } from "../../../pipelines/remote-sensing/mosaic-sources.js";
import { openInput } from "../../../pipelines/remote-sensing/open-input.js";
import { reportPath } from "../../../pipelines/remote-sensing/options.js";
import { restoreScene } from "../../../pipelines/remote-sensing/restore.js";
import type { Scene } from "../../../pipelines/remote-sensing/raster.js";
import type { TileReport } from "../../../pipelines/remote-sensing/report.js";
import { workers } from "./job-fixture.js";
import { nodata, pixels, tileOptions } from "./scene-fixture.js";
import { gdal, temporaryFolder, tiff, type ImageSpec, type Tag } from "./tiff-fixture.js";

vi.setConfig({ testTimeout: 60_000 });

const file = temporaryFolder();
const context = workers();
const closers: (() => void)[] = [];
afterAll(() => closers.forEach((close) => close()));

const place = (col: number, row: number, epsg = 32632): Tag[] => [
  { tag: 33550, type: "double", values: [10, 10, 0] },
  { tag: 33922, type: "double", values: [0, 0, 0, 500000 + 10 * col, 5500000 - 10 * row, 0] },
  { tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, epsg] },
];
/** A number that tells file, band and place, never 0. */
const value = (seed: number) => (band: number, row: number, col: number): number => 1 + ((seed * 10007 + band * 3001 + row * 89 + col * 7) % 4000);
const image = (seed: number, at: Tag[], more: Partial<ImageSpec> = {}): ImageSpec => ({ width: 40, height: 30, bands: 2, type: "uint16", value: value(seed), tags: at, ...more });

function folder(name: string, images: Readonly<Record<string, ImageSpec | readonly ImageSpec[]>>): string {
  mkdirSync(file(name), { recursive: true });
  for (const [path, spec] of Object.entries(images)) writeFileSync(join(file(name), path), tiff(spec));
  return file(name);
}

async function opened<T>(input: string, work: (scene: Scene) => Promise<T>): Promise<T> {
  const scene = await openInput(input);
  try {
    return await work(scene);
  } finally {
    await scene.close();
  }
}

const all = (scene: Scene) => scene.read({ col: 0, row: 0, width: scene.width, height: scene.height });

/** As GDAL reads it: numbers of each band, and its mask (0 or 255). */
function judged(path: string): { bands: number[][]; masks: number[][] } {
  const code = "import sys,json\nfrom osgeo import gdal\nd=gdal.Open(sys.argv[1])\nb=[d.GetRasterBand(i+1) for i in range(d.RasterCount)]\nprint(json.dumps({'bands':[x.ReadAsArray().ravel().tolist() for x in b],'masks':[x.GetMaskBand().ReadAsArray().ravel().tolist() for x in b]}))";
  const told = execFileSync("/usr/bin/python3", ["-c", code, path], { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(told.replaceAll("NaN", '"NaN"'), (_, v: unknown) => (v === "NaN" ? NaN : v)) as ReturnType<typeof judged>;
}

const holes = (seed: number) => (band: number, row: number, col: number): number => ((row * 5 + col * 3 + seed) % 11 === 0 ? 0 : value(seed)(band, row, col));
const three = (more: (seed: number) => Partial<ImageSpec>, tags: Tag[] = []) => ({
  "b.tif": image(2, [...place(30, 5), ...tags], more(2)), "a.tif": image(1, [...place(0, 0), ...tags], more(1)), "c.tif": image(3, [...place(-12, 20), ...tags], more(3)),
});

describe("a folder as one scene", () => {
  it("joins files on one grid, the later over the earlier where it was measured", async () => {
    const root = folder("plain", three(holesOf, [nodata("0")]));
    await opened(root, async (scene) => {
      expect([scene.name, scene.width, scene.height, scene.nodata, scene.hasMask]).toEqual(["plain", 82, 50, 0, false]);
      expect(scene.georeference.transform).toEqual([10, 0, 499880, 0, -10, 5500000]);
      expect(scene.files!.map((path) => basename(path))).toEqual(["a.tif", "b.tif", "c.tif"]);
      const block = await all(scene);
      const wanted = (band: number, row: number, col: number): number => {
        const laid = [[1, 12, 0], [2, 42, 5], [3, 0, 20]].map(([seed, left, top]) => (col < left! || row < top! || col >= left! + 40 || row >= top! + 30 ? 0 : holes(seed!)(band, row - top!, col - left!)));
        return laid.findLast((v) => v !== 0) ?? 0;
      };
      block.bands.forEach((band, b) => band.forEach((v, i) => {
        const want = wanted(b, Math.floor(i / 82), i % 82);
        if (v !== want || block.valid[b]![i] !== (want === 0 ? 0 : 1)) expect([b, i, v, block.valid[b]![i]]).toEqual([b, i, want, want === 0 ? 0 : 1]);
      }));
      const part = await scene.read({ col: 7, row: 11, width: 50, height: 20 }, [1]);
      const whole = (await all(scene)).bands[1]!;
      expect([...part.bands[0]!].every((v, i) => v === whole[(11 + Math.floor(i / 50)) * 82 + 7 + (i % 50)])).toBe(true);
    });
  });

  it("says with a mask where nothing is and no number is free for it", async () => {
    await opened(folder("gaps", three(() => ({}))), async (scene) => {
      expect([scene.nodata, scene.hasMask]).toEqual([undefined, true]);
      const { valid } = await all(scene);
      expect(valid[0]![0]).toBe(0);
      expect(valid[0]![12]).toBe(1);
    });
    await opened(folder("full", { "a.tif": image(1, place(0, 0)), "b.tif": image(2, place(40, 0)) }), async (scene) => expect(scene.hasMask).toBe(false));
  });

  it.each<[string, ImageSpec, string]>([
    ["another CRS", image(1, place(5, 5, 32633)), "z.tif: expected the CRS EPSG:32632 as in a.tif, got EPSG:32633"],
    ["another pixel size", image(1, [{ tag: 33550, type: "double", values: [20, 20, 0] }, ...place(5, 5).slice(1)]), "expected pixels of 10 x -10 as in a.tif, got 20 x -20"],
    ["another grid", image(1, place(5.4, 5)), "expected whole pixels away as in a.tif, got 5.400, 5.000"],
    ["other bands", image(1, place(5, 5), { bands: 3 }), "expected 2 bands as in a.tif, got 3"],
    ["another type", image(1, place(5, 5), { type: "int16" }), "expected uint16 as in a.tif, got int16"],
    ["another nodata value", image(1, [...place(5, 5), nodata("7")]), "expected nodata none as in a.tif, got 7"],
    ["no place", image(1, []), "expected an affine georeference as in a.tif, got none"],
  ])("refuses a file with %s", async (name, spec, message) => {
    const root = folder(`refused-${name.replaceAll(" ", "-")}`, { "a.tif": image(1, place(0, 0)), "z.tif": spec });
    await expect(openInput(root)).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining(message) as string });
  });

  it("is restored as one file of its content is, and is a job", async () => {
    const root = folder("town", { "a.tif": image(1, place(0, 0), { width: 30, height: 40, bands: 1 }), "b.tif": image(1, place(30, 0), { width: 20, height: 40, bands: 1, value: (b, row, col) => value(1)(b, row, col + 30) }) });
    const whole = file("town-whole.tif", tiff(image(1, place(0, 0), { width: 50, height: 40, bands: 1 })));
    const options = { method: "bicubic", scale: "2", consistency: "on" };
    await restoreScene(tileOptions({ input: whole, output: file("whole_x2.tif"), ...options }));
    const item = { input: root, output: domain.outputOf(root, { options }), options: { ...options, device: "cpu", tile: "128" } };
    expect(item.output).toBe(file("town_x2.tif"));
    await domain.run(item, await domain.key(item), context(item));
    const [a, b] = [await pixels(item.output), await pixels(file("whole_x2.tif"))];
    expect(a.bands).toEqual(b.bands);
    expect(a.scene.georeference.transform).toEqual(b.scene.georeference.transform);
    const report = JSON.parse(readFileSync(reportPath(item.output), "utf8")) as TileReport;
    expect(report.input.identity).toMatch(/^sha256 [0-9a-f]{64} of 2 files$/);
    const before = await domain.key(item);
    writeFileSync(join(root, "b.tif"), tiff(image(9, place(30, 0), { width: 20, height: 40, bands: 1 })));
    expect(await domain.key(item)).not.toBe(before);
  });
});

function holesOf(seed: number): Partial<ImageSpec> {
  return { value: holes(seed) };
}

const mask = (seed: number): ImageSpec => ({ width: 40, height: 30, type: "bit", value: (_, row, col) => ((row + col * seed) % 5 === 0 ? 0 : 1), tags: [{ tag: 254, type: "long", values: [4] }, { tag: 262, type: "short", values: [4] }] });
const rgba = (seed: number): Partial<ImageSpec> => ({ bands: 4, type: "uint8", value: (b, row, col) => (b === 3 ? ((row + seed * col) % 4 === 0 ? 0 : 255) : 1 + ((seed * 31 + b * 7 + row + col) % 250)) });

describe.runIf(gdal)("what gdalbuildvrt makes", () => {
  const cases: Record<string, Record<string, ImageSpec | readonly ImageSpec[]>> = {
    plain: three(() => ({})),
    nodata: three(holesOf, [nodata("0")]),
    floats: three((seed) => ({ type: "float32", value: (b, row, col) => ((row + col) % 9 === 0 ? NaN : holes(seed)(b, row, col) / 3) }), [nodata("nan")]),
    degrees: {
      "a.tif": image(1, degrees(0, 0)), "b.tif": image(2, degrees(33, 4)),
    },
    alpha: three(rgba, [{ tag: 262, type: "short", values: [2] }, { tag: 338, type: "short", values: [2] }]),
    masks: Object.fromEntries(Object.entries(three(() => ({}))).map(([name, spec], i) => [name, [spec, mask(i + 1)]])),
  };
  it.each(Object.keys(cases))("is read as GDAL reads it: %s", async (name) => {
    const root = folder(`vrt-${name}`, cases[name]!);
    const names = Object.keys(cases[name]!).sort();
    execFileSync("gdalbuildvrt", ["mosaic.vrt", ...names], { cwd: root, stdio: "ignore" });
    const { bands, masks } = judged(join(root, "mosaic.vrt"));
    await opened(join(root, "mosaic.vrt"), async (scene) => {
      const block = await all(scene);
      const gap = scene.nodata === undefined && scene.hasMask;
      block.bands.forEach((band, b) => {
        expect(band.length).toBe(bands[b]!.length);
        const alpha = scene.bands[b]!.interpretation === "alpha";
        band.forEach((v, i) => {
          const measured = block.valid[b]![i] === 1;
          // GDAL has a zero where no file lies; masks of files are not in its plain VRT
          if (!(gap && !measured) && !Object.is(v, bands[b]![i])) expect([name, b, i, v]).toEqual([name, b, i, bands[b]![i]]);
          if (!alpha && !gap && measured !== masks[b]![i]! > 0) expect([name, b, i, measured, v]).toEqual([name, b, i, masks[b]![i]! > 0, bands[b]![i]]);
        });
      });
    });
    if (name === "alpha" || name === "masks") return;
    await opened(root, async (scene) => opened(join(root, "mosaic.vrt"), async (vrt) => { // and a folder is the same scene
      expect(scene.georeference.epsg).toBe(vrt.georeference.epsg);
      vrt.georeference.transform!.forEach((v, i) => expect(scene.georeference.transform![i]).toBeCloseTo(v, 9));
      expect((await all(scene)).bands).toEqual((await all(vrt)).bands);
    }));
  });

  it("keeps what it says of bands", async () => {
    const root = folder("described", { "a.tif": image(1, place(0, 0)) });
    execFileSync("gdalbuildvrt", ["m.vrt", "a.tif"], { cwd: root, stdio: "ignore" });
    execFileSync("gdal_translate", ["-q", "-of", "VRT", "-a_scale", "0.01", "-a_offset", "-3", "a.tif", "m.vrt"], { cwd: root, stdio: "ignore" });
    await restoreScene(tileOptions({ input: join(root, "m.vrt"), output: file("described_x2.tif"), method: "bicubic", scale: "2" }));
    const { bands } = (await pixels(file("described_x2.tif"))).scene;
    expect(bands.map(({ scale, offset }) => [scale, offset])).toEqual([[0.01, -3], [0.01, -3]]);
  });
});

function degrees(col: number, row: number): Tag[] {
  const size = 1 / 3 / 1000;
  return [
    { tag: 33550, type: "double", values: [size, size, 0] }, { tag: 33922, type: "double", values: [0, 0, 0, 7.1 + col * size, 48.3 - row * size, 0] },
    { tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326] },
  ];
}

const vrt = (band: string, rest = `<SRS>EPSG:32632</SRS><GeoTransform>500000, 10, 0, 5500000, 0, -10</GeoTransform>`, attributes = "") =>
  `<VRTDataset rasterXSize="40" rasterYSize="30" ${attributes}>${rest}<VRTRasterBand dataType="UInt16" band="1">${band}</VRTRasterBand></VRTDataset>`;
const source = (kind: string, inner = "", [from, to] = [`xSize="40" ySize="30"`, `xSize="40" ySize="30"`]) =>
  `<${kind}><SourceFilename relativeToVRT="1">a &amp; b.tif</SourceFilename><SourceBand>2</SourceBand><SrcRect xOff="0" yOff="0" ${from}/><DstRect xOff="0" yOff="0" ${to}/>${inner}</${kind}>`;

describe("a VRT", () => {
  const root = () => folder("hand", { "a & b.tif": image(1, place(0, 0)) });

  it("is read by path and by URL, its files beside it", async () => {
    const path = join(root(), "m.vrt");
    writeFileSync(path, vrt(`<!-- one --><ColorInterp>Gray</ColorInterp>${source("SimpleSource")}`));
    const check = (scene: Scene) => all(scene).then(({ bands }) => expect([...bands[0]!].every((v, i) => v === value(1)(1, Math.floor(i / 40), i % 40))).toBe(true));
    await opened(path, check);
    const server = createServer((request, response) => {
      const bytes = readFileSync(join(dirname(path), decodeURIComponent(request.url!.slice(1).replace(/[?].*/, ""))));
      if (request.method === "HEAD") return void response.writeHead(200, { etag: '"7"', "content-length": bytes.length }).end();
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
      const part = bytes.subarray(Number(from), Number(to) + 1);
      response.writeHead(206, { "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`, etag: '"7"' }).end(part);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await opened(`${url}/m.vrt`, check);
    // a URL is the input of a job as well
    const item = { input: `${url}/a%20%26%20b.tif?token=secret`, output: file("by-url.tif"), options: { method: "bicubic", scale: "2" } };
    const key = await domain.key(item);
    expect(await domain.key({ ...item, input: item.input.replace("secret", "renewed") })).toBe(key);
    expect(await domain.estimate(item)).toMatchObject({ pixels: 80 * 60 * 2 });
    await domain.run(item, key, context(item));
    expect(await domain.done(item, key)).toBe(true);
    expect(readFileSync(reportPath(item.output), "utf8")).not.toContain("secret");
  });

  it.each([
    ["resampling", vrt(source("SimpleSource", "", [`xSize="20" ySize="15"`, `xSize="40" ySize="30"`])), "sources pixel for pixel, got 20x15 as 40x30"],
    ["fractions of pixels", vrt(source("SimpleSource", "", [`xSize="39.5" ySize="30"`, `xSize="39.5" ySize="30"`])), "a SrcRect of whole pixels"],
    ["scaling", vrt(source("ComplexSource", "<ScaleRatio>2</ScaleRatio>")), "got the element ScaleRatio"],
    ["a lookup table", vrt(source("ComplexSource", "<LUT>0:0,1:2</LUT>")), "got the element LUT"],
    ["filters", vrt(source("KernelFilteredSource")), "got the element KernelFilteredSource"],
    ["warping", vrt(source("SimpleSource"), "", `subClass="VRTWarpedDataset"`), "got VRTWarpedDataset"],
    ["ground control points", vrt(source("SimpleSource"), "<GCPList/>"), "got the element GCPList"],
    ["another CRS than its files", vrt(source("SimpleSource"), `<SRS>PROJCS["x",AUTHORITY["EPSG","32633"]]</SRS>`), "a & b.tif: expected the CRS of m.vrt, got EPSG:32632"],
    ["files in archives", vrt(source("SimpleSource").replace("a &amp; b.tif", "/vsizip/x.zip/a.tif").replace('relativeToVRT="1"', "")), "got /vsizip/x.zip/a.tif"],
    ["a file that is too small", vrt(source("SimpleSource", "", [`xSize="41" ySize="30"`, `xSize="41" ySize="30"`])), "a & b.tif: expected at least 41x30 pixels, got 40x30"],
    ["another type", vrt(source("SimpleSource")).replace("UInt16", "Float32"), "a & b.tif: expected samples of float32 as m.vrt has, got uint16"],
    ["a document type", `<!DOCTYPE x [<!ENTITY y "z">]>${vrt("")}`, "a VRT without a document type"],
    ["nothing", "no XML", "a VRTDataset, got none"],
  ])("with %s is refused by name", async (_, text, message) => {
    const path = join(root(), "m.vrt");
    writeFileSync(path, text);
    await expect(openInput(path)).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining(message) as string });
  });
});

describe("the files of a mosaic", () => {
  it("are not all open at once", async () => {
    const paths = Array.from({ length: 40 }, (_, i) => file(`many${i}.tif`, tiff(image(i, place(0, 0)))));
    const sources = new MosaicSources();
    const values = await Promise.all(paths.map((path) => sources.use(path, async (scene) => (await scene.read({ col: 3, row: 2, width: 1, height: 1 })).bands[0]![0])));
    expect(values).toEqual(paths.map((_, i) => value(i)(0, 2, 3)));
    expect((sources as unknown as { held: Map<string, unknown> }).held.size).toBeLessThanOrEqual(16);
    await sources.close();
    await expect(sources.use(file("gone.tif"), async () => 1)).rejects.toMatchObject({ code: "bad-input" });
    await sources.close();
  });
});
