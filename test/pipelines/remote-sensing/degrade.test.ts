import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { degradeScene, parseDegradeKernel, parseNoise, type DegradeOptions } from "../../../pipelines/remote-sensing/degrade.js";
import { readKernel } from "../../../pipelines/remote-sensing/kernel.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import type { RasterBlock, Scene } from "../../../pipelines/remote-sensing/raster.js";
import { bicubicDecimate, blurDecimate } from "../../../shared/degradation/decimate.js";
import { gaussianKernel } from "../../../shared/degradation/kernel.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { temporaryFolder, tiff, type ImageSpec } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;

const gray = (row: number, col: number) => Math.round(120 + 90 * Math.sin(row / 3.1) * Math.cos(col / 4.3));

async function degraded(image: ImageSpec, options: Partial<DegradeOptions> = {}): Promise<{ scene: Scene; block: RasterBlock; output: string }> {
  const input = file(`hr${made}.tif`, tiff(image));
  const output = file(`lr${made++}.tif`);
  await degradeScene({ input, output, scale: 4, kernel: { kind: "none" }, noise: { kind: "absolute", sigma: 0 }, seed: 1, overwrite: false, ...options });
  const scene = await openScene(output);
  const block = await scene.read({ col: 0, row: 0, width: scene.width, height: scene.height });
  await scene.close();
  return { scene, block, output };
}

function plane(height: number, width: number, value: (row: number, col: number) => number) {
  return tensor([1, 1, height, width], Float32Array.from({ length: height * width }, (_, k) => value(Math.floor(k / width), k % width)));
}

describe("a degraded scene", () => {
  it("is the blurred and decimated one, rounded to its type", async () => {
    const { scene, block } = await degraded({ width: 60, height: 44, value: (_, row, col) => gray(row, col) }, { kernel: { kind: "gaussian", sigma1: 2, sigma2: 1, angle: 30 } });
    const kernel = gaussianKernel({ sigma1: 2, sigma2: 1, angle: Math.PI / 6 });
    const want = blurDecimate(kernel, 4).apply(plane(44, 60, gray)).data;
    expect([scene.width, scene.height, scene.sampleType]).toEqual([15, 11, "uint8"]);
    block.bands[0]!.forEach((v, i) => expect(Math.abs(v - want[i]!)).toBeLessThan(0.501));
  });

  it("does not know where its blocks begin", async () => {
    const value = (_: number, row: number, col: number) => 1000 + 900 * Math.sin(row / 5) * Math.cos(col / 7);
    const { block } = await degraded({ width: 1152, height: 16, type: "float32", tile: [64, 16], value }, { scale: 2, kernel: { kind: "gaussian", sigma1: 3, sigma2: 3, angle: 0 } });
    const want = blurDecimate(gaussianKernel({ sigma1: 3, sigma2: 3, angle: 0 }), 2).apply(plane(16, 1152, (row, col) => Math.fround(value(0, row, col)))).data;
    expect(block.window.width).toBe(576); // two blocks of the output
    block.bands[0]!.forEach((v, i) => expect(Math.abs(v - want[i]!)).toBeLessThan(2e-3));
  });

  it("has pixels scale times as large at the same place, also where pixels are points", async () => {
    const place = (rasterType: number): ImageSpec["tags"] => [
      { tag: 33550, type: "double", values: [0.5, 0.5, 0] },
      { tag: 33922, type: "double", values: [0, 0, 0, 1000, 2000, 0] },
      { tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, rasterType, 3072, 0, 1, 32631] },
    ];
    const area = await degraded({ width: 16, height: 12, tags: place(1)! });
    expect(area.scene.georeference).toMatchObject({ epsg: 32631, transform: [2, 0, 1000, 0, -2, 2000] });
    const point = await degraded({ width: 16, height: 12, tags: place(2)! });
    expect(point.scene.georeference).toMatchObject({ pixelIsPoint: true, transform: [2, 0, 999.75, 0, -2, 2000.25] });
  });

  it("has nodata where a part of its pixel had none, and no trace of it elsewhere", async () => {
    const value = (_: number, row: number, col: number) => (row < 6 && col < 9 ? 255 : 100);
    const { block } = await degraded({ width: 32, height: 32, value, tags: [{ tag: 42113, type: "ascii", values: "255" }] }, { kernel: { kind: "gaussian", sigma1: 2, sigma2: 2, angle: 0 } });
    const valid = Array.from({ length: 64 }, (_, k) => (Math.floor(k / 8) < 2 && k % 8 < 3 ? 0 : 1));
    expect([...block.valid[0]!]).toEqual(valid);
    block.bands[0]!.forEach((v, i) => expect(v).toBe(valid[i] ? 100 : 255));
  });

  it("keeps alpha, as opaque as the least opaque pixel of a cell", async () => {
    const value = (band: number, row: number, col: number) => (band === 3 ? (row === 5 && col === 6 ? 80 : 200) : 50);
    const { scene, block } = await degraded({ width: 8, height: 8, bands: 4, value, tags: [{ tag: 338, type: "short", values: [2] }, { tag: 262, type: "short", values: [2] }] });
    expect(scene.bands[3]!.interpretation).toBe("alpha");
    expect([...block.bands[3]!]).toEqual([200, 200, 200, 80]);
  });

  it("has the noise that was asked for, the same for the same seed", async () => {
    const flat: ImageSpec = { width: 256, height: 256, type: "uint16", value: () => 5000 };
    const [a, b, c] = [
      await degraded(flat, { noise: { kind: "absolute", sigma: 20 } }),
      await degraded(flat, { noise: { kind: "absolute", sigma: 20 } }),
      await degraded(flat, { noise: { kind: "absolute", sigma: 20 }, seed: 2 }),
    ].map(({ block }) => block.bands[0]!);
    const deviation = Math.sqrt(a!.reduce((sum, v) => sum + (v - 5000) ** 2, 0) / a!.length);
    expect(deviation / 20).toBeCloseTo(1, 1);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
  });

  it("takes a share of 8 bits of 255, of wider types of the band's own range", async () => {
    const value = (_: number, row: number, col: number) => 100 * ((row + col) % 2);
    const noise = { kind: "share", share: 0.1 } as const;
    const record = async (type: "uint8" | "uint16") => {
      const { output } = await degraded({ width: 32, height: 32, type, value }, { noise });
      return (JSON.parse(readFileSync(`${output}.kernel.json`, "utf8")) as { noise: number[] }).noise;
    };
    expect(await record("uint8")).toEqual([25.5]);
    expect(await record("uint16")).toEqual([10]);
  });

  it("leaves a file that --kernel reads, for a random kernel too", async () => {
    const { output, block } = await degraded({ width: 64, height: 64, type: "float32", value: (_, row, col) => gray(row, col) }, { kernel: { kind: "random" }, seed: 5 });
    const kernel = readKernel(readFileSync(`${output}.kernel.json`, "utf8"), "kernel");
    const want = blurDecimate(kernel, 4).apply(plane(64, 64, gray)).data;
    const without = bicubicDecimate(4).apply(plane(64, 64, gray)).data;
    block.bands[0]!.forEach((v, i) => expect(Math.abs(v - want[i]!)).toBeLessThan(1e-3));
    expect(Math.max(...want.map((v, i) => Math.abs(v - without[i]!)))).toBeGreaterThan(1);
  });
});

