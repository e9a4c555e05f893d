import { describe, expect, it } from "vitest";
import { readKernel } from "../../../pipelines/remote-sensing/kernel.js";
import { chosenBands, chosenWindow, parseTileOptions, type RawTileOptions } from "../../../pipelines/remote-sensing/options.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { RestorationError } from "../../../shared/errors.js";
import { utm } from "./scene-fixture.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";

const file = temporaryFolder();
const parse = (raw: RawTileOptions) => parseTileOptions({ input: "a/scene.tif", ...raw });

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RestorationError && error.code === "bad-option") return error.message;
    throw error;
  }
  throw new Error("expected an error, got none");
}

describe("options of rsr tile", () => {
  it("have defaults", () => {
    expect(parse({})).toMatchObject({ output: "a/scene_x4.tif", method: "ddsr", scale: 4, preset: "balanced", samples: 1, seed: 0, tile: 512, overlap: 16, consistency: true, kernel: { kind: "auto" } });
    expect(parse({ samples: "8" }).preset).toBe("detail"); // what the deviation is calibrated at
    expect(parse({ samples: "8", preset: "balanced" }).preset).toBe("balanced");
    expect(parse({ method: "bicubic" })).toMatchObject({ consistency: false, overlap: 0 });
    expect(parse({ method: "bicubic", consistency: "on" }).consistency).toBe(true);
    expect(parseTileOptions({ input: "https://host/data/west.TIFF?key=1", scale: "2" }).output).toBe("west_x2.tif");
  });

  it("take lists and ranges of bands, windows, boxes and kernels", () => {
    expect(parse({ bands: "4,1-3" }).bands).toEqual([4, 1, 2, 3]);
    expect(parse({ window: "1,2,30,40" }).window).toEqual({ col: 1, row: 2, width: 30, height: 40 });
    expect(parse({ bbox: "-10.5,0,1e3,4" }).bbox).toEqual([-10.5, 0, 1000, 4]);
    expect(parse({ kernel: "gaussian:1.6,0.8,30" }).kernel).toEqual({ kind: "gaussian", sigma1: 1.6, sigma2: 0.8, angle: 30 });
    expect(parse({ kernel: "blur.json" }).kernel).toEqual({ kind: "file", path: "blur.json" });
  });

  const wrong: [RawTileOptions, string][] = [
    [{ input: "" }, "--input: expected a GeoTIFF file or URL"],
    [{ method: "esrgan" }, "--method: expected one of ddsr, tesr, dmdc, regression, bicubic, got esrgan"],
    [{ scale: "8" }, "--scale: expected one of 2, 3, 4, got 8"],
    [{ preset: "fast" }, "--preset: expected one of fidelity, balanced, detail, got fast"],
    [{ bands: "0,1" }, "--bands: expected numbers from 1"],
    [{ bands: "1,x" }, "--bands: expected numbers from 1"],
    [{ bands: "2,1,2" }, "--bands: expected each band once, got 2,1,2"],
    [{ window: "0,0,5" }, "--window: expected col,row,width,height"],
    [{ window: "0,0,0,5" }, "--window: expected col,row,width,height"],
    [{ window: "0,,4,5" }, "--window: expected col,row,width,height"],
    [{ bbox: "5,0,1,4" }, "--bbox: expected minx,miny,maxx,maxy"],
    [{ window: "0,0,4,4", bbox: "0,0,4,4" }, "--window, --bbox: expected one of them, got both"],
    [{ samples: "0" }, "--samples: expected a whole number from 1 to 64, got 0"],
    [{ seed: "-1" }, "--seed: expected a whole number from 0"],
    [{ seed: "" }, "--seed: expected a whole number from 0"],
    [{ steps: "2.5" }, "--steps: expected a whole number from 1 to 1000, got 2.5"],
    [{ kernel: "gaussian:1.6" }, "--kernel: expected gaussian:s1,s2,angle with sigmas above 0, got gaussian:1.6"],
    [{ kernel: "gaussian:0,1,0" }, "--kernel: expected gaussian:s1,s2,angle"],
    [{ consistency: "yes" }, "--consistency: expected one of on, off, got yes"],
    [{ tile: "32" }, "--tile: expected a whole number from 64 to 4096, got 32"],
    [{ overlap: "24" }, "--overlap: expected 0 or a power of two, got 24"],
    [{ tile: "64", overlap: "64" }, "--overlap: expected at most half of --tile, got 64 of 64"],
    [{ method: "bicubic", device: "tpu" }, "--device: expected one of auto, cpu, cuda"],
    [{ threads: "0" }, "--threads: expected a whole number from 1"],
    [{ resume: true, overwrite: true }, "--resume, --overwrite: expected one of them, got both"],
    [{ method: "bicubic", steps: "4" }, "--steps: expected a method that draws samples (ddsr, tesr, dmdc), got bicubic"],
    [{ method: "regression", preset: "detail" }, "--preset: expected a method that draws samples"],
    [{ method: "regression", samples: "4" }, "--samples: expected a method that draws samples"],
    [{ method: "bicubic", model: "x" }, "--model: expected a method with a network, got bicubic"],
  ];
  for (const [raw, message] of wrong) {
    it(`refuse ${JSON.stringify(raw)}`, () => expect(messageOf(() => parse(raw))).toContain(message));
  }
});

