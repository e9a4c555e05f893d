import { deflateSync } from "node:zlib";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { SampleType } from "../../../pipelines/remote-sensing/raster.js";

/** Small TIFF files written field by field, so that a test says exactly what is in the file that it reads. */

export interface ImageSpec {
  readonly width: number;
  readonly height: number;
  readonly bands?: number;
  /** Default uint8; "bit" packs one band of 0 and 1. */
  readonly type?: SampleType | "bit";
  readonly value?: (band: number, row: number, col: number) => number;
  readonly compression?: 1 | 5 | 8 | 32773;
  readonly predictor?: 2 | 3;
  readonly planar?: boolean;
  /** Tile side lengths; strips otherwise. */
  readonly tile?: readonly [width: number, height: number];
  readonly rowsPerStrip?: number;
  /** Blocks that are not written. */
  readonly sparse?: readonly number[];
  /** Ready blocks instead of values. */
  readonly blocks?: readonly Uint8Array[];
  readonly tags?: readonly Tag[];
}

export interface Tag {
  readonly tag: number;
  readonly type: "byte" | "ascii" | "short" | "long" | "double";
  readonly values: readonly number[] | string;
}

export interface FileSpec {
  readonly bigEndian?: boolean;
  readonly big?: boolean;
}

const bytesOf = { uint8: 1, int8: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4, float64: 8 };
const typeCode = { byte: 1, ascii: 2, short: 3, long: 4, double: 12 };
const valueBytes = { byte: 1, ascii: 1, short: 2, long: 4, double: 8 };

/** A value that differs from pixel to pixel, band to band, and fits any type. */
export function ramp(band: number, row: number, col: number): number {
  return (row * 7 + col * 3 + band * 11) % 120;
}

export function tiff(images: ImageSpec | readonly ImageSpec[], { bigEndian = false, big = false }: FileSpec = {}): Buffer {
  const le = !bigEndian;
  const pieces: Buffer[] = [];
  let at = 0;
  const push = (bytes: Uint8Array): number => {
    const start = at;
    const padded = Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
    pieces.push(padded);
    at += padded.length;
    return start;
  };
  push(Buffer.alloc(16)); // the header, filled in at the end
  const directories: { fields: [number, Tag][]; offsets: number[] }[] = [];
  const list = Array.isArray(images) ? (images as readonly ImageSpec[]) : [images as ImageSpec];
  for (const image of list) {
    const blocks = image.blocks ?? encode(image, le);
    const offsets = blocks.map((block, i) => (image.sparse?.includes(i) ? 0 : push(block)));
    const lengths = blocks.map((block, i) => (image.sparse?.includes(i) ? 0 : block.length));
    directories.push({ fields: fieldsOf(image, lengths), offsets });
  }
  let previousLink = -1;
  let firstAt = 0;
  for (const [i, { fields, offsets }] of directories.entries()) {
    const tiled = list[i]!.tile !== undefined;
    const all: [number, Tag][] = [...fields, [tiled ? 324 : 273, { tag: tiled ? 324 : 273, type: "long", values: offsets }]];
    all.sort(([a], [b]) => a - b);
    const values = all.map(([, tag]) => valuesBytes(tag, le));
    const places = values.map((bytes) => (bytes.length > (big ? 8 : 4) ? push(bytes) : -1));
    const entry = big ? 20 : 12;
    const head = big ? 8 : 2;
    const directory = Buffer.alloc(head + all.length * entry + (big ? 8 : 4));
    const view = new DataView(directory.buffer, directory.byteOffset, directory.length);
    if (big) view.setBigUint64(0, BigInt(all.length), le);
    else view.setUint16(0, all.length, le);
    all.forEach(([tag, { type, values: given }], n) => {
      const start = head + n * entry;
      view.setUint16(start, tag, le);
      view.setUint16(start + 2, typeCode[type], le);
      const count = type === "ascii" ? given.length + 1 : given.length;
      if (big) view.setBigUint64(start + 4, BigInt(count), le);
      else view.setUint32(start + 4, count, le);
      if (places[n]! < 0) directory.set(values[n]!, start + (big ? 12 : 8));
      else if (big) view.setBigUint64(start + 12, BigInt(places[n]!), le);
      else view.setUint32(start + 8, places[n]!, le);
    });
    const start = push(directory);
    if (previousLink < 0) firstAt = start;
    else link(pieces, previousLink, start, { big, le });
    previousLink = start + directory.length - (big ? 8 : 4);
  }
  const header = new DataView(pieces[0]!.buffer, pieces[0]!.byteOffset, 16);
  header.setUint16(0, bigEndian ? 0x4d4d : 0x4949);
  header.setUint16(2, big ? 43 : 42, le);
  if (big) {
    header.setUint16(4, 8, le);
    header.setBigUint64(8, BigInt(firstAt), le);
  } else header.setUint32(4, firstAt, le);
  return Buffer.concat(pieces);
}

