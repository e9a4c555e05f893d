import { createHash } from "node:crypto";
import { findings } from "./findings.js";
import { metadataOf } from "./fingerprint.js";
import { blockSizeFor, type CogOptions } from "./cog-layout.js";
import { identify, type Findings, type Fingerprint } from "./journal.js";
import type { MethodModels } from "./models.js";
import { chosenBands, chosenWindow, isUrl, withoutQuery, type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";
import { openInput } from "./open-input.js";

/** A scene that is open, and what of it is wanted. Whoever opened it closes the scene. */
export interface RestoreJob {
  readonly options: TileOptions;
  readonly scene: Scene;
  /** Bands that are restored: the output's without alpha. */
  readonly bands: readonly number[];
  readonly outputBands: readonly number[];
  readonly window: Window;
}

export async function openJob(options: TileOptions, signal?: AbortSignal): Promise<RestoreJob> {
  const scene = await openInput(options.input, { ...(signal && { signal }) });
  try {
    const outputBands = chosenBands(scene, options.bands);
    const bands = outputBands.filter((band) => scene.bands[band]!.interpretation !== "alpha");
    return { options, scene, bands, outputBands, window: chosenWindow(scene, options) };
  } catch (error) {
    await scene.close();
    throw error;
  }
}

/** What the input is, by its content; of a URL by what the server states. */
export async function identityOf({ options, scene: { files } }: RestoreJob, signal?: AbortSignal): Promise<string> {
  if (files === undefined) return (await identify(options.input, signal)).identity;
  const all = createHash("sha256");
  for (const file of files) all.update(`${isUrl(file) ? withoutQuery(file) : ""} ${(await identify(file, signal)).identity}\n`);
  return `sha256 ${all.digest("hex")} of ${files.length} files`;
}

/** Statistics of the scene, and its blur where anything needs it. */
export async function findingsOf({ scene, bands, options }: RestoreJob, models: MethodModels, { warn, signal }: { readonly warn: (message: string) => void; readonly signal?: AbortSignal | undefined }): Promise<Findings> {
  return findings(scene, bands, {
    models, scale: options.scale, seed: options.seed, kernel: options.kernel, device: options.device, warn,
    wantsKernel: models.method === "ddsr" || (options.consistency && models.method !== "bicubic"),
    ...(signal && { signal }),
  });
}

/** The rasters of a job: the result, and with several samples their deviation. */
export function cogsOf({ scene, bands, outputBands, window, options }: RestoreJob, fingerprint: Fingerprint): { readonly main: CogOptions; readonly deviation?: CogOptions } {
  const common = { scene, window, scale: options.scale, metadata: metadataOf(fingerprint) };
  const main: CogOptions = { ...common, bands: outputBands };
  if (options.samples === 1) return { main };
  const blockSize = Math.min(blockSizeFor(outputBands.length, scene.sampleType), blockSizeFor(bands.length, "float32")); // they are written block by block together
  const descriptions = bands.map((band) => `standard deviation of ${scene.bands[band]!.description ?? `band ${band + 1}`}`);
  return { main: { ...main, blockSize }, deviation: { ...common, blockSize, bands, sampleType: "float32", descriptions } };
}
