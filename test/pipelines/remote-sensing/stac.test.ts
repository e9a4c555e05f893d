import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, utimesSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { footprint, fromUtm, type LonLat } from "../../../pipelines/remote-sensing/footprint.js";
import { domain } from "../../../pipelines/remote-sensing/job.js";
import { stacPath, type RawTileOptions } from "../../../pipelines/remote-sensing/options.js";
import { restoreScene } from "../../../pipelines/remote-sensing/restore.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { workers } from "./job-fixture.js";
import { ground, nodata, tileOptions, utm } from "./scene-fixture.js";
import { gdal, temporaryFolder, tiff, type Tag } from "./tiff-fixture.js";

vi.setConfig({ testTimeout: 60_000 });

const file = temporaryFolder();
const context = workers();

interface Item {
  readonly [field: string]: unknown;
  readonly geometry: { readonly type: string; readonly coordinates: LonLat[][] } | null;
  readonly bbox?: readonly number[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly links: readonly Readonly<Record<string, string>>[];
  readonly assets: Readonly<Record<string, { readonly href: string; readonly type: string; readonly roles: readonly string[]; readonly "raster:bands"?: readonly Readonly<Record<string, unknown>>[] }>>;
}

let made = 0;
async function described(tags: readonly Tag[], raw: RawTileOptions = {}): Promise<{ item: Item; input: string; output: string }> {
  const input = file(`scene ${made}.tif`, tiff({ width: 40, height: 30, bands: 2, type: "uint16", value: ground, tags }));
  const output = file(`out${made++}.tif`);
  await restoreScene(tileOptions({ input, output, method: "bicubic", scale: "2", stac: true, ...raw }));
  return { item: JSON.parse(readFileSync(stacPath(output), "utf8")) as Item, input, output };
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The rules of the Item specification 1.0.0, and of the extensions that it names; one line for each that is broken. */
function broken(item: Item): string[] {
  const { geometry, bbox, properties, links, assets } = item;
  const rules: [string, boolean][] = [
    ["type", item.type === "Feature"],
    ["stac_version", item.stac_version === "1.0.0"],
    ["stac_extensions", (item.stac_extensions as string[]).every((url) => /^https:\/\/stac-extensions\.github\.io\/[a-z]+\/v\d+\.\d+\.\d+\/schema\.json$/.test(url))],
    ["id", typeof item.id === "string" && item.id.length > 0],
    ["bbox where there is a geometry, none where not", (geometry === null) === (bbox === undefined)],
    ["bbox", bbox === undefined || (bbox.length === 4 && bbox.every(Number.isFinite) && bbox[1]! <= bbox[3]!)],
    ["geometry", geometry === null || ["Polygon", "MultiPolygon"].includes(geometry.type)],
    ["rings closed", geometry === null || geometry.type !== "Polygon" || geometry.coordinates.every((ring) => ring.length >= 4 && ring[0]!.every((v, i) => v === ring.at(-1)![i]))],
    ["datetime", "datetime" in properties && (properties.datetime === null || RFC3339.test(properties.datetime as string))],
    ["start and end for no datetime", properties.datetime !== null || (RFC3339.test(properties.start_datetime as string) && RFC3339.test(properties.end_datetime as string) && properties.start_datetime! <= properties.end_datetime!)],
    ["links", links.every(({ rel, href }) => rel!.length > 0 && href!.length > 0)],
    ["assets", Object.values(assets).every(({ href, type, roles }) => href.length > 0 && type.includes("/") && roles.length > 0)],
    ["no collection without a link to one", !("collection" in item)],
    ["proj:epsg", Number.isInteger(properties["proj:epsg"]) || properties["proj:epsg"] === null],
    ["proj:shape", (properties["proj:shape"] as number[]).length === 2],
    ["proj:transform", properties["proj:transform"] === undefined || (properties["proj:transform"] as number[]).length === 6],
    ["known proj: fields", Object.keys(properties).filter((name) => name.startsWith("proj:")).every((name) => ["epsg", "wkt2", "projjson", "geometry", "bbox", "centroid", "shape", "transform"].includes(name.slice(5)))],
    ["processing:software", Object.values(properties["processing:software"] as object).every((version) => typeof version === "string")],
    ["processing:lineage", typeof properties["processing:lineage"] === "string"],
    ["raster:bands", Object.values(assets).flatMap((asset) => asset["raster:bands"] ?? []).every(({ data_type, nodata: none }) => /^(u?int(8|16|32)|float(32|64))$/.test(data_type as string) && (none === undefined || typeof none === "number" || ["nan", "inf", "-inf"].includes(none as string)))],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

describe("the STAC item of an output", () => {
  it("says where, from what, by what, and points at files that are there", async () => {
    const { item, input, output } = await described([...utm, nodata("0"), { tag: 306, type: "ascii", values: "2021:06:30 10:20:30" }], { samples: "1" });
    expect(broken(item)).toEqual([]);
    expect(item.id).toBe(basename(output, ".tif"));
    expect(item.properties).toMatchObject({ datetime: "2021-06-30T10:20:30Z", "proj:epsg": 32632, "proj:shape": [60, 80], "proj:transform": [5, 0, 500000, 0, -5, 5500000], "proj:bbox": [500000, 5499700, 500400, 5500000] });
    expect(item.bbox!.map((v) => Number(v.toFixed(2)))).toEqual([9, 49.65, 9.01, 49.65]);
    expect(item.links).toEqual([{ rel: "derived_from", href: "./scene%200.tif", title: "scene 0.tif", type: "image/tiff; application=geotiff" }]);
    expect(resolve(dirname(output), decodeURIComponent(item.links[0]!.href!))).toBe(input);
    for (const { href } of Object.values(item.assets)) expect(existsSync(resolve(dirname(output), href))).toBe(true);
    const scene = await openScene(resolve(dirname(output), item.assets.data!.href));
    await scene.close();
    expect(item.assets.data!["raster:bands"]).toEqual(scene.bands.map(() => ({ data_type: "uint16", nodata: 0, bits_per_sample: 16, spatial_resolution: 5 })));
    expect(item.properties["processing:lineage"]).toContain("Super-resolution x2 by bicubic; agreement with the input not enforced");
  });

  it("of a part, without a known projection or date, says what is known", async () => {
    const lambert = utm.map((tag) => (tag.tag === 34735 ? { ...tag, values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 2154] } : tag));
    const { item } = await described(lambert, { window: "10,5,20,20" });
    expect(broken(item)).toEqual([]);
    expect([item.geometry, item.bbox]).toEqual([null, undefined]);
    expect(item.properties).toMatchObject({ datetime: null, "proj:epsg": 2154, "proj:bbox": [500100, 5499750, 500300, 5499950], "proj:geometry": { type: "Polygon" } });
    const bare = await described([]);
    expect(broken(bare.item)).toEqual([]);
    expect(bare.item.properties).toMatchObject({ "proj:epsg": null, "proj:shape": [60, 80] });
    expect(bare.item.properties).not.toHaveProperty("proj:transform");
  });

  it("is left by a job, with references from where it comes to lie, and ends where the scene was written", async () => {
    const input = file("dated.tif", tiff({ width: 40, height: 30, type: "uint16", value: ground, tags: utm }));
    utimesSync(input, new Date("2020-02-03T04:05:06Z"), new Date("2020-02-03T04:05:06Z"));
    const job = { input, output: file("dated_x2.tif"), options: { method: "bicubic", scale: "2" } };
    await domain.run(job, await domain.key(job), context(job));
    const item = JSON.parse(readFileSync(stacPath(job.output), "utf8")) as Item;
    expect(broken(item)).toEqual([]);
    expect(item.links[0]!.href).toBe("./dated.tif");
    expect(item.properties).toMatchObject({ datetime: null, start_datetime: "1858-01-01T00:00:00Z", end_datetime: "2020-02-03T04:05:06.000Z" });
  });
});

describe("the footprint", () => {
  const size = { width: 100, height: 100 };

  it.runIf(gdal)("is where PROJ says to a millimetre, in every zone and hemisphere", () => {
    const places = [[166021.4, 0.1], [833978.5, 9300000], [500000, 5500000], [300000, 1000], [699999, 8000000], [450123.4, 3210987.6]] as const;
    for (const epsg of [32601, 32632, 32660, 32733, 25832]) {
      const told = execFileSync("gdaltransform", ["-s_srs", `EPSG:${epsg}`, "-t_srs", "OGC:CRS84"], { input: places.map(([x, y]) => `${x} ${y}`).join("\n"), encoding: "utf8" });
      told.trim().split("\n").forEach((line, i) => {
        const [lon, lat] = line.split(" ").map(Number) as [number, number];
        const [x, y] = places[i]!;
        const [ours, ourLat] = fromUtm(x, y, { zone: epsg % 100, south: Math.floor(epsg / 100) === 327 });
        const metre = 1 / 111_000;
        const turn = Math.abs(((ours - lon + 540) % 360) - 180) * Math.cos((lat * Math.PI) / 180);
        expect([turn < metre / 1000, Math.abs(ourLat - lat) < metre / 1000], `EPSG:${epsg} ${x} ${y}: ${ours} ${ourLat}, PROJ ${lon} ${lat}`).toEqual([true, true]);
      });
    }
    const [mercator] = execFileSync("gdaltransform", ["-s_srs", "EPSG:3857", "-t_srs", "OGC:CRS84"], { input: "1000000 6000000", encoding: "utf8" }).split(" ");
    const found = footprint({ epsg: 3857, transform: [10, 0, 1e6, 0, -10, 6e6] }, size)!;
    expect(found.bbox[0]).toBeCloseTo(Number(mercator), 9);
    expect(found.bbox[3]).toBeCloseTo(47.35, 1);
  });

  it("runs counter-clockwise, also of rotated and mirrored scenes, with the curve of its sides", () => {
    for (const transform of [[10, 0, 5e5, 0, -10, 55e5], [7, 7, 5e5, 7, -7, 55e5], [10, 0, 5e5, 0, 10, 55e5]] as const) {
      const { geometry } = footprint({ epsg: 32632, transform }, size)!;
      const [ring] = geometry.coordinates as LonLat[][];
      const area = ring!.slice(1).reduce((sum, [x, y], i) => sum + ring![i]![0] * y - x * ring![i]![1], 0);
      expect(area).toBeGreaterThan(0);
      expect(ring!.length).toBe(33);
    }
  });

  it("is cut in two at the antimeridian", () => {
    const { geometry, bbox } = footprint({ epsg: 32660, transform: [1000, 0, 650000, 0, -1000, 5500000] }, { width: 200, height: 100 })!;
    expect(geometry.type).toBe("MultiPolygon");
    const [east, west] = geometry.coordinates as LonLat[][][];
    expect(Math.max(...east![0]!.map(([lon]) => lon))).toBe(180);
    expect(Math.min(...west![0]!.map(([lon]) => lon))).toBe(-180);
    for (const part of [east!, west!]) expect(part[0]!.every(([lon, lat]) => lon >= -180 && lon <= 180 && lat > 45 && lat < 50)).toBe(true);
    expect(bbox[0]).toBeGreaterThan(170);
    expect(bbox[2]).toBeLessThan(-170);
  });

  it("is not guessed of other CRSs", () => {
    for (const epsg of [2154, 32661, 25860, 4258, undefined]) expect(footprint({ ...(epsg !== undefined && { epsg }), transform: [1, 0, 0, 0, -1, 0] }, size)).toBeUndefined();
    expect(footprint({ epsg: 4326 }, size)).toBeUndefined();
  });
});
