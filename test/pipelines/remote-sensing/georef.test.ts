import { describe, expect, it } from "vitest";
import { georeferenceTags, scaledGeoreference } from "../../../pipelines/remote-sensing/georef.js";
import type { Georeference } from "../../../pipelines/remote-sensing/raster.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";
import type { Tag } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;
const doubles = (tag: number, ...values: number[]): Tag => ({ tag, type: "double", values });
const keys = (rasterType: 1 | 2): Tag => ({ tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, rasterType, 3072, 0, 1, 32633] });

async function read(...tags: Tag[]): Promise<Georeference> {
  const scene = await openScene(file(`${made++}.tif`, tiff({ width: 8, height: 6, tags })));
  await scene.close();
  return scene.georeference;
}

/** Where the affine puts pixel corner (col, row). */
function place({ transform }: Georeference, col: number, row: number): [number, number] {
  const [a, b, c, d, e, f] = transform!;
  return [a * col + b * row + c, d * col + e * row + f];
}

const window = { col: 3, row: 2 };
const scale = 4;

/** The output's corner (0, 0) is the window's corner, and its corner (s, s) the next one of the input. */
function expectSamePlace(geo: Georeference, moved: Georeference): void {
  for (const [i, j] of [[0, 0], [1, 0], [0, 1], [5, 4]] as const) {
    const [x, y] = place(geo, window.col + i, window.row + j);
    const [u, v] = place(moved, scale * i, scale * j);
    expect(u).toBeCloseTo(x, 9);
    expect(v).toBeCloseTo(y, 9);
  }
}

