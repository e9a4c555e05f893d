import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Photo, PhotoFormat } from "../../../pipelines/faces/photo.js";
import { readPhoto } from "../../../pipelines/faces/read-photo.js";
import { formatOf, writePhoto, type WritePhotoOptions } from "../../../pipelines/faces/write-photo.js";
import { displayP3, encode, exifBlock, extension, formats, jpegWithSegment, makerNote, pattern, picture, pngWithChunk, temporaryFolder, thumbnail } from "./photo-files.js";

const { folder, save } = await temporaryFolder();
const [width, height] = [24, 16];
let count = 0;

/** Written under a new name and read back. */
async function through(photo: Photo, format: PhotoFormat, options: WritePhotoOptions = {}): Promise<{ readonly photo: Photo; readonly notes: readonly string[]; readonly bytes: Buffer }> {
  const path = join(folder, `out-${count++}${extension[format]}`);
  const { notes } = await writePhoto(photo, path, options);
  return { photo: await readPhoto(path), notes, bytes: await readFile(path) };
}

async function open(format: PhotoFormat, channels: 1 | 2 | 3 | 4, bits: 8 | 16 = 8): Promise<Photo> {
  return readPhoto(await save(`in-${count++}${extension[format]}`, await encode(picture(width, height, channels, bits), format)));
}

/** A JPEG with an EXIF block, an ICC profile and nothing turned yet. */
async function tagged(little: boolean): Promise<Photo> {
  const plain = await encode(picture(width, height, 3).withIccProfile("p3"), "jpeg");
  return readPhoto(await save(`tagged-${count++}.jpg`, jpegWithSegment(plain, "Exif\0\0", exifBlock({ little }))));
}

describe("round trips", () => {
  for (const [format, bits] of [["png", 8], ["png", 16], ["tiff", 8], ["tiff", 16], ["webp", 8], ["avif", 8]] as const) {
    it(`${format} of ${bits} bits is lossless`, async () => {
      for (const channels of [1, 2, 3, 4] as const) {
        const before = await open("png", channels, bits);
        const lossy = format === "webp" || format === "avif";
        const { photo, notes } = await through(before, format, lossy ? { quality: 100 } : {});
        expect(photo.data, `${channels} channels`).toEqual(before.data);
        expect(photo.alpha).toEqual(before.alpha);
        expect(photo).toMatchObject({ width, height, bits });
        if (!lossy) expect(photo.source.gray).toBe(channels <= 2);
        expect(notes).toEqual([]);
      }
    });
  }

  it("JPEG of quality 95 without chroma subsampling by default, gray as one channel", async () => {
    const before = await open("png", 3);
    const fine = await through(before, "jpeg");
    expect((await sharp(fine.bytes).metadata()).chromaSubsampling).toBe("4:4:4");
    expect(fine.bytes.length).toBeGreaterThan((await through(before, "jpeg", { quality: 60 })).bytes.length);
    const worst = Math.max(...before.data.map((value, i) => Math.abs(value - fine.photo.data[i]!)));
    expect(worst).toBeLessThan(16);
    expect((await sharp((await through(await open("png", 1), "jpeg")).bytes).metadata()).channels).toBe(1);
  });

  it("rounds 16 bits for JPEG and WebP, to 10 for AVIF, and says so", async () => {
    const before = await open("png", 4, 16);
    const webp = await through(before, "webp", { quality: 100 });
    expect(webp.notes).toEqual(["16 bits were rounded to the 8 of WebP"]);
    expect([...webp.photo.data]).toEqual([...before.data].map((value) => Math.round((value / 65535) * 255)));
    expect([...webp.photo.alpha!]).toEqual([...before.alpha!].map((value) => Math.round((value / 65535) * 255)));
    const avif = await through(before, "avif", { quality: 100 });
    expect(avif.notes).toEqual(["values were rounded to the 10 bits of AVIF"]);
    expect([...avif.photo.data]).toEqual([...before.data].map((value) => Math.round((Math.round((value / 65535) * 1023) / 1023) * 65535)));
    expect((await through(await open("png", 3, 16), "jpeg")).notes).toEqual(["16 bits were rounded to the 8 of JPEG"]);
  });

  it("writes a gray photograph in colour once it is, and says so", async () => {
    const gray = await open("png", 1);
    const data = Uint8Array.from(gray.data);
    data[4] = data[4]! ^ 1;
    const { photo, notes } = await through({ ...gray, data }, "png");
    expect(notes).toEqual(["the gray photograph was written as RGB"]);
    expect(photo.data).toEqual(data);
    expect(photo.source.gray).toBe(false);
  });

  it("gives the same bytes again", async () => {
    const before = await tagged(true);
    for (const format of formats) expect((await through(before, format)).bytes.equals((await through(before, format)).bytes), format).toBe(true);
  });
});

