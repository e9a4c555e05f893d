import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import { give } from "../../shared/tensor/spare.js";
import { writeReport } from "../../shared/report/report.js";
import { versions } from "../../shared/report/versions.js";
import { uncalibratedNote } from "../../shared/runtime/calibration.js";
import { alignFace, alignedPhoto } from "./align.js";
import type { Detector } from "./detect.js";
import { nativeSide, skipReason } from "./detect-judge.js";
import type { DetectedFace, Landmarks } from "./face.js";
import { fingerprintOf } from "./fingerprint.js";
import type { FaceModels } from "./models.js";
import type { Only, RestoreOptions } from "./options.js";
import { doneBefore, hashOf, makeFolderOf, removeObsolete, type Place } from "./outputs.js";
import { writePhotoPage } from "./page.js";
import type { PicturedFace } from "./page-pictures.js";
import type { Photo } from "./photo.js";
import { readPhoto } from "./read-photo.js";
import { pasteAction } from "./paste.js";
import { provenanceOf, type Provenance } from "./provenance.js";
import { notice, short, type DonePhoto, type FaceReport, type Fingerprint } from "./report.js";
import { restoreFaces } from "./restore-faces.js";
import { faceCalibration } from "./restore-face.js";
import { DEVIATION_WHITE, deviationMap, putBack, writeDeviation } from "./restore-back.js";
import { modelsIn, stopwatch, type Candidate, type FaceDone, type Opened, type PhotoJob } from "./restore-job.js";
import { requireUpscalable } from "./upscale.js";
import { requireWritable, writePhoto } from "./write-photo.js";
import { writeError } from "./write-photo-publish.js";

/** One photograph, from its file to its results. Throws bad-input where it is none, or where it has no face that can be restored; then nothing is written. */
export async function restorePhoto(place: Place, job: PhotoJob): Promise<DonePhoto> {
  let leave = (): void => undefined;
  try {
    return await restoreAdmitted(place, job, async (pixels) => void (leave = await job.room.enter((pixels * (1 + job.options.upscale ** 2)) / 2, job.signal)));
  } finally {
    leave();
  }
}

async function restoreAdmitted(place: Place, job: PhotoJob, admit: (pixels: number) => Promise<void>): Promise<DonePhoto> {
  const { options, progress, signal } = job;
  const clock = stopwatch();
  const abort = signal && { signal };
  if (options.resume) {
    const before = await doneBefore(place, madeFrom(place, await hashOf(place.input).catch(() => ""), { options, ...(await whole(job.tools())) }), options);
    if (before !== undefined) return before;
  }
  const photo = await readPhoto(place.input, { ...abort, admit });
  requireUpscalable(photo, options.upscale);
  if (!options.aligned) await requireWritable(photo, place.photo, { upscale: options.upscale, ...abort });
  const opened = job.tools();
  const read = clock();
  const { candidates, notes } = options.aligned ? { candidates: [alignedCandidate(photo)], notes: [] } : await findFaces(photo, place.input, job);
  const chosen = candidates.filter(({ reason }) => reason === undefined);
  const detect = clock();
  const tools = await whole(opened);
  const load = clock();

  const done = await restoreFaces(photo, chosen, { models: tools.models, options, progress, ...abort });
  progress.stop();
  const restore = clock();

  throwIfAborted(signal);
  const after = await putBack(photo, done, options, signal);
  const draft = draftReport({ place, photo, after, candidates, done, notes, options, tools });
  await makeFolderOf(place.photo);
  const replace = options.overwrite || options.resume;
  if (replace) await removeObsolete(place, options); // else what stands there now is another run's
  if (options.samples > 1) await writeDeviation(place.deviation, await deviationMap(after, done, options, signal), replace);
  const written = await writePhoto(after, place.photo, {
    overwrite: replace, provenance: provenance(draft, options), ...(options.quality !== undefined && { quality: options.quality }), ...abort,
  }).catch(async (error: unknown) => {
    if (options.samples > 1) await rm(place.deviation, { force: true }); // of a result that is not there
    throw error;
  });
  const { bytes, sha256, format } = written;
  const report: DonePhoto = { ...draft, output: { ...draft.output, bytes, sha256, format }, notes: [...draft.notes, ...written.notes], seconds: { read, detect, load, restore, write: clock() } };
  if (options.report) await writePhotoPage(place.page, { report, before: photo, after, faces: done.map((face) => pictured(face, after, options)) }, { overwrite: replace }).catch(told(place.page));
  give(after.data);
  await writeReport(place.report, report).catch(told(place.report));
  return report;
}

function told(path: string): (error: unknown) => never {
  return (error) => {
    throw writeError(path, error);
  };
}

async function findFaces(photo: Photo, input: string, { options, tools, progress, signal }: PhotoJob): Promise<{ candidates: Candidate[]; notes: readonly string[] }> {
  progress.stage("looking for faces");
  const { faces, notes } = await (await tools().detector!).search(photo, { minSize: options.minSize, ...(signal && { signal }) });
  if (faces.length === 0) throw expected("bad-input", { subject: input, want: "a photograph with a face", got: "none that was found", advice: `nothing was written; faces smaller than --min-size ${options.minSize} are not looked for, and aligned crops need --aligned` });
  const candidates = faces.map((found, i): Candidate => candidate(photo, found, i + 1, options));
  const wanted = chosenFaces(candidates, options.only, input);
  const left = candidates.map((it) => (it.reason !== undefined || wanted.includes(it) ? it : { ...it, reason: `not chosen by --only ${options.only}` }));
  if (left.every(({ reason }) => reason !== undefined)) {
    throw expected("bad-input", { subject: input, want: "a face that can be restored", got: left.filter((it) => wanted.some(({ index }) => index === it.index)).map(({ index, reason }) => `face ${index}: ${reason}`).join("; "), advice: "nothing was written; see bfr detect" });
  }
  return { candidates: left, notes };
}

