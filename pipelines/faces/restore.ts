import { basename } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { RestorationError } from "../../shared/errors.js";
import { silent, type Progress } from "../../shared/report/progress.js";
import { versions } from "../../shared/report/versions.js";
import { bandedKernels } from "../../shared/tensor/banded-simd.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { Room } from "../../shared/tiles/room.js";
import { cubicKernel } from "./align-sample.js";
import { detectKernels } from "./detect-kernels.js";
import { openDetector, type OpenDetectorOptions } from "./detect.js";
import { openFaceModels, type OpenFaceModelsOptions } from "./models.js";
import type { RestoreOptions } from "./options.js";
import { placesOf, type Place } from "./outputs.js";
import type { PhotoReport, RunReport } from "./report.js";
import { modelsIn, type Opened } from "./restore-job.js";
import { turnOn } from "./restore-turn.js";

/** Photographs in hand: one is read and looked at, one restored, one written; fewer where their pixels are too many. */
const AT_ONCE = 3;
/** Pixels of photographs and their results that are in hand together, on average of both; a larger photograph is in hand alone. */
export const PIXELS_AT_ONCE = 100e6;

export interface RestoreContext {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Shared with other runs in this process; by default the run's own, of PIXELS_AT_ONCE. */
  readonly room?: Room;
  /** Opens what so many photographs need; what it gives is closed at the end. A worker that keeps models open gives them from there. */
  readonly open?: (options: RestoreOptions, photographs: number, signal?: AbortSignal) => Opened;
}

export interface Restored {
  readonly report: RunReport;
  /** Paths of the results, in the order of the inputs. */
  readonly places: readonly string[];
}

/**
 * `bfr PHOTO...`: read -> detect and align -> restore -> put back -> write, a few photographs at a time; each result appears under its
 * name when it is complete, its JSON report last. Of several photographs, one that is at fault (not a photograph, no face in it) is
 * reported as failed and the next one is done; a single one throws. Whatever stops all of them is thrown as RestorationError.
 */
export async function restorePhotos(inputs: readonly string[], options: RestoreOptions, { progress = silent, signal, room = new Room(PIXELS_AT_ONCE), open = openTools }: RestoreContext = {}): Promise<Restored> {
  const started = performance.now();
  const places = await placesOf(inputs, options);
  const photos: PhotoReport[] = [];
  let opened: Opened | undefined;
  let over = false;
  const unopened = new Set<unknown>();
  const tools = (): Opened => {
    if (opened !== undefined) return opened;
    opened = open(options, places.length - photos.length, signal);
    for (const each of [opened.models, opened.detector]) each?.catch((error: unknown) => unopened.add(error));
    void opened.models.then((models) => !over && modelsIn(models).forEach(({ card, device, notes }) => progress.stage([`${card.id} ${card.version} on ${device}`, ...notes].join("; "))), () => undefined);
    return opened;
  };
  const turns = places.map(() => turnOn(progress));
  const stops = places.map(() => new AbortController());
  const one = async ([i, place]: [number, Place]): Promise<PhotoReport> => {
    const own = turns[i]!.progress;
    own.stage(places.length === 1 ? basename(place.input) : `photograph ${i + 1} of ${places.length}: ${basename(place.input)}`);
    try {
      throwIfAborted(signal);
      const { restorePhoto } = await import("./restore-photo.js");
      return await restorePhoto(place, { options, tools, room, progress: own, signal: AbortSignal.any([stops[i]!.signal, ...(signal ? [signal] : [])]) });
    } catch (error) {
      if (signal?.aborted) throw new RestorationError("aborted", places.length === 1 ? "stopped; nothing was written" : "stopped; the photographs that are complete are kept, continue with --resume", { cause: error, retry: true });
      if (places.length === 1 || unopened.has(error) || !ofOnePhoto(error)) {
        for (const later of stops.slice(i + 1)) later.abort();
        throw error;
      }
      const { message: problem } = error as RestorationError;
      own.warn(problem);
      return { outcome: "failed", input: { name: basename(place.input) }, problem };
    }
  };
  try {
    turns[0]?.come();
    tools(); // they load on their threads while this one loads the rest of the program and a photograph
    for await (const report of ahead(places.entries(), AT_ONCE, one)) turns[photos.push(report)]?.come();
    return { report: { versions: versions(), photos, seconds: (performance.now() - started) / 1000 }, places: places.map(({ photo }) => photo) };
  } finally {
    over = true;
    progress.stop();
    await opened?.close();
  }
}

/** What a run opens, by its options. */
export function toolOptions({ method, model, prior, regression, aligned, device, threads }: RestoreOptions): { readonly models: OpenFaceModelsOptions; readonly detector?: OpenDetectorOptions } {
  const common = { device, ...(threads !== undefined && { threads }) };
  return {
    models: { method, ...common, ...(model !== undefined && { model }), ...(prior !== undefined && { prior }), ...(regression !== undefined && { regression }) },
    ...(!aligned && { detector: common }),
  };
}

function openTools(options: RestoreOptions, photographs: number, signal: AbortSignal | undefined): Opened {
  const of = toolOptions(options);
  const abort = signal && { signal };
  const detector = of.detector && openDetector({ ...of.detector, ...abort });
  const models = openFaceModels({ ...of.models, photographs, ...abort });
  for (const assembled of [detectKernels, cubicKernel, bandedKernels]) assembled(); // while the networks load on their threads
  return {
    models, ...(detector && { detector }),
    async close() {
      for (const it of await Promise.allSettled([models, detector])) if (it.status === "fulfilled") await it.value?.close();
    },
  };
}

/** A fault of the photograph, its size among them, and not of the run. */
function ofOnePhoto(error: unknown): boolean {
  return error instanceof RestorationError && (error.code === "bad-input" || error.code === "bad-option");
}
