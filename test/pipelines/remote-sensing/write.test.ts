import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromFile } from "geotiff";
import { describe, expect, it } from "vitest";
import type { SampleType, Scene } from "../../../pipelines/remote-sensing/raster.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { createCog, estimateCog } from "../../../pipelines/remote-sensing/write.js";
import type { CogWriter, CreateOptions } from "../../../pipelines/remote-sensing/write.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";
import type { ImageSpec, Tag } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;
const nodata = (text: string): Tag => ({ tag: 42113, type: "ascii", values: text });

async function sceneOf(image: ImageSpec | readonly ImageSpec[]): Promise<Scene> {
  return openScene(file(`scene${made++}.tif`, tiff(image)));
}

type Fill = (band: number, row: number, col: number) => number;

/** Writes every block (in `order` of their indices) of values and, where given, validity. */
async function fill(cog: CogWriter, bands: number, value: Fill, { valid = () => 1, order }: { valid?: Fill; order?: readonly number[] } = {}): Promise<void> {
  const all = order ?? Array.from({ length: cog.blocksAcross * cog.blocksDown }, (_, i) => i);
  await Promise.all(all.map((index) => {
    const [col, row] = [index % cog.blocksAcross, Math.floor(index / cog.blocksAcross)];
    if (cog.written(col, row)) return undefined;
    const width = Math.min(cog.blockSize, cog.width - col * cog.blockSize);
    const height = Math.min(cog.blockSize, cog.height - row * cog.blockSize);
    const grid = (band: number, of: Fill): number[] => Array.from({ length: width * height }, (_, i) => of(band, row * cog.blockSize + Math.floor(i / width), col * cog.blockSize + (i % width)));
    const each = Array.from({ length: bands }, (_, band) => band);
    return cog.write(col, row, each.map((band) => Float64Array.from(grid(band, value))), each.map((band) => Uint8Array.from(grid(band, valid))));
  }));
}

interface Made {
  readonly path: string;
  /** Bands of each level, full resolution first, by an independent reader. */
  readonly levels: readonly { readonly width: number; readonly bands: readonly ArrayLike<number>[] }[];
}

async function make(scene: Scene, value: Fill, options: Partial<CreateOptions> & { valid?: Fill } = {}): Promise<Made> {
  const path = file(`cog${made++}.tif`);
  const bands = options.bands ?? scene.bands.map((_, band) => band);
  const cog = await createCog(path, { scene, window: { col: 0, row: 0, width: scene.width, height: scene.height }, scale: 1, bands, metadata: {}, ...options });
  await fill(cog, bands.length, value, options.valid && { valid: options.valid });
  await cog.finish();
  const reader = await fromFile(path);
  const levels = [];
  for (let i = 0; i < (await reader.getImageCount()); i++) {
    const image = await reader.getImage(i);
    levels.push({ width: image.getWidth(), bands: (await image.readRasters()) as unknown as ArrayLike<number>[] });
  }
  await reader.close();
  return { path, levels };
}

const ramp: Fill = (band, row, col) => (row * 5 + col * 3 + band * 7) % 200;

/** Incompressible 16-bit numbers (a finaliser of MurmurHash3). */
function hash(n: number): number {
  let h = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 16;
}