describe("metadata", () => {
  for (const format of formats) {
    for (const little of [true, false]) {
      it(`of ${format}, from ${little ? "little" : "big"}-endian EXIF`, async () => {
        const before = await tagged(little);
        expect([before.width, before.height]).toEqual([height, width]);
        const { photo, bytes, notes } = await through(before, format);
        expect(notes).toEqual([]);
        expect([photo.width, photo.height]).toEqual([height, width]);
        expect(photo.source.icc).toEqual(before.source.icc);
        if (format !== "avif") expect(photo.source.density).toBeCloseTo(300, 1);

        const read = await sharp(bytes).metadata();
        expect([undefined, 1]).toContain(read.orientation);
        expect(read.icc!.equals(await displayP3())).toBe(true);
        const exif = Buffer.from(photo.source.exif!);
        for (const kept of ["ACME\0", "Old Software\0", "2020:01:02 03:04:05\0"]) expect(exif.includes(kept), kept).toBe(true);
        expect(exif.includes(makerNote)).toBe(true);
        for (const place of [exif, bytes]) expect(place.includes(thumbnail.subarray(2, -2))).toBe(false);
        expect(dimensions(exif)).toEqual([height, width]);
      });
    }
  }

  it("reads as EXIF for libvips and goes through TIFF and back", async () => {
    const tiff = await through(await tagged(false), "tiff");
    const back = await through(tiff.photo, "jpeg");
    const text = Buffer.from(back.photo.source.exif!).toString("latin1");
    for (const kept of ["ACME", "Old Software", "2020:01:02 03:04:05"]) expect(text).toContain(kept);
    const again = sharp(back.bytes).keepExif();
    // libexif understands the rebuilt block: the latitude comes back as written.
    expect(gps((await sharp(await again.jpeg().toBuffer()).metadata()).exif!)).toEqual([51, 30, 12]);
  });

  it("leaves out a gray profile in colour, and what is damaged, and says so", async () => {
    const before = await open("png", 3);
    const gray = Uint8Array.from(await displayP3());
    gray.set(Buffer.from("GRAY"), 16);
    const odd = { ...before, source: { ...before.source, icc: gray, exif: Uint8Array.of(1, 2, 3), xmp: Buffer.from("<x>") } };
    const { photo, notes } = await through(odd, "png");
    expect(notes).toEqual(["the EXIF block is damaged and was left out", "the XMP of the file is not well-formed and was left out", "the ICC profile is for one channel and was left out of the RGB file"]);
    expect(photo.source).not.toHaveProperty("icc");
    expect(photo.source).not.toHaveProperty("exif");
  });

  it("writes gray with an RGB profile as RGB, so that the profile holds", async () => {
    const before = await open("png", 1);
    const { photo } = await through({ ...before, source: { ...before.source, icc: await displayP3() } }, "png");
    expect(photo.source.icc?.length).toBe((await displayP3()).length);
    expect(photo.data).toEqual(before.data);
  });

  it("fits long ICC profiles into JPEG segments, and leaves out EXIF that does not", async () => {
    const before = await open("png", 3);
    const icc = Buffer.concat([await displayP3(), Buffer.from(pattern(100, 200, 4))]);
    icc.writeUInt32BE(icc.length, 0);
    const exif = Buffer.concat([exifBlock({ little: true }), Buffer.alloc(70000)]);
    const { notes, bytes } = await through({ ...before, source: { ...before.source, icc, exif } }, "jpeg");
    expect(notes).toEqual(["the EXIF block does not fit into a JPEG and was left out"]);
    expect((await sharp(bytes).metadata()).icc!.equals(icc)).toBe(true);
  });
});

/** PixelXDimension and PixelYDimension. */
function dimensions(exif: Buffer): number[] {
  return [0xa002, 0xa003].map((tag) => valueOf(exif, 0x8769, tag).number);
}

/** Degrees, minutes, seconds of GPSLatitude. */
function gps(block: Buffer): number[] {
  const exif = block.subarray(0, 4).toString("latin1") === "Exif" ? block.subarray(6) : block;
  const { at, u32 } = valueOf(exif, 0x8825, 2);
  return [0, 8, 16].map((step) => u32(at + step) / u32(at + step + 4));
}

