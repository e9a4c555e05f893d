import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPhoto } from "../../../pipelines/faces/read-photo.js";
import { displayP3, encode, exifBlock, extension, formats, jpegWithSegment, pattern, picture, pngWithChunk, temporaryFolder } from "./photo-files.js";

const { folder, save } = await temporaryFolder();
const [width, height] = [24, 16];

/** RGB of the pattern, a gray one three times. */
function rgbOf(values: Uint8Array | Uint16Array, channels: number): number[] {
  const out: number[] = [];
  for (let at = 0; at < values.length; at += channels) for (let c = 0; c < 3; c++) out.push(values[at + (channels <= 2 ? 0 : c)]!);
  return out;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
}

describe("pixels", () => {
  for (const format of formats) {
    for (const channels of [1, 2, 3, 4] as const) {
      if (format === "jpeg" && channels % 2 === 0) continue;
      it(`${format}, ${channels} channels of 8 bits`, async () => {
        const path = await save(`${channels}${extension[format]}`, await encode(picture(width, height, channels), format));
        const photo = await readPhoto(path);
        expect(photo).toMatchObject({ width, height, bits: 8, source: { path, format, gray: channels <= 2 && format !== "webp" && format !== "avif", notes: [] } });
        const truth = pattern(width, height, channels);
        expect(largestDifference(photo.data, rgbOf(truth, channels))).toBeLessThanOrEqual(format === "jpeg" ? 16 : 0);
        expect(photo.alpha && [...photo.alpha]).toEqual(channels % 2 === 0 ? [...truth].filter((_, i) => i % channels === channels - 1) : undefined);
      });
    }
  }

  for (const format of ["png", "tiff"] as const) {
    for (const channels of [1, 2, 3, 4] as const) {
      it(`${format}, ${channels} channels of 16 bits`, async () => {
        const photo = await readPhoto(await save(`wide-${channels}${extension[format]}`, await encode(picture(width, height, channels, 16), format)));
        const truth = pattern(width, height, channels, 16);
        expect(photo.bits).toBe(16);
        expect(photo.data).toBeInstanceOf(Uint16Array);
        expect([...photo.data]).toEqual(rgbOf(truth, channels));
        expect(photo.alpha && [...photo.alpha]).toEqual(channels % 2 === 0 ? [...truth].filter((_, i) => i % channels === channels - 1) : undefined);
      });
    }
  }

  it("reaches white from an AVIF of 10 and 12 bits", async () => {
    for (const bitdepth of [10, 12] as const) {
      const white = sharp(new Uint16Array(3 * 64).fill(65535), { raw: { width: 8, height: 8, channels: 3 } }).toColourspace("rgb16");
      const photo = await readPhoto(await save(`white-${bitdepth}.avif`, await white.avif({ bitdepth, lossless: true }).toBuffer()));
      expect(photo.bits).toBe(16);
      expect(Math.min(...photo.data)).toBe(65535);
    }
  });

  it("expands palettes and single bits", async () => {
    const palette = await readPhoto(await save("palette.png", await picture(width, height, 3).png({ palette: true, colours: 16 }).toBuffer()));
    expect(palette.data.length).toBe(3 * width * height);
    const bit = await readPhoto(await save("bit.tif", await picture(width, height, 1).tiff({ bitdepth: 1, compression: "none" }).toBuffer()));
    expect(bit.source.gray).toBe(true);
    expect(new Set(bit.data)).toEqual(new Set([0, 255]));
  });

  it("goes by the content, not by the name", async () => {
    expect((await readPhoto(await save("really-webp.jpg", await encode(picture(8, 8, 3), "webp")))).source.format).toBe("webp");
  });
});

/** Where the pixel of the upright picture at (x, y) stands in the stored one of width w and height h, by EXIF orientation. */
const stored: readonly ((x: number, y: number, w: number, h: number) => readonly [number, number])[] = [
  (x, y) => [x, y], (x, y, w) => [w - 1 - x, y], (x, y, w, h) => [w - 1 - x, h - 1 - y], (x, y, _, h) => [x, h - 1 - y],
  (x, y) => [y, x], (x, y, _, h) => [y, h - 1 - x], (x, y, w, h) => [w - 1 - y, h - 1 - x], (x, y, w) => [w - 1 - y, x],
];