describe("samples", () => {
  it.each<SampleType>(["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"])("of %s come back, rounded and clamped to the type", async (type) => {
    const float = type.startsWith("float");
    const scene = await sceneOf({ width: 30, height: 20, bands: 2, type });
    const odd = [-1e300, 1e300, 1.5, -1.4, 0.1];
    const value: Fill = (band, row, col) => (row === 0 && col < odd.length ? odd[col]! : ramp(band, row, col) / 2);
    const { levels, path } = await make(scene, value);
    const stored = (v: number): number => {
      if (type === "float64") return v;
      if (type === "float32") return Math.fround(Math.max(-3.4028234663852886e38, Math.min(3.4028234663852886e38, v)));
      const bits = Number(/\d+/.exec(type)![0]);
      const [low, high] = type.startsWith("u") ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
      return Math.max(low, Math.min(high, Math.round(v)));
    };
    for (let band = 0; band < 2; band++) {
      for (let i = 0; i < 600; i++) expect(levels[0]!.bands[band]![i]! + 0).toBe(stored(value(band, Math.floor(i / 30), i % 30)) + 0);
    }
    const again = await openScene(path);
    expect(again.sampleType).toBe(type);
    const block = await again.read({ col: 3, row: 1, width: 20, height: 10 });
    expect(block.bands[1]![0]).toBe(float ? value(1, 1, 3) : stored(value(1, 1, 3)));
    await again.close();
    await scene.close();
  });

  it("that would read as nodata move beside it; what was not measured is nodata", async () => {
    for (const [type, text, beside] of [["uint8", "0", 1], ["uint8", "255", 254], ["int16", "-32768", -32767], ["float32", "-9999", -9998.9990234375]] as const) {
      const scene = await sceneOf({ width: 4, height: 4, type, tags: [nodata(text)] });
      const { levels, path } = await make(scene, () => Number(text), { valid: (_, row) => row % 2 });
      expect([...Array.from(levels[0]!.bands[0]!)].slice(0, 8)).toEqual([...Array(4).fill(Number(text)), ...Array(4).fill(beside)]);
      const again = await openScene(path);
      expect([...(await again.read({ col: 0, row: 0, width: 4, height: 4 })).valid[0]!]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1]);
      await again.close();
      await scene.close();
    }
  });

  it("of a deviation are float32 with NaN as nodata, whatever the scene has", async () => {
    const scene = await sceneOf({ width: 4, height: 1, type: "uint8", tags: [nodata("0"), { tag: 42112, type: "ascii", values: '<GDALMetadata><Item name="OFFSET" sample="0" role="offset">5</Item></GDALMetadata>' }] });
    const { path } = await make(scene, (_, __, col) => col / 4, { valid: (_, __, col) => (col === 3 ? 0 : 1), sampleType: "float32", descriptions: ["deviation of the mean"] });
    const again = await openScene(path);
    expect(again.nodata).toBeNaN();
    expect(again.bands).toEqual([{ interpretation: "gray", description: "deviation of the mean" }]);
    expect([...(await again.read({ col: 0, row: 0, width: 4, height: 1 })).bands[0]!]).toEqual([0, 0.25, 0.5, NaN]);
    await again.close();
    await scene.close();
  });
});

