import { access, realpath, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { expected } from "../../shared/errors.js";
import type { Progress } from "../../shared/report/progress.js";
import { deviationPath, isUrl, type TileOptions } from "./options.js";
import type { RestoreJob } from "./restore-job.js";
import { estimateCog } from "./write.js";

/** TIFF counts pixels of a side in 32 bits; readers keep them in signed ones. */
const LONGEST_SIDE = 2 ** 31 - 1;
/** Nothing compresses below this share of the worst case often enough to start a run on it. */
const HOPE = 1 / 4;

/** Output pixels of all bands, and the most bytes that a run of it takes on disk. Throws bad-option where TIFF has no room for it. */
export function sizeOf({ scene, options, window, outputBands, bands }: RestoreJob): { readonly width: number; readonly height: number; readonly pixels: number; readonly bytes: number } {
  const width = window.width * options.scale;
  const height = window.height * options.scale;
  if (Math.max(width, height) > LONGEST_SIDE) throw expected("bad-option", { subject: "--scale", want: `sides of at most ${LONGEST_SIDE} pixels`, got: `${width}x${height}`, advice: "process windows of the scene" });
  const shape = { width, height, hasMask: scene.hasMask };
  let bytes = estimateCog({ ...shape, bands: outputBands.length, sampleType: scene.sampleType }).total;
  if (options.samples > 1) bytes += estimateCog({ ...shape, bands: bands.length, sampleType: "float32" }).total;
  return { width, height, pixels: width * height * outputBands.length, bytes };
}

/** Throws no-space where a run has no chance, warns where it may fill the disk. A store that states no room is found out by writing. */
export async function requireSpace(job: RestoreJob, progress: Progress): Promise<void> {
  const { scene, options, outputBands } = job;
  const { width, height, bytes } = sizeOf(job);
  const folder = dirname(options.output);
  const disk = await statfs(folder).catch((cause: NodeJS.ErrnoException) => {
    throw expected("bad-option", { subject: "--output", want: "a folder that exists", got: folder, advice: "create it or choose another", cause });
  });
  const free = disk.bavail * disk.bsize;
  if (!(free > 0)) return; // network stores often state 0
  const text = (n: number): string => `${(n / 2 ** 30).toFixed(2)} GiB`;
  if (free < bytes * HOPE) {
    throw expected("no-space", { subject: folder, want: `room for ${width}x${height} x ${outputBands.length} ${scene.sampleType}, up to ${text(bytes)}`, got: `${text(free)} free`, advice: "free some, or choose another --output or a --window" });
  }
  if (free < bytes) progress.warn(`${text(free)} free where up to ${text(bytes)} may be needed; if the disk fills up, --resume continues`);
}

/** Throws bad-option where an output would take the name of a folder or, through whatever links, that of a file that is read. */
export async function requireApart(outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  const read = new Set(await Promise.all(inputs.filter((input) => !isUrl(input)).map((input) => realpath(input).catch(() => undefined))));
  for (const path of outputs) {
    if (path === "") throw expected("bad-option", { subject: "--output", want: "the name of a file", got: "nothing", advice: "for example scene_x4.tif" });
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) throw expected("bad-option", { subject: "--output", want: "the name of a file", got: `the folder ${path}`, advice: "add a file name" });
    if (found && read.has(await realpath(path))) throw expected("bad-option", { subject: "--output", want: "another file than the input", got: path, advice: "choose another name: the scene is kept" });
  }
}

export async function refuseExisting({ output, samples }: TileOptions): Promise<void> {
  for (const path of samples > 1 ? [output, deviationPath(output)] : [output]) {
    if (await access(path).then(() => true, () => false)) {
      throw expected("bad-option", { subject: path, want: "a new file", got: "one that exists", advice: "choose another --output or pass --overwrite" });
    }
  }
}