describe("degrade refuses", () => {
  const run = (options: Partial<DegradeOptions>) =>
    degradeScene({ input: file(`in${made}.tif`, tiff({ width: 17, height: 16 })), output: file(`out${made++}.tif`), scale: 4, kernel: { kind: "none" }, noise: { kind: "absolute", sigma: 0 }, seed: 1, overwrite: false, ...options });

  it("sizes that the scale does not divide", async () => {
    await expect(run({})).rejects.toThrow(/in\d+\.tif: expected a width and height that 4 divides, got 17x16; .*-srcwin 0 0 16 16/);
  });

  it("to write over a file or over its input", async () => {
    const taken = file("taken.tif");
    writeFileSync(taken, "mine");
    await expect(run({ scale: 1, output: taken })).rejects.toThrow("taken.tif: expected a new file");
    expect(readFileSync(taken, "utf8")).toBe("mine");
    const input = file("self.tif", tiff({ width: 16, height: 16 }));
    await expect(run({ input, output: input, overwrite: true })).rejects.toThrow("--output: expected another file than the input");
    await expect(run({ scale: 1, output: dirname(input), overwrite: true })).rejects.toThrow("--output: expected the name of a file, got the folder");
  });

  it.each(["auto", "gaussian:1"])("the kernel %s", (text) => {
    expect(() => parseDegradeKernel(text)).toThrow(`got ${text}`);
  });

  it.each(["", "-1", "5/", "a", "1/2/3", "5/0"])("the noise '%s'", (text) => {
    expect(() => parseNoise(text)).toThrow("--noise: expected a number of at least 0, or a share such as 5/255");
  });

  it("nothing of what it offers", () => {
    expect(parseNoise("5/255")).toEqual({ kind: "share", share: 5 / 255 });
    expect(parseNoise("2.5")).toEqual({ kind: "absolute", sigma: 2.5 });
    expect(parseDegradeKernel("random")).toEqual({ kind: "random" });
    expect(parseDegradeKernel("gaussian:2,1,30")).toEqual({ kind: "gaussian", sigma1: 2, sigma2: 1, angle: 30 });
  });
});