function link(pieces: readonly Buffer[], position: number, value: number, { big, le }: { big: boolean; le: boolean }): void {
  let start = 0;
  for (const piece of pieces) {
    if (position < start + piece.length) {
      const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
      if (big) view.setBigUint64(position - start, BigInt(value), le);
      else view.setUint32(position - start, value, le);
      return;
    }
    start += piece.length;
  }
}

function fieldsOf(image: ImageSpec, lengths: readonly number[]): [number, Tag][] {
  const { width, height, bands = 1, type = "uint8", compression = 1, predictor, planar, tile, rowsPerStrip = height, tags = [] } = image;
  const bits = type === "bit" ? 1 : bytesOf[type] * 8;
  const format = type.startsWith("float") ? 3 : type.startsWith("int") ? 2 : 1;
  const own: Tag[] = [
    { tag: 256, type: "long", values: [width] }, { tag: 257, type: "long", values: [height] },
    { tag: 258, type: "short", values: Array<number>(bands).fill(bits) }, { tag: 259, type: "short", values: [compression] },
    { tag: 262, type: "short", values: [1] }, { tag: 277, type: "short", values: [bands] },
    { tag: 284, type: "short", values: [planar ? 2 : 1] }, { tag: 339, type: "short", values: Array<number>(bands).fill(format) },
    { tag: tile ? 325 : 279, type: "long", values: lengths },
    ...(bands > 1 ? [{ tag: 338, type: "short", values: Array<number>(bands - 1).fill(0) } as const] : []),
    ...(predictor ? [{ tag: 317, type: "short", values: [predictor] } as const] : []),
    ...(tile ? [{ tag: 322, type: "short", values: [tile[0]] } as const, { tag: 323, type: "short", values: [tile[1]] } as const] : [{ tag: 278, type: "long", values: [rowsPerStrip] } as const]),
  ];
  const fields = new Map(own.map((tag) => [tag.tag, tag]));
  for (const tag of tags) fields.set(tag.tag, tag);
  return [...fields];
}

