import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { createCog } from "../../../pipelines/remote-sensing/write.js";
import { gdal, temporaryFolder, tiff } from "./tiff-fixture.js";
import type { ImageSpec, Tag } from "./tiff-fixture.js";

const file = temporaryFolder();
const mask = (image: ImageSpec): ImageSpec => ({ width: image.width, height: image.height, type: "bit", value: (_, row, col) => (row + col > 300 ? 1 : 0), tags: [{ tag: 254, type: "long", values: [4] }, { tag: 262, type: "short", values: [4] }] });
const place: Tag[] = [
  { tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 2, 3072, 0, 1, 32633] },
  { tag: 33550, type: "double", values: [10, 10, 0] }, { tag: 33922, type: "double", values: [0, 0, 0, 500000, 6000000, 0] },
];
const base: ImageSpec = { width: 300, height: 280, bands: 3, type: "uint16", compression: 8, tags: place };

interface Info {
  readonly bands: readonly { readonly overviews?: readonly unknown[]; readonly mask?: { readonly flags: readonly string[] }; readonly noDataValue?: number | string; readonly type: string; readonly colorInterpretation: string }[];
  readonly geoTransform?: readonly number[];
  readonly metadata: Record<string, Record<string, string>>;
  readonly coordinateSystem?: { readonly wkt: string };
  readonly gcps?: { readonly gcpList: readonly { readonly pixel: number }[] };
}

async function enlarged(name: string, images: ImageSpec | readonly ImageSpec[], bigTiff: "auto" | "always" = "auto"): Promise<Info> {
  const scene = await openScene(file(`${name}-scene.tif`, tiff(images)));
  const path = file(`${name}.tif`);
  const { width, height } = scene;
  const cog = await createCog(path, { scene, window: { col: 0, row: 0, width, height }, scale: 2, bands: scene.bands.map((_, i) => i), metadata: { MODEL: "x & y" }, bigTiff });
  for (let row = 0; row < cog.blocksDown; row++) {
    for (let col = 0; col < cog.blocksAcross; col++) {
      const side = cog.blockSize / 2;
      const part = { col: col * side, row: row * side, width: Math.min(side, width - col * side), height: Math.min(side, height - row * side) };
      const block = await scene.read(part);
      const twice = <T extends Float64Array | Uint8Array>(from: T): T => {
        const out = from.constructor === Float64Array ? new Float64Array(4 * from.length) : new Uint8Array(4 * from.length);
        for (let i = 0; i < out.length; i++) out[i] = from[Math.floor(i / (4 * part.width)) * part.width + Math.floor((i % (2 * part.width)) / 2)]!;
        return out as T;
      };
      await cog.write(col, row, block.bands.map(twice), block.valid.map(twice));
    }
  }
  await cog.finish();
  await scene.close();
  const judged = spawnSync("/usr/bin/python3", ["-m", "osgeo_utils.samples.validate_cloud_optimized_geotiff", "--full-check=yes", path], { encoding: "utf8" });
  expect(judged.stdout + judged.stderr).toContain("is a valid cloud optimized GeoTIFF");
  expect(judged.stdout + judged.stderr).not.toMatch(/warning|error/i);
  const told = JSON.parse(execFileSync("gdalinfo", ["-json", "-checksum", path], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })) as Info;
  expect(told.metadata["IMAGE_STRUCTURE"]!["LAYOUT"]).toBe("COG");
  expect(told.metadata[""]!["MODEL"]).toBe("x & y");
  return told;
}

describe.runIf(gdal)("GDAL takes the output for a valid COG", () => {
  it("of every sample type, with nodata and point pixels", async () => {
    for (const [type, name] of [["uint8", "Byte"], ["int8", "Byte"], ["uint16", "UInt16"], ["int16", "Int16"], ["uint32", "UInt32"], ["int32", "Int32"], ["float32", "Float32"], ["float64", "Float64"]] as const) {
      const info = await enlarged(type, { ...base, type, bands: 1, tags: [...place, { tag: 42113, type: "ascii", values: "5" }] });
      expect([name, "Int8"]).toContain(info.bands[0]!.type);
      expect(info.bands[0]!.noDataValue).toBe(5);
      expect(info.bands[0]!.overviews).toHaveLength(1);
      expect(info.geoTransform).toEqual([499995, 5, 0, 6000005, 0, -5]);
      expect(info.coordinateSystem!.wkt).toContain("UTM zone 33N");
    }
  }, 60_000);

  it("with mask, with alpha, as BigTIFF, with blocks left out", async () => {
    const masked = await enlarged("masked", [base, mask(base)]);
    expect(masked.bands[0]!.mask!.flags).toEqual(["PER_DATASET"]);
    const rgba = await enlarged("rgba", { ...base, bands: 4, type: "uint8", tags: [...place, { tag: 262, type: "short", values: [2] }, { tag: 338, type: "short", values: [2] }] }, "always");
    expect(rgba.bands.map(({ colorInterpretation }) => colorInterpretation)).toEqual(["Red", "Green", "Blue", "Alpha"]);
    const sparse = await enlarged("sparse", { ...base, tile: [64, 64], sparse: Array.from({ length: 18 }, (_, i) => i), tags: [...place, { tag: 42113, type: "ascii", values: "9" }] });
    expect(sparse.bands[0]!.noDataValue).toBe(9);
    const bigMasked = await enlarged("big-masked", [base, mask(base)], "always");
    expect(bigMasked.bands[0]!.mask!.flags).toEqual(["PER_DATASET"]);
  }, 60_000);

  it("with ground control points", async () => {
    const points = [0, 0, 0, 10, 50, 0, 300, 0, 0, 11, 50, 0, 300, 280, 0, 11, 49, 0, 0, 280, 0, 10, 49, 0];
    const info = await enlarged("gcps", { ...base, tags: [{ tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326] }, { tag: 33922, type: "double", values: points }] });
    expect(info.gcps!.gcpList.map(({ pixel }) => pixel)).toEqual([0, 600, 600, 0]);
  });
});
