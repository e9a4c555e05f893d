import { describe, expect, it } from "vitest";
import { nodataOf, openScene } from "../../../pipelines/remote-sensing/read.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";
import type { ImageSpec, Tag } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;
const nodata = (text: string): Tag => ({ tag: 42113, type: "ascii", values: text });
const whole = { col: 0, row: 0, width: 4, height: 2 };
const small = { width: 4, height: 2 };
const list = (values: readonly number[]) => (_: number, row: number, col: number): number => values[row * 4 + col]!;

async function validity(images: ImageSpec | readonly ImageSpec[]): Promise<{ valid: number[][]; values: number[][] }> {
  const scene = await openScene(file(`${made++}.tif`, tiff(images)));
  const { valid, bands } = await scene.read({ ...whole, width: scene.width, height: scene.height });
  await scene.close();
  return { valid: valid.map((flags) => [...flags]), values: bands.map((band) => [...band]) };
}

describe("what was measured", () => {
  it("is everything but nodata", async () => {
    const { valid } = await validity({ ...small, type: "int16", value: list([1, -7, 3, -7, 5, 6, 7, 8]), tags: [nodata("-7")] });
    expect(valid).toEqual([[1, 0, 1, 0, 1, 1, 1, 1]]);
  });

  it("is never NaN or infinite, with or without a nodata value", async () => {
    const value = list([1, NaN, Infinity, -Infinity, -9999, 6, 7, 8]);
    expect((await validity({ ...small, type: "float32", value })).valid).toEqual([[1, 0, 0, 0, 1, 1, 1, 1]]);
    expect((await validity({ ...small, type: "float32", value, tags: [nodata("nan")] })).valid).toEqual([[1, 0, 0, 0, 1, 1, 1, 1]]);
    expect((await validity({ ...small, type: "float64", value, tags: [nodata("-9999.0")] })).valid).toEqual([[1, 0, 0, 0, 0, 1, 1, 1]]);
  });

  it("takes a float32 nodata written with more digits than float32 has", async () => {
    const lowest = -3.4028234663852886e38;
    const { valid } = await validity({ ...small, type: "float32", value: list([1, lowest, 3, 4, 5, 6, 7, 0.1]), tags: [nodata("-3.40282346638528897590636604396e+38")] });
    expect(valid).toEqual([[1, 0, 1, 1, 1, 1, 1, 1]]);
    expect(nodataOf("0.1", "float32")).toBe(Math.fround(0.1));
  });

  it("is everything where the type cannot hold the nodata value, which stays in the tags", async () => {
    const scene = await openScene(file("beyond.tif", tiff({ ...small, value: list([0, 255, 1, 2, 3, 4, 5, 6]), tags: [nodata("256")] })));
    const block = await scene.read(whole);
    expect([...block.valid[0]!]).toEqual(Array(8).fill(1));
    expect(scene.nodata).toBeUndefined();
    expect(scene.tags.nodataText).toBe("256");
    await scene.close();
    for (const [text, type] of [["-1", "uint16"], ["1.5", "int16"], ["nan", "uint8"], ["", "uint8"], ["none", "float32"]] as const) expect(nodataOf(text, type)).toBeUndefined();
  });

  it("is not what alpha hides; alpha itself is always measured", async () => {
    const value = (band: number, row: number, col: number): number => (band === 1 ? (col % 2) * 255 : row + 1);
    const images: ImageSpec = { ...small, bands: 2, value, tags: [{ tag: 338, type: "short", values: [2] }] };
    expect((await validity(images)).valid).toEqual([[0, 1, 0, 1, 0, 1, 0, 1], Array(8).fill(1)]);
    const scene = await openScene(file("alpha.tif", tiff(images)));
    expect(scene.bands.map(({ interpretation }) => interpretation)).toEqual(["gray", "alpha"]);
    expect([...(await scene.read(whole, [0])).valid[0]!]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]); // also where alpha was not asked for
    await scene.close();
  });

  it("is what the internal mask shows, of 1 or of 8 bits, not that of an overview", async () => {
    const image: ImageSpec = { width: 11, height: 3, value: () => 5 };
    const shown = (_: number, row: number, col: number): number => (col === 9 || row === 1 ? 1 : 0);
    const flags = Array.from({ length: 33 }, (_, i) => shown(0, Math.floor(i / 11), i % 11));
    const kind = (value: number): Tag[] => [{ tag: 254, type: "long", values: [value] }, { tag: 262, type: "short", values: [4] }];
    for (const mask of [{ type: "bit", value: shown }, { type: "uint8", value: (...at: [number, number, number]) => 255 * shown(...at) }, { type: "bit", value: shown, tile: [16, 16], compression: 8 }] as const) {
      const overview: ImageSpec = { width: 6, height: 2, type: "bit", value: () => 1, tags: kind(5) };
      const { valid } = await validity([image, overview, { ...image, ...mask, tags: kind(4) }]);
      expect(valid).toEqual([flags]);
    }
  });

  it("is nothing in blocks that were never written; these read as nodata", async () => {
    const tiles: ImageSpec = { width: 32, height: 16, tile: [16, 16], type: "int16", value: () => 3, sparse: [1] };
    const { valid, values } = await validity({ ...tiles, tags: [nodata("-5")] });
    expect(values[0]!.slice(14, 18)).toEqual([3, 3, -5, -5]);
    expect(valid[0]!.slice(14, 18)).toEqual([1, 1, 0, 0]);
    expect((await validity(tiles)).values[0]!.slice(14, 18)).toEqual([3, 3, 0, 0]);
    const planar = await validity({ ...tiles, bands: 2, planar: true, sparse: [2], tags: [nodata("-5")] });
    expect(planar.values.map((band) => [band[0], band[31]])).toEqual([[3, 3], [-5, 3]]);
  });
});

describe("bands", () => {
  const item = (sample: number, role: string, value: string): string => `<Item name="${role.toUpperCase()}" sample="${sample}" role="${role}">${value}</Item>`;

  it("have description, scale, offset, unit and colour from tags and metadata", async () => {
    const metadata = `<GDALMetadata>${item(0, "description", "B8A &lt;865 nm&gt;")}${item(1, "scale", "0.0001")}${item(1, "offset", "-0.1")}${item(1, "unittype", "sr-1")}${item(2, "colorinterp", "alpha")}</GDALMetadata>`;
    const scene = await openScene(file("bands.tif", tiff({ ...small, bands: 3, tags: [{ tag: 42112, type: "ascii", values: metadata }] })));
    expect(scene.bands).toEqual([
      { interpretation: "gray", description: "B8A <865 nm>" }, { interpretation: "undefined", scale: 0.0001, offset: -0.1, unit: "sr-1" }, { interpretation: "alpha" },
    ]);
    await scene.close();
    const rgb = await openScene(file("rgb.tif", tiff({ ...small, bands: 5, tags: [{ tag: 262, type: "short", values: [2] }, { tag: 338, type: "short", values: [0, 1] }] })));
    expect(rgb.bands.map(({ interpretation }) => interpretation)).toEqual(["red", "green", "blue", "undefined", "alpha"]);
    await rgb.close();
  });
});
