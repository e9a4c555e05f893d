import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll } from "vitest";
import type { PhotoFormat } from "../../../pipelines/faces/photo.js";

export const formats: readonly PhotoFormat[] = ["jpeg", "png", "webp", "tiff", "avif"];
export const extension: Readonly<Record<PhotoFormat, string>> = { jpeg: ".jpg", png: ".png", webp: ".webp", tiff: ".tif", avif: ".avif" };

/** A temporary folder of the test file, and `save` into it. */
export async function temporaryFolder(): Promise<{ readonly folder: string; readonly save: (name: string, bytes: Uint8Array | string) => Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), "photo-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    folder,
    save: async (name, bytes) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return path;
    },
  };
}

/** Smooth ramps with some texture; every channel another, so that a swap or a turn shows. */
export function pattern(width: number, height: number, channels: number, bits: 8 | 16 = 8): Uint8Array | Uint16Array {
  const top = bits === 16 ? 65535 : 255;
  const out = bits === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const ramp = c === 0 ? x / width : c === 1 ? y / height : c === 2 ? (x + y) / (width + height) : 0.3 + (0.7 * x) / width;
        out[at++] = Math.round(top * (0.9 * ramp + 0.1 * (((x * 7 + y * 13 + c * 5) % 16) / 15)));
      }
    }
  }
  return out;
}

/** The pattern as a sharp image of 1 to 4 channels, ready for a format. */
export function picture(width: number, height: number, channels: 1 | 2 | 3 | 4, bits: 8 | 16 = 8): Sharp {
  const space = channels <= 2 ? (bits === 16 ? "grey16" : "b-w") : bits === 16 ? "rgb16" : "srgb";
  return sharp(pattern(width, height, channels, bits), { raw: { width, height, channels } }).toColourspace(space);
}

/** Encoded losslessly where the format can. */
export function encode(image: Sharp, format: PhotoFormat): Promise<Buffer> {
  if (format === "jpeg") return image.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
  if (format === "webp") return image.webp({ lossless: true, exact: true }).toBuffer();
  if (format === "tiff") return image.tiff({ compression: "lzw" }).toBuffer();
  if (format === "avif") return image.avif({ lossless: true, chromaSubsampling: "4:4:4", effort: 1 }).toBuffer();
  return image.png().toBuffer();
}

export const thumbnail = Buffer.from("\xff\xd8 the old face \xff\xd9", "latin1");
export const makerNote = Buffer.from("maker note with offsets of its own", "latin1");

/**
 * An EXIF block as cameras write them: Make, Orientation, resolution of 300, Software, EXIF and GPS directories, a maker
 * note, and a thumbnail in a second directory; in either byte order.
 */
export function exifBlock({ little, orientation = 6, width = 24, height = 16 }: { readonly little: boolean; readonly orientation?: number; readonly width?: number; readonly height?: number }): Buffer {
  const u16 = (value: number): Buffer => (little ? Buffer.from([value & 255, value >> 8]) : Buffer.from([value >> 8, value & 255]));
  const u32 = (value: number): Buffer => (little ? Buffer.concat([u16(value & 65535), u16(value >>> 16)]) : Buffer.concat([u16(value >>> 16), u16(value & 65535)]));
  type Tag = readonly [tag: number, type: number, count: number, value: Buffer];
  const text = (tag: number, value: string): Tag => [tag, 2, value.length + 1, Buffer.from(`${value}\0`, "latin1")];
  const short = (tag: number, value: number): Tag => [tag, 3, 1, u16(value)];
  const long = (tag: number, value: number): Tag => [tag, 4, 1, u32(value)];
  const ratios = (tag: number, ...values: readonly number[]): Tag => [tag, 5, values.length, Buffer.concat(values.flatMap((value) => [u32(value * 100), u32(100)]))];
  const directory = (tags: readonly Tag[], at: number, next: number): Buffer => {
    let end = at + 2 + 12 * tags.length + 4;
    const values: Buffer[] = [];
    const records = tags.map(([tag, type, count, value]) => {
      let place: Buffer = Buffer.concat([value, Buffer.alloc(4)]).subarray(0, 4);
      if (value.length > 4) {
        place = u32(end);
        values.push(value);
        end += value.length;
      }
      return Buffer.concat([u16(tag), u16(type), u32(count), place]);
    });
    return Buffer.concat([u16(tags.length), ...records, u32(next), ...values]);
  };
  const details: readonly Tag[] = [ratios(0x829a, 0.01), text(0x9003, "2020:01:02 03:04:05"), [0x927c, 7, makerNote.length, makerNote], short(0xa002, width), long(0xa003, height)];
  const gps: readonly Tag[] = [text(1, "N"), ratios(2, 51, 30, 12)];
  const main = (exifAt: number, gpsAt: number): readonly Tag[] => [text(0x010f, "ACME"), short(0x0112, orientation), ratios(0x011a, 300), ratios(0x011b, 300), short(0x0128, 2), text(0x0131, "Old Software"), long(0x8769, exifAt), long(0x8825, gpsAt)];
  const exifAt = 8 + directory(main(0, 0), 8, 0).length;
  const gpsAt = exifAt + directory(details, exifAt, 0).length;
  const secondAt = gpsAt + directory(gps, gpsAt, 0).length;
  const second = (pixelsAt: number): readonly Tag[] => [short(0x0103, 6), long(0x0201, pixelsAt), long(0x0202, thumbnail.length)];
  const pixelsAt = secondAt + directory(second(0), secondAt, 0).length;
  return Buffer.concat([
    Buffer.from(little ? "II" : "MM"), u16(42), u32(8), directory(main(exifAt, gpsAt), 8, secondAt),
    directory(details, exifAt, 0), directory(gps, gpsAt, 0), directory(second(pixelsAt), secondAt, 0), thumbnail,
  ]);
}

/** A JPEG with an APP1 segment of EXIF or XMP straight after its start. */
export function jpegWithSegment(jpeg: Buffer, signature: string, data: Uint8Array, marker = 0xe1): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(2 + signature.length + data.length);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker]), length, Buffer.from(signature, "latin1"), data, jpeg.subarray(2)]);
}

/** Display P3, from libvips. */
export async function displayP3(): Promise<Buffer> {
  return (await sharp(await picture(8, 8, 3).withIccProfile("p3").png().toBuffer()).metadata()).icc!;
}

/** A chunk put after a PNG's header. */
export function pngWithChunk(png: Buffer, name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, 33), length, body, crc, png.subarray(33)]);
}

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
