import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { RestorationError } from "../../../shared/errors.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import { ramp, temporaryFolder, tiff } from "./tiff-fixture.js";
import type { ImageSpec, Tag } from "./tiff-fixture.js";

const file = temporaryFolder();
let made = 0;
const tag = (tag: number, ...values: number[]): Tag => ({ tag, type: values.some((v) => v > 65535) ? "long" : "short", values });
const base: ImageSpec = { width: 40, height: 30, type: "uint16" };

/** The message of the refusal; a test fails where the file is read after all or something else is thrown. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const path = file(`${made++}.tif`, bytes);
  try {
    const scene = await openScene(path);
    try {
      await scene.read({ col: 0, row: 0, width: scene.width, height: scene.height });
    } finally {
      await scene.close();
    }
  } catch (error) {
    expect(error).toBeInstanceOf(RestorationError);
    expect((error as RestorationError).code).toBe("bad-input");
    return (error as Error).message;
  }
  throw new Error("the file was read");
}

const made1 = (image: Partial<ImageSpec>): Buffer => tiff({ ...base, ...image });

describe("a file that cannot be read rightly is refused with its cause", () => {
  it.each<[string, Partial<ImageSpec>, string]>([
    ["a palette", { type: "uint8", tags: [tag(262, 3)] }, "got a palette (colour table); expand it with gdal_translate -expand rgb"],
    ["12-bit samples", { tags: [tag(258, 12)] }, "got uint12 packed into bits"],
    ["complex samples", { type: "float32", tags: [tag(258, 64), tag(339, 6)] }, "got complex64"],
    ["half floats", { tags: [tag(339, 3)] }, "got float16"],
    ["64-bit integers", { type: "float64", tags: [tag(339, 1)] }, "got uint64"],
    ["bands of different depth", { bands: 2, tags: [tag(258, 16, 8)] }, "bands of one sample type, got 16, 8"],
    ["JPEG 2000", { tags: [tag(259, 34712)] }, "got JPEG 2000; recompress"],
    ["an unknown compression", { tags: [tag(259, 999)] }, "got code 999"],
    ["16-bit JPEG", { tags: [tag(259, 7)] }, "8-bit samples with JPEG compression, got uint16"],
    ["YCbCr outside JPEG", { type: "uint8", bands: 3, tags: [tag(262, 6)] }, "YCbCr with compression none"],
    ["reversed bits", { tags: [tag(266, 2)] }, "FillOrder 1, got 2"],
    ["a mask alone", { tags: [tag(254, 4)] }, "an image, got a mask only"],
  ])("%s", async (_, image, cause) => {
    expect(await refusal(made1(image))).toContain(cause);
  });
});

describe("a damaged file is refused", () => {
  it.each<[string, Partial<ImageSpec>, string]>([
    ["no pixels", { tags: [tag(256, 0)] }, "an image of at least 1x1 pixels, got 0x30"],
    ["a size beyond the file", { tags: [tag(256, 2_000_000_000), tag(257, 2_000_000_000)] }, "strips or tiles of at most 256 MiB, got 2000000000x1 pixels"],
    ["fewer offsets than blocks", { rowsPerStrip: 10, tags: [tag(278, 1)] }, "the offsets of 30 strips, got 3"],
    ["short uncompressed strips", { tags: [tag(257, 31), tag(278, 31)] }, "2480 bytes in each of the strips, got 2400"],
    ["tiles of no size", { tile: [16, 16], tags: [tag(322, 0)] }, "blocks of at least 1x1 pixels, got 0x16"],
    ["an impossible predictor", { compression: 8, tags: [tag(317, 3)] }, "a predictor for uint16 samples, got 3"],
    ["two widths", { tags: [tag(256, 40, 40)] }, "one value in tag 256, got 2"],
    ["no bands", { tags: [tag(277, 0)] }, "1 to 65535 bands, got 0"],
    ["a huge tile", { tile: [16, 16], compression: 8, tags: [tag(322, 60000), tag(323, 60000)] }, "strips or tiles of at most 256 MiB, got 60000x60000"],
  ])("with %s", async (_, image, cause) => {
    expect(await refusal(made1(image))).toContain(cause);
  });

  it("that ends early, wherever it is cut", async () => {
    const bytes = made1({ compression: 8, rowsPerStrip: 5, bands: 2 });
    for (let length = 0; length < bytes.length; length += 37) {
      expect(await refusal(bytes.subarray(0, length))).toMatch(/truncated or damaged|expected a TIFF file|the file is damaged/);
    }
  });

  it("whose blocks lie past its end, before any pixel is read", async () => {
    const lying = file("lying.tif", made1({ compression: 8, tags: [tag(279, 999_999)] }));
    await expect(openScene(lying)).rejects.toThrow(/expected at least 1000\d\d\d bytes, got \d+; the file is truncated or damaged/);
  });

  it("whose directories go round in a circle", async () => {
    const bytes = tiff(base);
    const first = bytes.readUInt32LE(4);
    bytes.writeUInt32LE(first, first + 2 + bytes.readUInt16LE(first) * 12);
    expect(await refusal(bytes)).toContain("a loop at byte");
  });

  it("whose streams hold less, more, or other than a block", async () => {
    const short = deflateSync(Buffer.alloc(100));
    expect(await refusal(made1({ compression: 8, blocks: [short] }))).toContain("strip 0: expected samples that decode, got 100 of 2400 bytes");
    const bomb = deflateSync(Buffer.alloc(50_000_000));
    expect(await refusal(made1({ compression: 8, blocks: [bomb] }))).toContain("strip 0: expected samples that decode");
    const cut = deflateSync(Buffer.alloc(2400)).subarray(0, 12);
    expect(await refusal(made1({ compression: 8, blocks: [cut] }))).toContain("unexpected end of file");
    for (const code of [5, 7, 32773, 34887, 50000, 50001]) {
      const type = code === 7 || code === 50001 ? "uint8" : "uint16";
      const bands = code === 50001 ? 3 : 1;
      expect(await refusal(made1({ type, bands, tags: [tag(259, code)], blocks: [Buffer.from("this is no compressed stream at all")] }))).toContain("strip 0: expected samples that decode");
    }
  });

  it("whose ZSTD frame promises more than the block", async () => {
    const blocks = Array.from({ length: 4000 }, (_, i) => Buffer.from([(i === 3999 ? 1 : 0) | 2 | ((131072 << 3) & 0xff), (131072 >> 5) & 0xff, (131072 >> 13) & 0xff, 7]));
    const frame = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), ...blocks]);
    expect(await refusal(made1({ tags: [tag(259, 50000)], blocks: [frame] }))).toContain("a ZSTD stream of up to 524288000 bytes in a block of 2400");
  });

  it("in bounded time, with any one byte changed", async () => {
    const bytes = made1({ width: 16, height: 8, value: ramp, compression: 5, rowsPerStrip: 4 });
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 0xff;
      const outcome = await refusal(changed).catch((error: Error) => error.message);
      if (outcome !== "the file was read") refused++;
    }
    expect(refused).toBeGreaterThan(20);
  }, 20_000);

  it("when it is no TIFF, a folder, or not there", async () => {
    expect(await refusal(Buffer.from("\x89PNG\r\n\x1a\n0000000000", "latin1"))).toContain("a TIFF file, got 89504e47");
    await expect(openScene(file("no such file.tif"))).rejects.toThrow("no such file.tif: expected a readable file, got ENOENT");
    await expect(openScene(file("."))).rejects.toThrow("got a folder");
  });
});
