import { execFileSync } from "node:child_process";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { RasterBlock, SampleType, Window } from "../../../pipelines/remote-sensing/raster.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { gdal, ramp, temporaryFolder, tiff } from "./tiff-fixture.js";
import type { FileSpec, ImageSpec } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;

async function readBack(image: ImageSpec | readonly ImageSpec[], window?: Window, spec?: FileSpec): Promise<RasterBlock> {
  const scene = await openScene(file(`${made++}.tif`, tiff(image, spec)));
  const block = await scene.read(window ?? { col: 0, row: 0, width: scene.width, height: scene.height });
  await scene.close();
  return block;
}

function expected(window: Window, band: number, value: (band: number, row: number, col: number) => number = ramp): Float64Array {
  const out = new Float64Array(window.width * window.height);
  for (let r = 0; r < window.height; r++) for (let c = 0; c < window.width; c++) out[r * window.width + c] = value(band, window.row + r, window.col + c);
  return out;
}

const size = { width: 45, height: 37, bands: 3 };
const unaligned: Window = { col: 13, row: 5, width: 29, height: 26 };

describe("a window of a GeoTIFF", () => {
  const layouts: Record<string, Partial<ImageSpec>> = {
    "one strip": {}, "strips of 7 rows": { rowsPerStrip: 7 }, tiles: { tile: [32, 16] },
    "planar strips": { planar: true, rowsPerStrip: 7 }, "planar tiles": { planar: true, tile: [32, 16] },
  };
  const types: SampleType[] = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"];
  for (const bigEndian of [false, true]) {
    for (const type of types) {
      it(`reads ${type} in every layout, ${bigEndian ? "big" : "little"}-endian, classic and BigTIFF`, async () => {
        const value = (band: number, row: number, col: number): number => ramp(band, row, col) * (type.startsWith("u") ? 1 : -1) + (type.startsWith("float") ? 0.5 : 0);
        for (const layout of Object.values(layouts)) {
          for (const compression of [1, 8] as const) {
            const block = await readBack({ ...size, type, value, compression, ...layout }, unaligned, { bigEndian, big: compression === 8 });
            for (let band = 0; band < 3; band++) expect(block.bands[band]).toEqual(expected(unaligned, band, value));
            expect(block.valid.every((flags) => flags.every((flag) => flag === 1))).toBe(true);
          }
        }
      });
    }
  }

  it("undoes predictors 2 and 3, interleaved and planar, in either byte order", async () => {
    for (const bigEndian of [false, true]) {
      for (const planar of [false, true]) {
        for (const [type, predictor] of [["uint8", 2], ["int16", 2], ["uint32", 2], ["float32", 3], ["float64", 3]] as const) {
          const value = (band: number, row: number, col: number): number => ramp(band, row, col) * (type.startsWith("float") ? 1.25 : 1);
          const block = await readBack({ ...size, type, predictor, planar, value, compression: 8, tile: [32, 16] }, unaligned, { bigEndian });
          for (let band = 0; band < 3; band++) expect(block.bands[band]).toEqual(expected(unaligned, band, value));
        }
      }
    }
  });

  it("decodes LZW through all code widths and a full table, and PackBits", async () => {
    const noise = (_: number, row: number, col: number): number => (Math.imul(row * 977 + col + 1, 2654435761) >>> 13) & 255;
    for (const compression of [5, 32773] as const) {
      for (const value of [noise, ramp, () => 9]) {
        const block = await readBack({ width: 150, height: 90, value, compression });
        expect(block.bands[0]).toEqual(expected({ col: 0, row: 0, width: 150, height: 90 }, 0, value));
      }
    }
  });

  it("gives the chosen bands in the order asked", async () => {
    const scene = await openScene(file("order.tif", tiff({ ...size, planar: true })));
    const block = await scene.read(unaligned, [2, 0, 2]);
    expect(block.bands).toEqual([2, 0, 2].map((band) => expected(unaligned, band)));
    await expect(scene.read({ ...unaligned, width: 40 })).rejects.toThrow("a window inside 45x37");
    await scene.close();
  });

  it("does not decode a block again while it is in the cache, and keeps no more than the cache may hold", async () => {
    const path = file("cache.tif", tiff({ width: 256, height: 256, tile: [64, 64], compression: 8 }));
    const whole = { col: 0, row: 0, width: 256, height: 256 };
    const large = await openScene(path);
    const first = await large.read(whole);
    const again = await large.read({ col: 63, row: 63, width: 2, height: 2 });
    expect([...again.bands[0]!]).toEqual([first.bands[0]![63 * 256 + 63], first.bands[0]![63 * 256 + 64], first.bands[0]![64 * 256 + 63], first.bands[0]![64 * 256 + 64]]);
    await large.close();
    await expect(large.read({ col: 10, row: 10, width: 4, height: 4 })).resolves.toBeDefined(); // no file any more: from the cache
    const small = await openScene(path, { cacheBytes: 64 * 64 });
    await small.read(whole);
    await small.close();
    await expect(small.read(whole)).rejects.toThrow();
  });
});