function valuesBytes({ type, values }: Tag, le: boolean): Buffer {
  if (typeof values === "string") return Buffer.from(`${values}\0`, "latin1");
  const bytes = Buffer.alloc(values.length * valueBytes[type]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  values.forEach((value, i) => {
    if (type === "short") view.setUint16(2 * i, value, le);
    else if (type === "long") view.setUint32(4 * i, value, le);
    else if (type === "double") view.setFloat64(8 * i, value, le);
    else bytes[i] = value;
  });
  return bytes;
}

function encode(image: ImageSpec, le: boolean): Buffer[] {
  const { width, height, bands = 1, type = "uint8", value = ramp, compression = 1, predictor, planar = false, tile, rowsPerStrip = height } = image;
  const [blockWidth, blockHeight] = tile ?? [width, rowsPerStrip];
  const blocks: Buffer[] = [];
  for (let plane = 0; plane < (planar ? bands : 1); plane++) {
    for (let row = 0; row < height; row += blockHeight) {
      for (let col = 0; col < width; col += blockWidth) {
        const rows = tile ? blockHeight : Math.min(blockHeight, height - row);
        const chosen = planar ? [plane] : Array.from({ length: bands }, (_, band) => band);
        const at = (r: number, c: number, band: number): number => value(band, Math.min(height - 1, row + r), Math.min(width - 1, col + c));
        const raw = type === "bit" ? bits(rows, blockWidth, at) : numbers(rows, blockWidth, chosen, { at, type, predictor, le });
        blocks.push(compression === 8 ? deflateSync(raw) : compression === 5 ? lzw(raw) : compression === 32773 ? packBits(raw) : raw);
      }
    }
  }
  return blocks;
}

type At = (row: number, col: number, band: number) => number;

function bits(rows: number, width: number, at: At): Buffer {
  const stride = Math.ceil(width / 8);
  const out = Buffer.alloc(rows * stride);
  for (let r = 0; r < rows; r++) for (let c = 0; c < width; c++) if (at(r, c, 0)) out[r * stride + (c >> 3)]! |= 0x80 >> (c & 7);
  return out;
}

function numbers(
  rows: number, width: number, bands: readonly number[],
  { at, type, predictor, le }: { at: At; type: SampleType; predictor: 2 | 3 | undefined; le: boolean },
): Buffer {
  const size = bytesOf[type];
  const out = Buffer.alloc(rows * width * bands.length * size);
  for (let r = 0; r < rows; r++) {
    const samples = Array.from({ length: width }, (_, c) => bands.map((band) => at(r, c, band))).flat();
    const line = out.subarray(r * samples.length * size, (r + 1) * samples.length * size);
    const plain = Buffer.alloc(line.length);
    const order = predictor === 3 ? false : le; // predictor 3 puts the most significant bytes first
    const view = new DataView(plain.buffer, plain.byteOffset, plain.length);
    const differences = predictor === 2 ? samples.map((v, i) => v - (samples[i - bands.length] ?? 0)) : samples;
    differences.forEach((v, i) => {
      if (type === "float32") view.setFloat32(4 * i, v, order);
      else if (type === "float64") view.setFloat64(8 * i, v, order);
      else if (size === 1) view.setInt8(i, v);
      else if (size === 2) view.setInt16(2 * i, v, order);
      else view.setInt32(4 * i, v, order);
    });
    if (predictor === 3) {
      const planes = Buffer.alloc(plain.length);
      for (let i = 0; i < samples.length; i++) for (let b = 0; b < size; b++) planes[b * samples.length + i] = plain[i * size + b]!;
      for (let i = 0; i < planes.length; i++) line[i] = planes[i]! - (planes[i - bands.length] ?? 0);
    } else line.set(plain);
  }
  return out;
}

/** TIFF 6.0 section 13, from the text of the specification. */
export function lzw(input: Uint8Array): Buffer {
  const out: number[] = [];
  let pending = 0;
  let held = 0;
  let width = 9;
  const emit = (code: number): void => {
    pending = (pending << width) | code;
    held += width;
    while (held >= 8) {
      out.push((pending >> (held - 8)) & 255);
      held -= 8;
    }
    pending &= (1 << held) - 1;
  };
  let table = new Map<string, number>();
  const clear = (): void => {
    emit(256);
    table = new Map(Array.from({ length: 256 }, (_, i) => [String.fromCharCode(i), i]));
    width = 9;
  };
  clear();
  let next = 258;
  let run = "";
  for (const byte of input) {
    const longer = run + String.fromCharCode(byte);
    if (table.has(longer)) {
      run = longer;
      continue;
    }
    emit(table.get(run)!);
    table.set(longer, next++);
    if (next === 512 || next === 1024 || next === 2048) width++;
    if (next === 4095) {
      clear();
      next = 258;
    }
    run = String.fromCharCode(byte);
  }
  if (run !== "") emit(table.get(run)!);
  next++;
  if (next === 512 || next === 1024 || next === 2048) width++;
  emit(257);
  if (held > 0) out.push((pending << (8 - held)) & 255);
  return Buffer.from(out);
}

function packBits(input: Uint8Array): Buffer {
  const out: number[] = [];
  for (let i = 0; i < input.length; ) {
    let run = 1;
    while (i + run < input.length && run < 128 && input[i + run] === input[i]) run++;
    if (run > 1) out.push(257 - run, input[i]!);
    else out.push(0, input[i]!);
    i += run;
  }
  return Buffer.from(out);
}

/** A folder of one test file, removed at its end. */
export function temporaryFolder(): (name: string, bytes?: Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), "rsr-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, bytes) => {
    const path = join(folder, name);
    if (bytes !== undefined) writeFileSync(path, bytes);
    return path;
  };
}

function works(command: string, ...given: string[]): boolean {
  try {
    execFileSync(command, given, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** GDAL with its Python bindings (Debian gdal-bin, python3-gdal): the judge where it is installed. */
export const gdal = works("gdalinfo", "--version") && works("/usr/bin/python3", "-c", "from osgeo_utils.samples import validate_cloud_optimized_geotiff");