describe("orientation", () => {
  for (const format of ["jpeg", "png", "webp", "tiff"] as const) {
    it(`of ${format} is applied, all eight`, async () => {
      for (let orientation = 1; orientation <= 8; orientation++) {
        const bytes = await encode(picture(width, height, 3).withMetadata({ orientation }), format);
        const plain = await sharp(bytes).raw().toBuffer();
        const photo = await readPhoto(await save(`turned-${orientation}${extension[format]}`, bytes));
        const turned = orientation > 4;
        expect([photo.width, photo.height]).toEqual(turned ? [height, width] : [width, height]);
        for (const [x, y] of [[0, 0], [3, 5], [photo.width - 1, 2]] as const) {
          const [col, row] = stored[orientation - 1]!(x, y, width, height);
          expect([...photo.data.subarray(3 * (y * photo.width + x), 3 * (y * photo.width + x) + 3)], `${orientation} at ${x}, ${y}`).toEqual([...plain.subarray(3 * (row * width + col), 3 * (row * width + col) + 3)]);
        }
      }
    });
  }

  it("of AVIF is its own rotation, applied once", async () => {
    const photo = await readPhoto(await save("turned.avif", await encode(picture(width, height, 3).withMetadata({ orientation: 6 }), "avif")));
    expect([photo.width, photo.height]).toEqual([height, width]);
    const truth = pattern(width, height, 3);
    const [col, row] = stored[5]!(2, 3, width, height);
    expect(largestDifference(photo.data.subarray(3 * (3 * height + 2), 3 * (3 * height + 2) + 3), truth.subarray(3 * (row * width + col), 3 * (row * width + col) + 3))).toBeLessThanOrEqual(2);
  });
});

