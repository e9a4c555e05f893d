import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import type { Progress } from "../../shared/report/progress.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { alignFace, alignedPhoto } from "./align.js";
import type { FaceModels } from "./models.js";
import type { RestoreOptions } from "./options.js";
import type { Photo } from "./photo.js";
import { restoreFace } from "./restore-face.js";
import { stopwatch, type Candidate, type FaceDone } from "./restore-job.js";

/** Faces at a time: one is aligned, compared and averaged while the networks run for the other. */
const AT_ONCE = 2;

interface Restoring {
  readonly models: FaceModels;
  readonly options: Pick<RestoreOptions, "knobs" | "samples" | "seed">;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** The faces in their order, with the bytes that each would have alone. Progress is counted in samples. Throws aborted. */
export async function restoreFaces(photo: Photo, faces: readonly Candidate[], { models, options: { knobs, samples, seed }, progress, signal }: Restoring): Promise<FaceDone[]> {
  const all = faces.length * samples;
  let drawn = 0;
  progress.count(0, all);
  const onSample = (): void => progress.count(++drawn, all);
  const watch = stopwatch();
  const done: FaceDone[] = [];
  const restored = ahead(faces, AT_ONCE, async (face) => {
    await yieldToEvents();
    throwIfAborted(signal);
    const aligned = face.found ? alignFace(photo, face.found.landmarks) : alignedPhoto(photo);
    await yieldToEvents();
    const result = await restoreFace(models, aligned.image, { knobs, samples, seed, onSample, ...(signal && { signal }) });
    return { ...face, aligned, result };
  });
  for await (const face of restored) done.push({ ...face, seconds: watch() });
  return done;
}