describe("georeference of an enlarged window", () => {
  it("keeps the corner of area pixels and divides their size", async () => {
    const geo = await read(keys(1), doubles(33550, 10, 10, 0), doubles(33922, 0, 0, 0, 500000, 6000000, 0));
    expect(geo.transform).toEqual([10, 0, 500000, 0, -10, 6000000]);
    expect(geo.epsg).toBe(32633);
    const moved = scaledGeoreference(geo, window, scale);
    expect(moved.pixelScale).toEqual([2.5, 2.5, 0]);
    expect(moved.tiePoints).toEqual([0, 0, 0, 500030, 5999980, 0]);
    expectSamePlace(geo, moved);
  });

  it("moves by half a pixel where raster coordinates name pixel centres", async () => {
    const geo = await read(keys(2), doubles(33550, 10, 20, 0), doubles(33922, 0, 0, 0, 500000, 6000000, 0));
    expect(geo.transform).toEqual([10, 0, 499995, 0, -20, 6000010]);
    const moved = scaledGeoreference(geo, { col: 0, row: 0 }, 2);
    // The centre of the first of two pixels lies a quarter of an old pixel before the old centre.
    expect(moved.tiePoints).toEqual([0, 0, 0, 499997.5, 6000005, 0]);
    expectSamePlace(geo, scaledGeoreference(geo, window, scale));
  });

  it("takes a tie point elsewhere than in the corner", async () => {
    const geo = await read(keys(1), doubles(33550, 10, 10, 0), doubles(33922, 5, 3, 0, 500050, 5999970, 7));
    expect(geo.transform).toEqual([10, 0, 500000, 0, -10, 6000000]);
    const moved = scaledGeoreference(geo, window, scale);
    expect(moved.tiePoints).toEqual([0, 0, 0, 500030, 5999980, 7]);
    expectSamePlace(geo, moved);
  });

  it("divides a rotated or south-up matrix, for area and for point pixels", async () => {
    for (const type of [1, 2] as const) {
      for (const [a, b, d, e] of [[3, 1, 1, -3], [5, 0, 0, 5]] as const) {
        const geo = await read(keys(type), doubles(34264, a, b, 0, 1000, d, e, 0, 2000, 0, 0, 1, 3, 0, 0, 0, 1));
        const half = type === 2 ? 0.5 : 0;
        expect(geo.transform).toEqual([a, b, 1000 - half * (a + b), d, e, 2000 - half * (d + e)]);
        const moved = scaledGeoreference(geo, window, scale);
        expectSamePlace(geo, moved);
        const matrix = moved.matrix!;
        expect(matrix.slice(8)).toEqual([0, 0, 1, 3, 0, 0, 0, 1]);
        // The tag and the affine say the same once the tag is read back.
        const again = await read(keys(type), doubles(34264, ...matrix));
        again.transform!.forEach((value, i) => expect(value).toBeCloseTo(moved.transform![i]!, 9));
      }
    }
  });

  it("scales ground control points and leaves their ground coordinates", async () => {
    const points = [0, 0, 0, 10, 50, 1, 8, 0, 0, 11, 50, 2, 8, 6, 0, 11, 49, 3];
    const area = await read(keys(1), doubles(33922, ...points));
    expect(area.transform).toBeUndefined();
    expect(scaledGeoreference(area, window, 2).tiePoints).toEqual([-6, -4, 0, 10, 50, 1, 10, -4, 0, 11, 50, 2, 10, 8, 0, 11, 49, 3]);
    const point = await read(keys(2), doubles(33922, ...points));
    expect(scaledGeoreference(point, { col: 0, row: 0 }, 2).tiePoints).toEqual([0.5, 0.5, 0, 10, 50, 1, 16.5, 0.5, 0, 11, 50, 2, 16.5, 12.5, 0, 11, 49, 3]);
  });

  it("scales the line and sample terms of a rational model, which count from pixel centres", async () => {
    const rpc = Array.from({ length: 92 }, (_, i) => i + 1);
    const geo = await read(doubles(50844, ...rpc));
    const moved = scaledGeoreference(geo, window, scale).rpc!;
    const { row, col } = window;
    // A pixel centre at offset + scale * n keeps its normalised coordinate n.
    expect([moved[2], moved[3], moved[7], moved[8]]).toEqual([4 * (3 + 0.5 - row) - 0.5, 4 * (4 + 0.5 - col) - 0.5, 32, 36]);
    expect(moved.filter((_, i) => ![2, 3, 7, 8].includes(i))).toEqual(rpc.filter((_, i) => ![2, 3, 7, 8].includes(i)));
  });

  it("carries the keys byte for byte, from either byte order", async () => {
    const tags: Tag[] = [keys(1), doubles(34736, 0.1, 6378137), { tag: 34737, type: "ascii", values: "WGS 84 / UTM|" }, doubles(33550, 1, 1, 0), doubles(33922, 0, 0, 0, 0, 0, 0)];
    for (const bigEndian of [false, true]) {
      const scene = await openScene(file(`${made++}.tif`, tiff({ width: 8, height: 6, tags }, { bigEndian })));
      await scene.close();
      const written = new Map(georeferenceTags(scaledGeoreference(scene.georeference, window, 3)).map((tag) => [tag.tag, Buffer.from(tag.bytes)]));
      expect([...new Uint16Array(new Uint8Array(written.get(34735)!).buffer)]).toEqual(keys(1).values);
      expect([...new Float64Array(new Uint8Array(written.get(34736)!).buffer)]).toEqual([0.1, 6378137]);
      expect(written.get(34737)!.toString("latin1")).toBe("WGS 84 / UTM|\0");
    }
  });

  it("is nothing where there is none, and refused where it is no place", async () => {
    expect(await read()).toEqual({ pixelIsPoint: false });
    expect(georeferenceTags(scaledGeoreference(await read(), window, 2))).toEqual([]);
    await expect(read(doubles(33550, NaN, 1, 0), doubles(33922, 0, 0, 0, 0, 0, 0))).rejects.toThrow("a pixel scale of at least 2 finite numbers, got NaN, 1, 0");
    await expect(read(doubles(34264, 1, 2, 3))).rejects.toThrow("a model transformation of at least 16 finite numbers");
  });
});