describe("colour", () => {
  for (const bits of [8, 16] as const) {
    it(`of a wide-gamut profile is not converted, ${bits} bits`, async () => {
      const icc = await displayP3();
      const plain = await picture(width, height, 3, bits).png().toBuffer();
      const photo = await readPhoto(await save("p3.png", pngWithChunk(plain, "iCCP", Buffer.concat([Buffer.from("p3\0\0", "latin1"), deflateSync(icc)]))));
      expect(photo.source.icc && Buffer.from(photo.source.icc).equals(icc)).toBe(true);
      expect([...photo.data]).toEqual(rgbOf(pattern(width, height, 3, bits), 3));
    });
  }

  it("of a CMYK JPEG becomes sRGB, noted, and not inverted", async () => {
    const colours = Buffer.from([255, 255, 255, 200, 30, 30, 30, 30, 30, 40, 60, 160]);
    const image = sharp(colours, { raw: { width: 4, height: 1, channels: 3 } }).resize(64, 16, { kernel: "nearest", fit: "fill" });
    for (const [name, bytes] of [["cmyk.jpg", await image.clone().toColourspace("cmyk").withIccProfile("cmyk").jpeg({ quality: 95 }).toBuffer()], ["bare.jpg", await image.clone().toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer()]] as const) {
      const photo = await readPhoto(await save(name, bytes));
      const at = (x: number): number[] => [...photo.data.subarray(3 * (8 * 64 + x), 3 * (8 * 64 + x) + 3)];
      expect(Math.min(...at(8))).toBeGreaterThan(240);
      expect(at(24)[0]! - at(24)[1]!).toBeGreaterThan(90);
      expect(Math.max(...at(40))).toBeLessThan(70);
      expect(at(56)[2]! - at(56)[0]!).toBeGreaterThan(50);
      expect(photo.source.icc).toBeUndefined();
      expect(photo.source.notes).toEqual([expect.stringMatching(name === "cmyk.jpg" ? /CMYK .* with the file's ICC profile/ : /CMYK .* generic/)]);
    }
  });

  it("stated without a profile is refused where it would be lost, and Display P3 gets its profile", async () => {
    const png = await encode(picture(8, 8, 3), "png");
    await expect(readPhoto(await save("linear.png", pngWithChunk(png, "gAMA", Buffer.from([0, 1, 0x86, 0xa0]))))).rejects.toThrow(/linear\.png: expected a gamma of 0\.45455 or an ICC profile, got a gAMA of 1;/);
    expect((await readPhoto(await save("usual.png", pngWithChunk(png, "gAMA", Buffer.from([0, 0, 0xb1, 0x8f]))))).source.icc).toBeUndefined();
    await expect(readPhoto(await save("pq.png", pngWithChunk(png, "cICP", Buffer.from([9, 16, 0, 1]))))).rejects.toThrow(/got HDR \(PQ, ST 2084\); convert it to sRGB/);

    const avif = await encode(picture(16, 16, 3), "avif");
    const nclx = avif.indexOf("colrnclx") + 8;
    expect(nclx).toBeGreaterThan(8);
    const withPoints = (primaries: number, transfer: number): Buffer => {
      const copy = Buffer.from(avif);
      copy.writeUInt16BE(primaries, nclx);
      copy.writeUInt16BE(transfer, nclx + 2);
      return copy;
    };
    await expect(readPhoto(await save("hlg.avif", withPoints(9, 18)))).rejects.toThrow(/got HDR \(HLG, BT\.2100\)/);
    await expect(readPhoto(await save("bt2020.avif", withPoints(9, 1)))).rejects.toThrow(/got colour primaries 9/);
    const p3 = await readPhoto(await save("p3.avif", withPoints(12, 13)));
    expect(Buffer.from(p3.source.icc!).equals(await displayP3())).toBe(true);
  });
});

describe("beside the pixels", () => {
  it("keeps EXIF from the TIFF header on, XMP, and the density that the file states", async () => {
    const exif = exifBlock({ little: false });
    const bytes = jpegWithSegment(await encode(picture(width, height, 3), "jpeg"), "Exif\0\0", exif);
    const photo = await readPhoto(await save("exif.jpg", bytes));
    expect(Buffer.from(photo.source.exif!).equals(exif)).toBe(true);
    expect(photo.source.density).toBe(300);
    expect([photo.width, photo.height]).toEqual([height, width]);
    for (const format of ["jpeg", "png", "tiff"] as const) {
      const stated = await readPhoto(await save(`dense${extension[format]}`, await encode(picture(8, 8, 3).withMetadata({ density: 240 }), format)));
      expect(stated.source.density, format).toBeCloseTo(240, 1);
    }
  });

  it("notes what it cannot keep", async () => {
    const jpeg = await encode(picture(8, 8, 3), "jpeg");
    expect((await readPhoto(await save("iptc.jpg", jpegWithSegment(jpeg, "Photoshop 3.0\0", Buffer.from("8BIM"), 0xed)))).source.notes).toEqual(["IPTC and Photoshop data are not kept"]);
    expect((await readPhoto(await save("comment.jpg", jpegWithSegment(jpeg, "", Buffer.from("hello"), 0xfe)))).source.notes).toEqual(["the JPEG comment is not kept"]);
    expect((await readPhoto(await save("text.png", pngWithChunk(await encode(picture(8, 8, 3), "png"), "tEXt", Buffer.from("Title\0me"))))).source.notes).toEqual(["text chunks of the PNG are not kept"]);
  });
});

describe("refusals", () => {
  const jpeg = encode(picture(64, 48, 3), "jpeg");
  const tiffWithTag = async (tag: number, value: number): Promise<Buffer> => {
    const bytes = await picture(8, 8, 3).tiff({ compression: "none" }).toBuffer();
    const at = bytes.readUInt32LE(4);
    for (let i = 0; i < bytes.readUInt16LE(at); i++) if (bytes.readUInt16LE(at + 2 + 12 * i) === tag) bytes.writeUInt16LE(value, at + 2 + 12 * i + 8);
    return bytes;
  };
  const cases: readonly (readonly [name: string, bytes: () => Promise<Uint8Array> | Uint8Array, message: RegExp])[] = [
    ["empty.jpg", () => Buffer.alloc(0), /got an empty file; copy it again/],
    ["text.jpg", () => Buffer.from("this is no picture\n"), /got text; give the photograph itself/],
    ["short.jpg", async () => (await jpeg).subarray(0, 20), /expected a whole JPEG, got one that does not decode/],
    ["cut.jpg", async () => (await jpeg).subarray(0, Math.floor((await jpeg).length * 0.6)), /expected a whole JPEG, got one that does not decode \(VipsJpeg: premature end/],
    ["cut.png", async () => (await encode(picture(64, 48, 3), "png")).subarray(0, 2000), /expected a whole PNG/],
    ["photo.heic", () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), /got a HEIC image; convert it to JPEG first/],
    ["photo.cr3", () => Buffer.from("\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "latin1"), /got a camera's raw file \(CR3\); develop it/],
    ["photo.cr2", () => Buffer.from("II*\0\x10\0\0\0CR\x02\0\0\0\0\0", "latin1"), /got a camera's raw file \(CR2\)/],
    ["photo.raf", () => Buffer.from("FUJIFILMCCD-RAW 0201"), /got a camera's raw file/],
    ["photo.dng", () => tiffWithTag(262, 32803), /got a camera's raw file; develop it/],
    ["lab.tif", () => tiffWithTag(262, 8), /got L\*a\*b\* or LogLuv colours/],
    ["clip.mp4", () => Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isommp42", "latin1"), /got a media file of brand "isom"/],
    ["sequence.avif", () => Buffer.from("\0\0\0\x18ftypavis\0\0\0\0avismsf1", "latin1"), /got an AVIF image sequence; extract a frame first/],
    ["drawing.svg", () => Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'), /got an SVG drawing/],
    ["moving.gif", () => Buffer.from("GIF89a\0\0"), /got a GIF; convert it/],
    ["page.pdf", () => Buffer.from("%PDF-1.7"), /got a PDF document/],
    ["moving.webp", () => sharp(pattern(8, 16, 3), { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } as never }).webp().toBuffer(), /got an animation of 2 frames; extract one first: webpmux/],
    ["moving.png", async () => pngWithChunk(await encode(picture(8, 8, 3), "png"), "acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])), /got an animated PNG/],
    ["float.tif", () => picture(8, 8, 3).tiff({ predictor: "float", compression: "deflate" }).toBuffer(), /got floating-point samples; convert it to 16-bit RGB/],
    ["noise.bin", () => Uint8Array.from({ length: 64 }, (_, i) => (i * 73 + 129) & 255), /got bytes that begin 81ca135ca5ee3780/],
  ];
  for (const [name, bytes, message] of cases) {
    it(name, async () => {
      const path = await save(name, await bytes());
      await expect(readPhoto(path)).rejects.toMatchObject({ name: "RestorationError", code: "bad-input", message: expect.stringMatching(message) as string });
      await expect(readPhoto(path)).rejects.toThrow(path);
    });
  }

  it("many pages of a TIFF, but not a smaller copy beside the photograph", async () => {
    const page = await picture(8, 8, 3).tiff({ compression: "none" }).toBuffer();
    // A second directory at the end, the same as the first but for a NewSubfileType.
    const twice = (kind: number): Buffer => {
      const at = page.readUInt32LE(4);
      const count = page.readUInt16LE(at);
      const directory = Buffer.concat([Buffer.from([count + 1, 0, 254, 0, 4, 0, 1, 0, 0, 0, kind, 0, 0, 0]), page.subarray(at + 2, at + 2 + 12 * count), Buffer.alloc(4)]);
      const bytes = Buffer.concat([page, directory]);
      bytes.writeUInt32LE(page.length, at + 2 + 12 * count);
      return bytes;
    };
    await expect(readPhoto(await save("pages.tif", twice(0)))).rejects.toThrow(/got 2 pages; extract one first/);
    expect((await readPhoto(await save("copies.tif", twice(1)))).source.notes).toEqual([expect.stringMatching(/smaller copies .* left out/)]);
  });

  it("no file, a folder", async () => {
    await expect(readPhoto(join(folder, "none.jpg"))).rejects.toThrow(/got no such file; check the path/);
    await mkdir(join(folder, "a-folder"));
    await expect(readPhoto(join(folder, "a-folder"))).rejects.toThrow(/got a folder; give the photographs in it/);
  });

  it("more pixels than allowed, before decoding any", async () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(30000, 0);
    header.writeUInt32BE(20000, 4);
    header.set([8, 2, 0, 0, 0], 8);
    const start = await encode(picture(8, 8, 3), "png");
    const huge = pngWithChunk(Buffer.concat([start.subarray(0, 8), Buffer.alloc(25), start.subarray(33)]), "IHDR", header);
    const bytes = Buffer.concat([huge.subarray(0, 8), huge.subarray(33)]);
    await expect(readPhoto(await save("huge.png", bytes))).rejects.toMatchObject({ code: "bad-option", message: expect.stringMatching(/huge\.png: expected at most 200 million pixels, got 30000 x 20000; crop or shrink it first/) as string });
    const small = await save("small.png", start);
    await expect(readPhoto(small, { maxPixels: 63 })).rejects.toThrow(/8 x 8/);
    expect((await readPhoto(small, { maxPixels: 64 })).width).toBe(8);
  });

  it("stops when aborted", async () => {
    await expect(readPhoto(await save("abort.png", await encode(picture(8, 8, 3), "png")), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });
});
