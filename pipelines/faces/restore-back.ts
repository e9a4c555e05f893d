import sharp from "sharp";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { FACE_SIDE } from "./face.js";
import type { RestoreOptions } from "./options.js";
import { pasteFaces, pasteMap, type RestoredFace } from "./paste.js";
import type { Photo } from "./photo.js";
import type { FaceDone } from "./restore-job.js";
import { upscalePhoto } from "./upscale.js";
import { publish } from "./write-photo-publish.js";

/** The deviation that is white in the map: a quarter of a channel's range, 64 of 255 levels. More is white as well. */
export const DEVIATION_WHITE = 0.25;

/** The photograph with its faces restored, enlarged where that was asked for; of an aligned crop the 256 x 256 face itself. */
export async function putBack(photo: Photo, done: readonly FaceDone[], { aligned, upscale }: Pick<RestoreOptions, "aligned" | "upscale">, signal?: AbortSignal): Promise<Photo> {
  if (aligned) return crop(photo, done[0]!.result.image);
  const background = upscale === 1 ? photo : await upscalePhoto(photo, upscale);
  return pasteFaces(background, done.map(restored), { upscale, signal });
}

/** [1, 1, height, width] on the grid of `after`, 0..1 units; 0 outside the faces. */
export async function deviationMap(after: Photo, done: readonly FaceDone[], { aligned, upscale }: Pick<RestoreOptions, "aligned" | "upscale">, signal?: AbortSignal): Promise<Tensor> {
  const own = done[0]?.result.deviation;
  return aligned && own ? own : pasteMap(after, done.map(restored), { upscale, signal });
}

/** 16-bit grey PNG, white at DEVIATION_WHITE. Throws bad-option where its name is taken and not to be replaced. */
export async function writeDeviation(path: string, { dims: [, , height, width], data }: Tensor, replace: boolean): Promise<void> {
  const levels = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) levels[i] = Math.round(65535 * Math.min(1, Math.max(0, data[i]! / DEVIATION_WHITE)));
  const png = await sharp(levels, { raw: { width, height, channels: 1 }, limitInputPixels: false }).toColourspace("grey16").png().toBuffer();
  await publish(path, [png], replace);
}

function restored({ aligned, result }: FaceDone): RestoredFace {
  return { face: aligned, image: result.image, ...(result.deviation && { spread: result.deviation }) };
}

/** A face [1, 3, 256, 256] of 0..1 as a photograph of its own, with the metadata of the one that it came from. */
function crop({ bits, alpha, source }: Photo, { data: values }: Tensor): Photo {
  const plane = FACE_SIDE * FACE_SIDE;
  const top = bits === 8 ? 255 : 65535;
  const data = bits === 8 ? new Uint8Array(3 * plane) : new Uint16Array(3 * plane);
  for (let c = 0; c < 3; c++) for (let i = 0; i < plane; i++) data[3 * i + c] = Math.min(top, Math.max(0, Math.round(values[c * plane + i]! * top)));
  return { width: FACE_SIDE, height: FACE_SIDE, data, bits, source: alpha ? { ...source, notes: [...source.notes, "an aligned face has no transparency: the crop's was left out"] } : source };
}
