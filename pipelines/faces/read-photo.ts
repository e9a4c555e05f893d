import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { setImmediate as yieldToEvents } from "node:timers/promises";
import sharp, { type Metadata, type Sharp } from "sharp";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import type { Photo, PhotoFormat, PhotoSource } from "./photo.js";
import { avifColour, pngColour } from "./read-photo-colour.js";
import { photoFormat, tiffPhoto } from "./read-photo-format.js";
import { lossNotes, photoDensity } from "./read-photo-notes.js";
import { ascii, pngChunks } from "./read-photo-segments.js";
import { exifOfTiff } from "./write-photo-tree.js";

/** Pixels of the largest photograph that is read or made unless the caller says otherwise. */
export const defaultMaxPixels = 200e6;

export interface ReadPhotoOptions {
  readonly signal?: AbortSignal;
  /** Refuse larger photographs before decoding; default 200 million. */
  readonly maxPixels?: number;
  /** Awaited before the pixels are decoded. */
  readonly admit?: (pixels: number) => Promise<void>;
}

/** Pixels handled between two pauses. */
const pausePixels = 2 ** 21;
/** What Node reads into one buffer. */
const maxBytes = 2 ** 31 - 1;

/**
 * A photograph by its content, whatever its name: JPEG, PNG, WebP, TIFF or AVIF, upright by its EXIF orientation (AVIF:
 * by its own rotation), its values in the file's own colour space. 16-bit PNG and TIFF and 10- and 12-bit AVIF come as
 * 16 bits, all else as 8. CMYK is converted to sRGB and noted. Throws RestorationError: "bad-input" for what is no
 * whole, single photograph; "bad-option" beyond maxPixels; "no-memory"; "aborted".
 */
export async function readPhoto(path: string, { signal, maxPixels = defaultMaxPixels, admit }: ReadPhotoOptions = {}): Promise<Photo> {
  throwIfAborted(signal);
  const bytes = await fileBytes(path);
  const format = photoFormat(path, bytes);
  const tiff = format === "tiff" ? tiffPhoto(path, bytes) : undefined;
  const notes = [...(tiff?.notes ?? []), ...lossNotes(format, bytes, tiff?.directory)];
  const meta = await decode(path, format, () => opened(bytes).metadata());
  requireOne(path, format, bytes, meta);
  requireSize(path, meta, maxPixels);
  requireSamples(path, meta);
  await admit?.(meta.width * meta.height);
  const p3 = (format === "png" ? pngColour(path, pngChunks(bytes)) : format === "avif" ? avifColour(path, bytes) : "srgb") === "p3";
  throwIfAborted(signal);

  const cmyk = meta.space === "cmyk";
  if (cmyk) notes.push(meta.icc ? "CMYK was converted to sRGB with the file's ICC profile" : "CMYK without an ICC profile was converted to sRGB with a generic one");
  const wide = meta.depth === "ushort";
  const { data: raw, info } = await decode(path, format, () => {
    const image = sharp(bytes, { failOn: "warning", limitInputPixels: maxPixels, autoOrient: true, ignoreIcc: !cmyk });
    return wide ? image.toColourspace("rgb16").raw({ depth: "ushort" }).toBuffer({ resolveWithObject: true }) : image.toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  });
  const { width, height } = meta.autoOrient;
  if (info.width !== width || info.height !== height || (info.channels !== 3 && info.channels !== 4)) throw new Error(`${path}: decoded ${info.width}x${info.height}x${info.channels}, its header says ${width}x${height}`);
  const values = wide ? new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2) : new Uint8Array(raw.buffer, raw.byteOffset, raw.length);
  if (wide && format === "avif") await spreadBits(values, meta.bitsPerSample ?? 16, signal);
  const planes = info.channels === 4 ? await splitAlpha(values, width * height, signal) : { data: values };

  const exif = tiff ? exifOfTiff(bytes, tiff.header, tiff.directory) : exifBlock(meta.exif);
  const density = photoDensity(format, bytes, exif);
  const icc = cmyk ? undefined : p3 ? await displayP3() : meta.icc;
  const source: PhotoSource = {
    path, sha256: await sha256Of(bytes, signal), format,
    gray: meta.channels <= 2,
    ...(icc && { icc: new Uint8Array(icc) }), ...(exif && { exif }), ...(meta.xmp && { xmp: new Uint8Array(meta.xmp) }),
    ...(density !== undefined && { density }),
    notes,
  };
  return { width, height, ...planes, bits: wide ? 16 : 8, source };
}

const opened = (bytes: Uint8Array): Sharp => sharp(bytes, { failOn: "warning", limitInputPixels: false });