describe("overviews", () => {
  const side = 1030;
  it("are means of what was measured in 2x2 pixels, down to one block", async () => {
    const scene = await sceneOf({ width: side, height: 600, type: "int16", value: () => 1, compression: 8, tags: [nodata("-1")] });
    const value: Fill = (_, row, col) => (row * 3 + col) % 1000;
    const valid: Fill = (_, row, col) => ((row * 7 + col * 5) % 11 < 4 || row > 560 ? 0 : 1);
    const { levels } = await make(scene, value, { valid });
    expect(levels.map(({ width }) => width)).toEqual([1030, 515, 258]);
    let fine = levels[0]!;
    for (const level of levels.slice(1)) {
      const height = fine.bands[0]!.length / fine.width;
      const coarse = Array.from({ length: level.bands[0]!.length }, (_, i) => {
        const [row, col] = [Math.floor(i / level.width), i % level.width];
        const found = [[0, 0], [0, 1], [1, 0], [1, 1]].filter(([r, c]) => 2 * row + r! < height && 2 * col + c! < fine.width)
          .map(([r, c]) => fine.bands[0]![(2 * row + r!) * fine.width + 2 * col + c!]!).filter((v) => v !== -1);
        return found.length === 0 ? -1 : Math.round(found.reduce((a, b) => a + b) / found.length);
      });
      expect(Array.from(level.bands[0]!)).toEqual(coarse);
      fine = level;
    }
    await scene.close();
  });

  it("do not mix in what a mask or alpha hides", async () => {
    const mask: ImageSpec = { width: side, height: 8, type: "bit", value: (_, __, col) => col % 2, tags: [{ tag: 254, type: "long", values: [4] }, { tag: 262, type: "short", values: [4] }] };
    const masked = await sceneOf([{ width: side, height: 8 }, mask]);
    const shown: Fill = (_, __, col) => (col % 2) & (col < 700 ? 1 : 0);
    const a = await make(masked, (_, __, col) => (col % 2 ? 100 : 9), { valid: shown });
    // Directories: image, its mask, overview, its mask, ...
    expect(a.levels.map(({ width }) => width)).toEqual([1030, 1030, 515, 515, 258, 258]);
    expect(a.levels[2]!.bands[0]![10]).toBe(100);
    const again = await openScene(a.path);
    expect(again.hasMask).toBe(true);
    expect([...(await again.read({ col: 696, row: 3, width: 8, height: 1 })).valid[0]!]).toEqual([0, 1, 0, 1, 0, 0, 0, 0]);
    await again.close();
    await masked.close();
    const alpha = await sceneOf({ width: side, height: 8, bands: 2, tags: [{ tag: 338, type: "short", values: [2] }] });
    const b = await make(alpha, (band, _, col) => (band === 1 ? 200 * (col % 2) : col % 2 ? 50 : 250), { valid: (band, _, col) => (band === 1 ? 1 : col % 2) });
    expect([b.levels[1]!.bands[0]![5], b.levels[1]!.bands[1]![5]]).toEqual([50, 100]);
    await alpha.close();
  });
});

