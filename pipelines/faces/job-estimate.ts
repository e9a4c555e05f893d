import { open } from "node:fs/promises";
import sharp from "sharp";
import { expected } from "../../shared/errors.js";
import type { Estimate } from "../../shared/jobs/domain.js";
import type { MethodName } from "./models.js";
import type { RestoreOptions } from "./options.js";
import { photoFormat } from "./read-photo-format.js";
import { defaultMaxPixels } from "./read-photo.js";

/** Seconds of one core for one face and one sample, at the preset balanced (README, two cores). */
const SECONDS_OF_FACE: Readonly<Record<MethodName, number>> = { difface: 0.7, dr2: 2.4, diffbfr: 0.7, "at-ddpm": 0.5, "at-vardiff": 0.6, regression: 0.3, bicubic: 0.02 };
/** To read a photograph, look for faces and write it again; how many faces there are is not known before. */
const SECONDS = { detect: 0.8, perPixel: 4e-7 };
const SIDE = 256;
/** Report, provenance and what an encoder adds to pixels that it cannot shrink. */
const BESIDE = 2 ** 18;
/** Of the page's pictures: the photograph three times at no more than 1600 x 1600, and some faces. */
const PAGE = 3 * 3 * 1600 ** 2 + 2 ** 22;

/** From the header alone. Throws bad-input for what is no photograph, bad-option for one of too many pixels. */
export async function estimatePhoto(path: string, { method, samples, aligned, upscale, report }: RestoreOptions): Promise<Estimate> {
  const { width, height, channels, wide, beside } = await header(path);
  const read = width * height;
  const pixels = aligned ? SIDE ** 2 : read * upscale ** 2;
  for (const each of [read, pixels]) if (each > defaultMaxPixels) throw expected("bad-option", { subject: path, want: `at most ${defaultMaxPixels / 1e6} million pixels`, got: `${Math.round(each / 1e6)} million`, advice: "shrink it first or choose a smaller --upscale" });
  return {
    pixels,
    bytes: pixels * (Math.max(3, channels) * (wide ? 2 : 1) + (samples > 1 ? 2 : 0)) + beside + BESIDE + (report ? PAGE : 0),
    seconds: (aligned ? 0 : SECONDS.detect) + SECONDS.perPixel * (read + pixels) + samples * SECONDS_OF_FACE[method],
  };
}

async function header(path: string): Promise<{ readonly width: number; readonly height: number; readonly channels: number; readonly wide: boolean; readonly beside: number }> {
  photoFormat(path, await firstBytes(path));
  const meta = await sharp(path, { limitInputPixels: false }).metadata().catch((cause: Error) => {
    throw expected("bad-input", { subject: path, want: "a whole photograph", got: "one whose header does not decode", advice: "copy it again from where it came; a damaged photograph is not restored", cause });
  });
  const beside = [meta.icc, meta.exif, meta.xmp].reduce((sum, block) => sum + (block?.length ?? 0), 0);
  return { width: meta.width, height: meta.height, channels: Math.min(4, meta.channels), wide: meta.depth === "ushort", beside };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const refuse = (got: string | undefined, cause?: unknown): Error => expected("bad-input", { subject: path, want: "a photograph", got, advice: "check the path and its permissions", cause });
  const file = await open(path, "r").catch((cause: NodeJS.ErrnoException) => {
    throw refuse(cause.code === "ENOENT" ? "no such file" : cause.code, cause);
  });
  try {
    if (!(await file.stat()).isFile()) throw refuse("no file");
    const { bytesRead, buffer } = await file.read(new Uint8Array(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