describe("image codecs", () => {
  const width = 64;
  const height = 48;
  const pixels = Buffer.alloc(width * height * 3, 0).map((_, i) => (i % 3 === 0 ? 200 : i % 3 === 1 ? 60 + (Math.floor(i / 3) % width) : 20));
  const raw = { raw: { width, height, channels: 3 as const } };

  it("gives RGB for JPEG, whether stored as YCbCr or as RGB", async () => {
    const jpeg = await sharp(pixels, raw).jpeg({ quality: 98, chromaSubsampling: "4:2:0" }).toBuffer();
    const block = await readBack({ width, height, bands: 3, blocks: [jpeg], tags: [{ tag: 259, type: "short", values: [7] }, { tag: 262, type: "short", values: [6] }] });
    const worst = Math.max(...[0, 1, 2].map((band) => Math.max(...block.bands[band]!.map((v, i) => Math.abs(v - pixels[i * 3 + band]!)))));
    expect(worst).toBeLessThanOrEqual(4);
    // The same stream called RGB comes out as its raw components: the tag decides, not the decoder's guess.
    const plain = await readBack({ width, height, bands: 3, blocks: [jpeg], tags: [{ tag: 259, type: "short", values: [7] }, { tag: 262, type: "short", values: [2] }] });
    const luma = 0.299 * 200 + 0.587 * 60 + 0.114 * 20;
    expect(Math.abs(plain.bands[0]![0]! - luma)).toBeLessThan(3);
  });

  it("reads gray JPEG and lossless WEBP with alpha exactly", async () => {
    const gray = await sharp(Buffer.alloc(width * height, 77), { raw: { width, height, channels: 1 } }).toColourspace("b-w").jpeg({ quality: 100 }).toBuffer();
    const one = await readBack({ width, height, blocks: [gray], tags: [{ tag: 259, type: "short", values: [7] }] });
    expect(one.bands[0]!.every((v) => v === 77)).toBe(true);
    const four = Buffer.alloc(width * height * 4).map((_, i) => (i % 4 === 3 ? 1 + (i % 250) : i % 256));
    const webp = await sharp(four, { raw: { width, height, channels: 4 } }).webp({ lossless: true, exact: true }).toBuffer();
    const tags = [{ tag: 259, type: "long", values: [50001] }, { tag: 262, type: "short", values: [2] }, { tag: 338, type: "short", values: [2] }] as const;
    const block = await readBack({ width, height, bands: 4, blocks: [webp], tags });
    for (let band = 0; band < 4; band++) expect([...block.bands[band]!]).toEqual([...four.filter((_, i) => i % 4 === band)]);
  });

  it.runIf(gdal)("reads what GDAL compresses with ZSTD, LERC and their combinations", async () => {
    const source = file("plain.tif", tiff({ width: 200, height: 130, bands: 3, type: "uint16" }));
    const cases = [["ZSTD", "PREDICTOR=2"], ["LERC", "TILED=YES"], ["LERC_ZSTD", "INTERLEAVE=BAND"], ["LERC_DEFLATE", "TILED=YES"], ["LZW", "PREDICTOR=2"]];
    for (const [name, ...options] of cases) {
      const path = file(`${name}.tif`);
      execFileSync("gdal_translate", ["-q", "-co", `COMPRESS=${name}`, ...options.flatMap((option) => ["-co", option]), source, path]);
      const scene = await openScene(path);
      const block = await scene.read(unaligned);
      await scene.close();
      for (let band = 0; band < 3; band++) expect(block.bands[band], name).toEqual(expected(unaligned, band));
    }
  });
});

describe("large strips", () => {
  it("reads rows of an uncompressed strip without the rest of it", async () => {
    const width = 1500;
    const image: ImageSpec = { width, height: 900, rowsPerStrip: 700, type: "uint16", value: (_, row, col) => (row * 31 + col) % 65536 };
    const scene = await openScene(file("one-strip.tif", tiff(image)));
    expect(scene.blockHeight).toBeLessThan(200);
    for (const row of [0, 170, 695, 890]) {
      const window = { col: 17, row, width: 100, height: 10 };
      expect((await scene.read(window)).bands[0]).toEqual(expected(window, 0, image.value));
    }
    await scene.close();
  });
});