describe("the file", () => {
  const image: ImageSpec = { width: 600, height: 520, bands: 1, type: "uint16", value: () => 1, compression: 8, tags: [nodata("0")] };
  const value: Fill = (band, row, col) => 1 + ((row * 31 + col * 17 + band * 5) % 3000);
  const options = (scene: Scene): CreateOptions => ({ scene, window: { col: 0, row: 0, width: 600, height: 520 }, scale: 2, bands: [0], metadata: { MODEL: "m" } });

  it("has the same bytes in any order of blocks, and after a resume past torn and spoiled records and a spoiled block", async () => {
    const scene = await sceneOf(image);
    const straight = file("straight.tif");
    const first = await createCog(straight, options(scene));
    expect([first.width, first.height, first.blocksAcross, first.blocksDown]).toEqual([1200, 1040, 3, 3]);
    await fill(first, 1, value);
    await first.finish();
    expect(readdirSync(join(straight, ".."))).not.toContain("straight.tif.part");

    const path = file("resumed.tif");
    const begun = await createCog(path, options(scene));
    for (const index of [7, 2, 5, 0, 3]) await fill(begun, 1, value, { order: [index] }); // one by one: records in this order
    await begun.abort();
    expect(existsSync(path)).toBe(false);
    const journal = join(`${path}.part`, "journal");
    truncateSync(journal, statSync(journal).size - 5);
    const records = readFileSync(journal);
    records.writeDoubleLE(1, 48); // a whole record whose block number is spoiled: it must not pass for block 1
    writeFileSync(journal, records);
    const blocks = readFileSync(join(`${path}.part`, "blocks"));
    blocks[10] = blocks[10]! ^ 1;
    writeFileSync(join(`${path}.part`, "blocks"), blocks);

    const resumed = await createCog(path, { ...options(scene), resume: true });
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].filter((i) => resumed.written(i % 3, Math.floor(i / 3)))).toEqual([0, 5]);
    await fill(resumed, 1, value, { order: [8, 7, 6, 5, 4, 3, 2, 1, 0] });
    await resumed.finish();
    expect(readFileSync(path).equals(readFileSync(straight))).toBe(true);
    await scene.close();
  });

  it("survives a process that is killed while it writes", async () => {
    const scene = await sceneOf(image);
    const source = file(`killed-scene.tif`, tiff(image));
    const path = file("killed.tif");
    const program = `
      import { openScene } from "./pipelines/remote-sensing/read.ts";
      import { createCog } from "./pipelines/remote-sensing/write.ts";
      const scene = await openScene(${JSON.stringify(source)});
      const cog = await createCog(${JSON.stringify(path)}, { scene, window: { col: 0, row: 0, width: 600, height: 520 }, scale: 2, bands: [0], metadata: { MODEL: "m" } });
      for (const [col, row] of [[1, 1], [0, 0]]) await cog.write(col, row, [0].map((band) => Float64Array.from({ length: 512 * 512 }, (_, i) => 1 + (((row * 512 + (i >> 9)) * 31 + (col * 512 + (i & 511)) * 17 + band * 5) % 3000))), [0].map(() => new Uint8Array(512 * 512).fill(1)));
      process.kill(process.pid, "SIGKILL");`;
    const child = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], { encoding: "utf8" });
    expect(child.stderr).toBe("");
    expect(child.signal).toBe("SIGKILL");
    expect(existsSync(path)).toBe(false);
    const again = await openScene(source);
    const resumed = await createCog(path, { ...options(again), resume: true });
    expect([resumed.written(1, 1), resumed.written(0, 0), resumed.written(2, 0)]).toEqual([true, true, false]);
    await fill(resumed, 1, value);
    await resumed.finish();
    const reference = file("killed-reference.tif");
    const whole = await createCog(reference, options(again));
    await fill(whole, 1, value);
    await whole.finish();
    expect(readFileSync(path).equals(readFileSync(reference))).toBe(true);
    await again.close();
    await scene.close();
  }, 30_000);

  it("never replaces another one unasked, nor an unfinished one of another job", async () => {
    const scene = await sceneOf({ width: 20, height: 20 });
    const plain: CreateOptions = { scene, window: { col: 0, row: 0, width: 20, height: 20 }, scale: 1, bands: [0], metadata: {} };
    const path = file("taken.tif", Buffer.from("mine"));
    await expect(createCog(path, plain)).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining("taken.tif: expected a new file, got one that exists") });
    const other = file("other.tif");
    const begun = await createCog(other, plain);
    await expect(createCog(other, { ...plain, resume: true })).rejects.toThrow("no other run that writes the same output");
    await begun.abort();
    await expect(createCog(other, plain)).rejects.toThrow("no unfinished output, got one of an earlier run; continue it with --resume");
    await expect(createCog(other, { ...plain, resume: true, metadata: { SEED: "2" } })).rejects.toThrow("an unfinished output of the same job");
    await expect(createCog(join(other, "..", "nowhere", "x.tif"), plain)).rejects.toThrow("a folder that can be written to, got ENOENT");
    const late = await createCog(other, { ...plain, overwrite: true });
    await expect(late.finish()).rejects.toThrow("block 0, 0 was never written");
    await fill(late, 1, ramp);
    writeFileSync(other, "came in between");
    await late.discard();
    const careful = await createCog(file("race.tif"), plain);
    await fill(careful, 1, ramp);
    writeFileSync(file("race.tif"), "came in between");
    await expect(careful.finish()).rejects.toThrow("race.tif: expected a new file");
    expect(readFileSync(file("race.tif"), "utf8")).toBe("came in between");
    await careful.discard();
    const replaced = await createCog(path, { ...plain, overwrite: true });
    expect(readFileSync(path, "utf8")).toBe("mine");
    await fill(replaced, 1, ramp);
    await replaced.finish();
    expect(readFileSync(path).subarray(0, 2).toString()).toBe("II");
    await scene.close();
  });

  it("leaves blocks out where nothing was measured, and can be BigTIFF", async () => {
    const scene = await sceneOf(image);
    for (const bigTiff of ["auto", "always"] as const) {
      const path = file(`sparse-${bigTiff}.tif`);
      const cog = await createCog(path, { ...options(scene), bigTiff });
      await fill(cog, 1, value, { valid: (_, row, col) => (row < 512 && col < 512 ? 1 : 0) });
      await cog.finish();
      expect(readFileSync(path).readUInt16LE(2)).toBe(bigTiff === "auto" ? 42 : 43);
      const again = await openScene(path);
      const block = await again.read({ col: 511, row: 511, width: 2, height: 2 });
      expect([...block.bands[0]!]).toEqual([value(0, 511, 511), 0, 0, 0]);
      await again.close();
      const reader = await fromFile(path);
      const offsets = (await (await reader.getImage(0)).fileDirectory.loadValue("TileOffsets")) as ArrayLike<number | bigint>;
      expect(Array.from(offsets, (offset) => Number(offset) === 0)).toEqual([false, ...Array<boolean>(8).fill(true)]);
      await reader.close();
    }
    await scene.close();
  });

  it("keeps tags, bands in the order asked, colours and place", async () => {
    const metadata = '<GDALMetadata><Item name="DESCRIPTION" sample="2" role="description">NIR</Item></GDALMetadata>';
    const tags: Tag[] = [
      { tag: 262, type: "short", values: [2] }, { tag: 338, type: "short", values: [2] }, { tag: 270, type: "ascii", values: "a scene" }, { tag: 305, type: "ascii", values: "maker 1" },
      { tag: 306, type: "ascii", values: "2020:01:02 03:04:05" }, { tag: 42112, type: "ascii", values: metadata }, nodata("300"),
      { tag: 33550, type: "double", values: [2, 2, 0] }, { tag: 33922, type: "double", values: [0, 0, 0, 100, 200, 0] },
    ];
    const scene = await sceneOf({ width: 16, height: 16, bands: 4, tags });
    const { path } = await make(scene, ramp, { window: { col: 4, row: 2, width: 8, height: 8 }, scale: 2, metadata: { SEED: "7" } });
    const same = await openScene(path);
    expect(same.bands.map(({ interpretation }) => interpretation)).toEqual(["red", "green", "blue", "alpha"]);
    expect(same.georeference.transform).toEqual([1, 0, 108, 0, -1, 196]);
    expect(same.tags.nodataText).toBe("300");
    expect(same.tags.verbatim.map(({ tag, bytes }) => [tag, Buffer.from(bytes).toString("latin1")])).toEqual([[270, "a scene\0"], [306, "2020:01:02 03:04:05\0"]]);
    expect(same.tags.metadata).toContain('<Item name="SEED">7</Item>');
    expect(same.tags.metadata).toContain('<Item name="SOURCE_SOFTWARE">maker 1</Item>');
    expect(same.tags.software).toBe("domain-sr");
    await same.close();
    const chosen = await openScene((await make(scene, ramp, { bands: [2, 3] })).path);
    expect(chosen.bands).toEqual([{ interpretation: "blue", description: "NIR" }, { interpretation: "alpha" }]);
    await chosen.close();
    const turned = await openScene((await make(scene, ramp, { bands: [2, 1, 0, 3] })).path);
    expect(turned.bands.map(({ interpretation }) => interpretation)).toEqual(["blue", "green", "red", "alpha"]);
    await turned.close();
    await scene.close();
  });

  it("has smaller blocks for many bands", async () => {
    const scene = await sceneOf({ width: 10, height: 10, bands: 120, type: "float32" });
    const cog = await createCog(file("many.tif"), { scene, window: { col: 0, row: 0, width: 10, height: 10 }, scale: 1, bands: scene.bands.map((_, i) => i), metadata: {} });
    expect(cog.blockSize).toBe(128);
    await cog.discard();
    await scene.close();
  });

  it("is estimated from above", async () => {
    const scene = await sceneOf({ width: 700, height: 600, bands: 2, type: "uint16" });
    const { path } = await make(scene, (band, row, col) => hash(row * 2042 + col * 2 + band));
    const { output } = estimateCog({ width: 700, height: 600, bands: 2, sampleType: "uint16", hasMask: false });
    expect(statSync(path).size).toBeLessThan(output);
    expect(statSync(path).size).toBeGreaterThan(output / 2);
    await scene.close();
  });
});
