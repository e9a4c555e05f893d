import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import type { Photo, PhotoFormat } from "./photo.js";
import { ascii } from "./read-photo-segments.js";
import type { Samples } from "./write-photo-encode.js";

/** Pixels handled between two pauses. */
const pausePixels = 2 ** 20;

/**
 * A photograph's values as they go into a file of `format`: interleaved, alpha last, one channel where a gray source is
 * still gray, 8 bits for JPEG and WebP, 10 of 16 for AVIF. What that loses goes into `notes`; alpha that the format
 * cannot hold throws "bad-option".
 */
export async function photoSamples(photo: Photo, { format, path, notes, signal }: { readonly format: PhotoFormat; readonly path: string; readonly notes: string[]; readonly signal?: AbortSignal }): Promise<Samples> {
  const { width, height, data, bits, source } = photo;
  const pixels = width * height;
  let { alpha } = photo;
  if (alpha !== undefined && format === "jpeg") {
    await requireOpaque(photo, { path, ...(signal && { signal }) });
    alpha = undefined;
    notes.push("the alpha channel, opaque everywhere, was left out");
  }
  const oneChannel = source.gray && (source.icc === undefined || ascii(source.icc, 16, 4) === "GRAY") && (await isGray(data, pixels, signal));
  if (source.gray && !oneChannel) notes.push("the gray photograph was written as RGB");

  const narrow = bits === 16 && (format === "jpeg" || format === "webp");
  if (narrow) notes.push(`16 bits were rounded to the 8 of ${format === "jpeg" ? "JPEG" : "WebP"}`);
  const ten = bits === 16 && format === "avif";
  if (ten) notes.push("values were rounded to the 10 bits of AVIF");
  const colours = oneChannel ? 1 : 3;
  const channels = (colours + (alpha ? 1 : 0)) as Samples["channels"];
  if (channels === 3 && !narrow && !ten) return { width, height, channels, data };

  const out = narrow || bits === 8 ? new Uint8Array(channels * pixels) : new Uint16Array(channels * pixels);
  // libvips takes the upper 10 bits as they are.
  const level = narrow ? (value: number): number => Math.round(value / 257) : ten ? (value: number): number => Math.round((value * 1023) / 65535) << 6 : undefined;
  await each(pixels, signal, (from, end) => {
    for (let i = from, to = channels * from; i < end; i++, to += channels) {
      for (let c = 0; c < colours; c++) out[to + c] = data[3 * i + c]!;
      if (alpha) out[to + colours] = alpha[i]!;
    }
    if (level !== undefined) rounded(out, channels * from, channels * end, level, { data, alpha, colours, channels });
    return true;
  });
  return { width, height, channels, data: out };
}

/** Throws "bad-option" where a photograph shows through, for formats that cannot hold it. */
export async function requireOpaque({ width, height, alpha, bits }: Pick<Photo, "width" | "height" | "alpha" | "bits">, { path, signal }: { readonly path: string; readonly signal?: AbortSignal }): Promise<void> {
  const top = bits === 16 ? 65535 : 255;
  if (alpha === undefined || (await each(width * height, signal, (from, end) => alpha.subarray(from, end).every((value) => value === top)))) return;
  throw expected("bad-option", { subject: path, want: "a format with transparency", got: "jpeg for a photograph with an alpha channel", advice: "write PNG, TIFF, WebP or AVIF" });
}

/** 16-bit sources into `out`, through `level`; apart from the plain copy, which it would slow down. */
function rounded(out: Uint8Array | Uint16Array, from: number, end: number, level: (value: number) => number, { data, alpha, colours, channels }: { readonly data: Photo["data"]; readonly alpha: Photo["alpha"]; readonly colours: number; readonly channels: number }): void {
  for (let to = from, i = from / channels; to < end; to += channels, i++) {
    for (let c = 0; c < colours; c++) out[to + c] = level(data[3 * i + c]!);
    if (alpha) out[to + colours] = level(alpha[i]!);
  }
}

function isGray(data: Photo["data"], pixels: number, signal: AbortSignal | undefined): Promise<boolean> {
  return each(pixels, signal, (from, end) => {
    for (let at = 3 * from; at < 3 * end; at += 3) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
    return true;
  });
}

/** Runs `work` over stretches of pixels with pauses between, until one answers false. */
async function each(pixels: number, signal: AbortSignal | undefined, work: (from: number, end: number) => boolean): Promise<boolean> {
  for (let from = 0; from < pixels; from += pausePixels) {
    if (!work(from, Math.min(pixels, from + pausePixels))) return false;
    await yieldToEvents();
    throwIfAborted(signal);
  }
  return true;
}
