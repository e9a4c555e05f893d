import { basename } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { RestorationError } from "../../shared/errors.js";
import { silent, type Progress } from "../../shared/report/progress.js";
import { versions } from "../../shared/report/versions.js";
import type { Device } from "../../shared/runtime/device.js";
import { openDetector } from "./detect.js";
import { openFaceModels } from "./models.js";
import type { RestoreOptions } from "./options.js";
import { placesOf } from "./outputs.js";
import type { PhotoReport, RunReport } from "./report.js";
import { modelsIn, type Opened } from "./restore-job.js";
import { restorePhoto } from "./restore-photo.js";

export interface RestoreContext {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

export interface Restored {
  readonly report: RunReport;
  /** Paths of the results, in the order of the inputs. */
  readonly places: readonly string[];
}

/**
 * `bfr PHOTO...`: read -> detect and align -> restore -> put back -> write, photograph by photograph; each result appears under its
 * name when it is complete, its JSON report last. Of several photographs, one that is at fault (not a photograph, no face in it) is
 * reported as failed and the next one is done; a single one throws. Whatever stops all of them is thrown as RestorationError.
 */
export async function restorePhotos(inputs: readonly string[], options: RestoreOptions, { progress = silent, signal }: RestoreContext = {}): Promise<Restored> {
  const started = performance.now();
  const places = await placesOf(inputs, options);
  const opened = await open(options, signal);
  const photos: PhotoReport[] = [];
  try {
    for (const model of modelsIn(opened.models)) progress.stage([`${model.card.id} ${model.card.version} on ${model.device}`, ...model.notes].join("; "));
    for (const [i, place] of places.entries()) {
      throwIfAborted(signal);
      progress.stage(places.length === 1 ? basename(place.input) : `photograph ${i + 1} of ${places.length}: ${basename(place.input)}`);
      try {
        photos.push(await restorePhoto(place, { options, opened, progress, ...(signal && { signal }) }));
      } catch (error) {
        if (signal?.aborted) throw new RestorationError("aborted", places.length === 1 ? "stopped; nothing was written" : "stopped; the photographs that are complete are kept, continue with --resume", { cause: error, retry: true });
        if (places.length === 1 || !ofOnePhoto(error)) throw error;
        const { message: problem } = error as RestorationError;
        photos.push({ outcome: "failed", input: { name: basename(place.input) }, problem });
        progress.warn(problem);
      }
    }
    return { report: { versions: versions(), photos, seconds: (performance.now() - started) / 1000 }, places: places.map(({ photo }) => photo) };
  } finally {
    progress.stop();
    await opened.close();
  }
}

async function open({ method, model, prior, regression, aligned, device, threads }: RestoreOptions, signal: AbortSignal | undefined): Promise<Opened> {
  const common = { ...(threads !== undefined && { threads }), ...(signal && { signal }) };
  const [models, detector] = await Promise.allSettled([
    openFaceModels({ method, device, ...(model !== undefined && { model }), ...(prior !== undefined && { prior }), ...(regression !== undefined && { regression }), ...common }),
    aligned ? undefined : openDetector({ device: device as Device, ...common }),
  ]);
  const close = async (): Promise<void> => void (await Promise.all([models, detector].map((it) => (it.status === "fulfilled" ? it.value?.close() : undefined))));
  if (models.status === "fulfilled" && detector.status === "fulfilled") return { models: models.value, ...(detector.value && { detector: detector.value }), close };
  await close();
  throw models.status === "rejected" ? models.reason : (detector as PromiseRejectedResult).reason;
}

/** A fault of the photograph, its size among them, and not of the run. */
function ofOnePhoto(error: unknown): boolean {
  return error instanceof RestorationError && (error.code === "bad-input" || error.code === "bad-option");
}