describe("options against a scene", () => {
  const path = () => file("scene.tif", tiff({ width: 30, height: 20, bands: 4, tags: [...utm, { tag: 338, type: "short", values: [0, 0, 2] }] }));

  it("choose bands from 0, with alpha", async () => {
    const scene = await openScene(path());
    expect(chosenBands(scene, undefined)).toEqual([0, 1, 2, 3]);
    expect(chosenBands(scene, [3, 1])).toEqual([2, 0, 3]);
    expect(messageOf(() => chosenBands(scene, [4, 1]))).toContain("--bands: expected another band before alpha, as TIFF has it, got 4,1");
    expect(messageOf(() => chosenBands(scene, [5]))).toContain("--bands: expected numbers up to 4, got 5");
    await scene.close();
  });

  it("choose windows, and boxes grown to whole pixels", async () => {
    const scene = await openScene(path());
    expect(chosenWindow(scene, {})).toEqual({ col: 0, row: 0, width: 30, height: 20 });
    expect(chosenWindow(scene, { bbox: [500020, 5499900, 500050, 5499990] })).toEqual({ col: 2, row: 1, width: 3, height: 9 });
    expect(chosenWindow(scene, { bbox: [500021, 5499899, 500051, 5499989] })).toEqual({ col: 2, row: 1, width: 4, height: 10 });
    expect(chosenWindow(scene, { bbox: [0, 0, 9e6, 9e6] })).toEqual({ col: 0, row: 0, width: 30, height: 20 });
    expect(messageOf(() => chosenWindow(scene, { bbox: [0, 0, 1, 1] }))).toContain("--bbox: expected a box that meets the scene");
    expect(messageOf(() => chosenWindow(scene, { window: { col: 10, row: 0, width: 21, height: 5 } }))).toContain("--window: expected a window inside 30x20, got 10,0,21,5");
    await scene.close();
    const bare = await openScene(file("bare.tif", tiff({ width: 4, height: 4 })));
    expect(messageOf(() => chosenWindow(bare, { bbox: [0, 0, 1, 1] }))).toContain("--bbox: expected a scene with an affine georeference");
    await bare.close();
  });
});

describe("a kernel in a file", () => {
  it("is read as JSON or as lines, normalised, and centred on 25 x 25", () => {
    const lines = readKernel("0 1 0\n1 4 1\n0 1 0\n", "k.txt");
    expect(lines.size).toBe(25);
    expect(lines.data[12 * 25 + 12]).toBeCloseTo(0.5, 12);
    expect(lines.data[11 * 25 + 12]).toBeCloseTo(0.125, 12);
    expect(readKernel('{"size":3,"data":[0,1,0,1,4,1,0,1,0]}', "k.json").data).toEqual(lines.data);
  });

  it("is refused where it is of another grid", () => {
    const text = '{"size":3,"data":[0,1,0,1,4,1,0,1,0],"scale":4}';
    expect(messageOf(() => readKernel(text, "k.json", 2))).toBe("k.json: expected a kernel in pixels of the x2 grid, got one of the x4 grid; estimate it with rsr kernel --scale 2");
    expect(readKernel(text, "k.json", 4)).toEqual(readKernel(text, "k.json"));
  });

  it("is refused where it is no kernel", () => {
    for (const text of ["1 2 3 4", "{", '{"data":[1,-2,1,0,0,0,0,0,0]}', "0 0 0 0 0 0 0 0 0", "a b c", Array(729).fill(1).join(" ")]) {
      expect(messageOf(() => readKernel(text, "k.txt"))).toContain("k.txt: expected an odd square of at most 25 x 25 non-negative numbers");
    }
  });
});