function candidate(photo: Photo, found: DetectedFace, index: number, { minSize }: RestoreOptions): Candidate {
  const reason = skipReason(photo, found, { minSize });
  return { index, found, nativeSide: nativeSide(found.landmarks), ...(reason !== undefined && { reason }) };
}

function alignedCandidate(photo: Photo): Candidate {
  return { index: 1, nativeSide: alignedPhoto(photo).nativeSide };
}

function chosenFaces(candidates: readonly Candidate[], only: Only, input: string): readonly Candidate[] {
  if (only === "all") return candidates;
  if (only === "largest") {
    const largest = candidates.reduce((best, it) => (it.nativeSide > best.nativeSide ? it : best));
    return [largest];
  }
  const named = candidates.filter(({ index }) => index === only);
  if (named.length === 0) throw expected("bad-input", { subject: input, want: `a face ${only} for --only`, got: `${candidates.length} in all`, advice: "nothing was written; bfr detect lists them" });
  return named;
}

interface Draft {
  readonly place: Place;
  readonly photo: Photo;
  readonly after: Photo;
  readonly candidates: readonly Candidate[];
  readonly done: readonly FaceDone[];
  readonly notes: readonly string[];
  readonly options: RestoreOptions;
  readonly tools: Tools;
}

interface Tools {
  readonly models: FaceModels;
  readonly detector?: Detector;
}

async function whole({ models, detector }: Opened): Promise<Tools> {
  return { models: await models, ...(detector && { detector: await detector }) };
}

/** The report before the result is written. */
function draftReport({ place, photo, after, candidates, done, notes, options, tools }: Draft): DonePhoto {
  const { models, detector } = tools;
  const faces = candidates.map((it) => faceReport(it, done.find(({ index }) => index === it.index)));
  const { width, height, bits, source } = photo;
  return {
    outcome: "done", versions: versions(),
    input: { name: basename(place.input), sha256: source.sha256, width, height, bits, format: source.format },
    output: { name: basename(place.photo), sha256: "", width: after.width, height: after.height, bytes: 0, format: source.format },
    ...(options.samples > 1 && { deviation: { name: basename(place.deviation), white: DEVIATION_WHITE } }),
    ...(options.report && { page: basename(place.page) }),
    fingerprint: madeFrom(place, source.sha256, { options, ...tools }), method: options.method,
    models: modelsIn(models).map(({ card, hash, device }) => ({ id: card.id, version: card.version, sha256: hash, device })),
    ...(detector && { detector: { name: `${detector.package} ${detector.version}`, sha256: detector.sha256 } }),
    faces, notes: [...after.source.notes, ...notes],
    warnings: [...(options.samples > 1 && faceCalibration(models, options.knobs.preset) === undefined ? [uncalibratedNote(options.knobs.preset)] : []), ...faces.flatMap(({ index, identity }) => (identity?.varies ? [`face ${index}: the identity varies between samples (agreement ${short(identity.agreement)}); the photograph does not say who this is`] : []))],
    networkCalls: done.reduce((sum, { result }) => sum + result.allCalls, 0),
    seconds: { read: 0, detect: 0, load: 0, restore: 0, write: 0 }, notice,
  };
}

function faceReport({ index, found, nativeSide, reason }: Candidate, done: FaceDone | undefined): FaceReport {
  const common = { index, ...(found && { found }), nativeSide };
  if (done === undefined) return { ...common, action: "skipped", reason: reason ?? "left alone" };
  const { settings, calls, consistency, identity } = done.result;
  return { ...common, inside: done.aligned.inside, action: found ? pasteAction(done.aligned) : "replaced", settings, calls, seconds: done.seconds, consistency, ...(identity && { identity }) };
}

function madeFrom(place: Place, input: string, { options, models, detector }: Tools & { readonly options: RestoreOptions }): Fingerprint {
  return fingerprintOf({ input, photo: place.photo, options, models: modelsIn(models).map(({ card, hash, device }) => ({ id: card.id, hash, device })), ...(detector && { detector }) });
}

/** The record in the file itself: nothing in it depends on the machine's speed, on threads or on other photographs. */
function provenance({ method, models, faces, input, fingerprint }: DonePhoto, { seed }: RestoreOptions): Provenance {
  const { input: _, method: __, version: ___, ...options } = fingerprint;
  return provenanceOf({
    method, seed, inputSha256: input.sha256, options,
    models: models.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
    faces: faces.map(({ index, found, action, reason, settings }) => ({
      index, action, ...(found && { box: [found.box.x, found.box.y, found.box.width, found.box.height].map(Math.round) }), ...(reason !== undefined && { reason }), ...(settings && { settings: { ...settings } }),
    })),
  });
}

function pictured({ index, found, aligned, result }: FaceDone, after: Photo, { upscale }: RestoreOptions): PicturedFace {
  const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({ x: x * upscale, y: y * upscale });
  const scaled = ({ leftEye, rightEye, nose, mouth }: Landmarks): Landmarks => ({ leftEye: place(leftEye), rightEye: place(rightEye), nose: place(nose), mouth: place(mouth) });
  return { index, before: aligned.image, after: found ? alignFace(after, scaled(found.landmarks)).image : result.image, ...(result.deviation && { deviation: result.deviation }) };
}