async function fileBytes(path: string): Promise<Uint8Array> {
  const refuse = (got: string, advice: string, cause?: unknown): Error => expected("bad-input", { subject: path, want: "a photograph", got, advice, cause });
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EISDIR") throw refuse("a folder", "give the photographs in it", error);
    throw refuse(error.code === "ENOENT" ? "no such file" : `${error.code}`, "check the path and its permissions", error);
  });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw refuse("a folder", "give the photographs in it");
    if (!stat.isFile()) throw refuse("a pipe or device", "save it to a file first");
    if (stat.size > maxBytes) throw refuse(`${stat.size} bytes`, "files over 2 GiB are not read; crop it first");
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Runs sharp; its failures become RestorationErrors that name the file. */
async function decode<T>(path: string, format: PhotoFormat, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RestorationError) throw error;
    const text = (error as Error).message.replace(/^Input (buffer|file) (has corrupt header: )?/, "").split("\n")[0]!.trim();
    if (/memory/i.test(text)) throw new RestorationError("no-memory", `${path}: not enough memory to decode it (${text}); free some or crop the photograph`, { cause: error, retry: true });
    throw expected("bad-input", { subject: path, want: `a whole ${format.toUpperCase()}`, got: `one that does not decode (${text})`, advice: "copy it again from where it came; a damaged photograph is not restored", cause: error });
  }
}

function requireOne(path: string, format: PhotoFormat, bytes: Uint8Array, meta: Metadata): void {
  const refuse = (got: string, advice: string): Error => expected("bad-input", { subject: path, want: "one photograph", got, advice });
  if (format === "webp" && (meta.pages ?? 1) > 1) throw refuse(`an animation of ${meta.pages} frames`, "extract one first: webpmux -get frame 1 file.webp -o frame.webp");
  if (format === "png" && pngChunks(bytes).some(({ name }) => name === "acTL")) throw refuse("an animated PNG", "extract one first: ffmpeg -i file.png -frames:v 1 frame.png");
  if (format === "avif" && (meta.pages ?? 1) > 1) throw refuse(`${meta.pages} pictures`, "extract one first: heif-dec file.avif frame.png");
  if (format === "avif" && meta.compression !== "av1") throw refuse(`an image compressed as ${meta.compression}`, "convert it to JPEG first");
}

function requireSize(path: string, { width, height }: Metadata, maxPixels: number): void {
  if (width * height > maxPixels) throw expected("bad-option", { subject: path, want: `at most ${Math.round(maxPixels / 1e6)} million pixels`, got: `${width} x ${height}`, advice: "crop or shrink it first" });
}

function requireSamples(path: string, { space, depth, channels }: Metadata): void {
  const wanted = { srgb: "uchar", "b-w": "uchar", cmyk: "uchar", rgb16: "ushort", grey16: "ushort" }[space as string];
  if (depth !== wanted || channels > (space === "cmyk" ? 5 : space === "b-w" || space === "grey16" ? 2 : 4)) {
    throw expected("bad-input", { subject: path, want: "gray, RGB or CMYK of 8 bits, or gray or RGB of 16", got: `${channels} channels of ${space}, ${depth}`, advice: "convert it to RGB first" });
  }
}

/** libheif's 10 or 12 bits stand left-aligned in 16; white has to become 65535. In place. */
async function spreadBits(values: Uint8Array | Uint16Array, bits: number, signal: AbortSignal | undefined): Promise<void> {
  if (bits >= 16) return;
  const shift = 16 - bits;
  const scale = 65535 / (2 ** bits - 1);
  for (let from = 0; from < values.length; from += pausePixels) {
    const end = Math.min(values.length, from + pausePixels);
    for (let i = from; i < end; i++) values[i] = Math.round((values[i]! >> shift) * scale);
    await pause(signal);
  }
}

async function splitAlpha(values: Uint8Array | Uint16Array, pixels: number, signal: AbortSignal | undefined): Promise<Pick<Photo, "data"> & Required<Pick<Photo, "alpha">>> {
  const array = values instanceof Uint16Array ? Uint16Array : Uint8Array;
  const data = new array(3 * pixels);
  const alpha = new array(pixels);
  for (let from = 0; from < pixels; from += pausePixels) {
    const end = Math.min(pixels, from + pausePixels);
    for (let i = from, to = 3 * from, at = 4 * from; i < end; i++, to += 3, at += 4) {
      data[to] = values[at]!;
      data[to + 1] = values[at + 1]!;
      data[to + 2] = values[at + 2]!;
      alpha[i] = values[at + 3]!;
    }
    await pause(signal);
  }
  return { data, alpha };
}

/** libvips puts the JPEG marker's name before some blocks; a Photo's begins with the TIFF header. */
function exifBlock(exif: Uint8Array | undefined): Uint8Array | undefined {
  if (exif === undefined) return undefined;
  return new Uint8Array(ascii(exif, 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif);
}

let p3: Uint8Array | undefined;

async function displayP3(): Promise<Uint8Array | undefined> {
  p3 ??= (await sharp(await sharp({ create: { width: 1, height: 1, channels: 3, background: "black" } }).withIccProfile("p3").png().toBuffer()).metadata()).icc;
  return p3;
}

async function sha256Of(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  const step = 2 ** 23;
  for (let at = 0; at < bytes.length; at += step) {
    hash.update(bytes.subarray(at, at + step));
    if (at > 0) await pause(signal);
  }
  return hash.digest("hex");
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  await yieldToEvents();
  throwIfAborted(signal);
}