/** A tag of a directory that IFD0 points to, read anew here. */
function valueOf(exif: Buffer, pointer: number, tag: number): { readonly number: number; readonly at: number; readonly u32: (at: number) => number } {
  const little = exif.toString("latin1", 0, 2) === "II";
  const u16 = (at: number): number => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const u32 = (at: number): number => (little ? exif.readUInt32LE(at) : exif.readUInt32BE(at));
  const record = (at: number, wanted: number): number => {
    for (let i = 0; i < u16(at); i++) if (u16(at + 2 + 12 * i) === wanted) return at + 2 + 12 * i;
    throw new Error(`no tag ${wanted.toString(16)}`);
  };
  const found = record(u32(record(u32(4), pointer) + 8), tag);
  return { number: u16(found + 2) === 3 ? u16(found + 8) : u32(found + 8), at: u32(found + 8), u32 };
}

describe("refusals", () => {
  it("of names and formats", async () => {
    const photo = await open("webp", 3);
    expect(formatOf("a/b", undefined, "webp")).toBe("webp");
    expect(formatOf("a/b.JPEG", undefined, "webp")).toBe("jpeg");
    expect(formatOf("a/b", "tiff", "webp")).toBe("tiff");
    await expect(writePhoto(photo, join(folder, "x.gif"))).rejects.toMatchObject({ code: "bad-option", message: expect.stringMatching(/x\.gif: expected an extension of \.jpg, .*, got \.gif; name the output otherwise/) as string });
    await expect(writePhoto(photo, join(folder, "x.png"), { format: "jpeg" })).rejects.toThrow(/expected an extension of jpeg, got \.png/);
    await expect(writePhoto(photo, join(folder, "x.png"), { quality: 90 })).rejects.toThrow(/quality: expected none, as PNG is lossless, got 90/);
    await expect(writePhoto(photo, join(folder, "x.jpg"), { quality: 0 })).rejects.toThrow(/quality: expected a whole number from 1 to 100, got 0/);
    await expect(writePhoto(photo, join(folder, "none", "x.jpg"))).rejects.toThrow(/got no such folder; create it first/);
    await expect(writePhoto({ ...photo, width: 20000 }, join(folder, "x.webp"))).rejects.toThrow(/sides of at most 16383 pixels in WEBP, got 20000 x 16/);
  });

  it("of alpha in JPEG, unless it is opaque", async () => {
    await expect(writePhoto(await open("png", 4), join(folder, "alpha.jpg"))).rejects.toThrow(/expected a format with transparency, got jpeg .*; write PNG, TIFF, WebP or AVIF/);
    const photo = await open("png", 3);
    const { notes } = await through({ ...photo, alpha: new Uint8Array(width * height).fill(255) }, "jpeg");
    expect(notes).toEqual(["the alpha channel, opaque everywhere, was left out"]);
  });

  it("of an existing file, unless it is to be overwritten", async () => {
    const photo = await open("png", 3);
    const path = join(folder, "there.png");
    await writeFile(path, "mine");
    await expect(writePhoto(photo, path)).rejects.toMatchObject({ code: "bad-option", message: expect.stringMatching(/there\.png: expected a new file, got one that exists; .*--overwrite/) as string });
    expect(await readFile(path, "utf8")).toBe("mine");
    const written = await writePhoto(photo, path, { overwrite: true });
    expect(written.bytes).toBe((await stat(path)).size);
    expect((await readPhoto(path)).source.sha256).toBe(written.sha256);
    await expect(writePhoto(photo, folder, { overwrite: true })).rejects.toThrow(/got a folder/);
  });

  it("of no name that the file system takes", async () => {
    const longest = `${"x".repeat(251)}.png`;
    expect((await writePhoto(await open("png", 3), join(folder, longest))).path).toBe(join(folder, longest));
    await expect(writePhoto(await open("png", 3), join(folder, `x${longest}`))).rejects.toThrow(/expected a name that the file system takes, got one of 256 bytes; choose a shorter one/);
  });

  it("and an abort leave nothing behind", async () => {
    await expect(writePhoto(await open("png", 3), join(folder, "aborted.png"), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    expect((await readdir(folder)).filter((name) => name.endsWith(".part") || name.startsWith("aborted"))).toEqual([]);
  });
});

it("keeps nothing that sharp adds to a plain photograph", async () => {
  for (const format of formats) {
    const { photo } = await through(await open("webp", 3), format);
    expect(Object.keys(photo.source).sort(), format).toEqual(["format", "gray", "notes", "path", "sha256"]);
  }
  expect((await readPhoto(await save("plain.png", pngWithChunk(await encode(picture(8, 8, 3), "png"), "tIME", Buffer.alloc(7, 1))))).source.notes).toEqual([]);
});
