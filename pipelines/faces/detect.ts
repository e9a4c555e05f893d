import { availableParallelism } from "node:os";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { ahead } from "../../shared/tiles/ahead.js";
import type { Device } from "../../shared/runtime/device.js";
import { cleanUps, QUICK_CLEAN_UPS, type CleanUp } from "./detect-clean.js";
import { intersectionOverUnion } from "./detect-decode.js";
import { BLAZEFACE, openBlazeFace, type BlazeFace } from "./detect-network.js";
import { searchFaces, type Searched, type SearchOptions } from "./detect-search.js";
import { pyramid, release, type Pyramid } from "./detect-pyramid.js";
import type { DetectedFace } from "./face.js";
import { CONFIRMED, refineFace } from "./landmarks.js";
import type { Photo } from "./photo.js";

/** Finds faces. Whoever opened it closes it. */
export interface Detector {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  readonly licence: string;
  /** Of the network's file. */
  readonly sha256: string;
  readonly device: Exclude<Device, "auto">;
  /** Faces in reading order: rows from top to bottom, in a row from left to right. None found is an empty list. Throws aborted. */
  detect(photo: PhotoPixels, options?: DetectOptions): Promise<DetectedFace[]>;
  /** The same with what a report should say about the search. */
  search(photo: PhotoPixels, options?: DetectOptions): Promise<Detection>;
  close(): Promise<void>;
}

export type PhotoPixels = Pick<Photo, "width" | "height" | "data" | "bits">;

export interface DetectOptions {
  readonly signal?: AbortSignal;
  /** Smallest face worth finding: photograph pixels across the FFHQ square (about four eye distances). Default 40. */
  readonly minSize?: number;
}

export interface OpenDetectorOptions {
  readonly device?: Device;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface Detection {
  readonly faces: DetectedFace[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

export const DEFAULT_MIN_SIZE = 40;

/** The FFHQ square is 4 eye distances wide, BlazeFace's box about 2.4. */
const BOX_OF_SQUARE = 0.6;
const THRESHOLD = 0.5;
/** Of the smallest size asked for: a face a little below is found and reported as tiny, much smaller ones are often no faces. */
const NEARLY = 0.75;
/** Turns tried when no face stands upright in the photograph and quick clean-ups do not show one, clockwise: quarter turns, then slanted heads. */
const TURNS = [Math.PI / 2, -Math.PI / 2, Math.PI, Math.PI / 4, -Math.PI / 4, (3 * Math.PI) / 4, (-3 * Math.PI) / 4];
/** Views of one level in the searches after a miss: every turn and every cleaned-up copy costs as many. */
const TILES_AFTER_MISS = 30;
/** Side below which nothing is left to clean up. */
const SMALLEST_TO_CLEAN = 24;
/** Pixels of the copy that is cleaned up. */
const CLEAN_PIXELS = 4e6;

/** Throws bad-model where the detector's package is not installed or altered, no-device, aborted. */
export async function openDetector({ device = "cpu", threads = availableParallelism(), signal }: OpenDetectorOptions = {}): Promise<Detector> {
  throwIfAborted(signal);
  const network = await openBlazeFace({ device, threads });
  const search = (photo: PhotoPixels, options: DetectOptions = {}): Promise<Detection> => findFaces(network, photo, options);
  const { name, package: from, version, licence, sha256 } = BLAZEFACE;
  return { name, package: from, version, licence, sha256, device: network.device, search, detect: async (photo, options) => (await search(photo, options)).faces, close: () => network.close() };
}

async function findFaces(network: BlazeFace, photo: PhotoPixels, options: DetectOptions): Promise<Detection> {
  const levels = await pyramid(photo, options.signal);
  const found = await findIn(network, levels, options);
  release(levels, photo);
  return found;
}

async function findIn(network: BlazeFace, levels: Pyramid, { signal, minSize = DEFAULT_MIN_SIZE }: DetectOptions): Promise<Detection> {
  const smallest = minSize * BOX_OF_SQUARE;
  const seen = await searchFaces(network, levels, { turns: [0], smallest, threshold: THRESHOLD, signal });
  const notes = coarser(seen, smallest);
  const faces = await confirmed(network, levels, seen, { smallest, atLeast: CONFIRMED.asIs, signal });
  if (faces.length > 0) return { faces, notes };

  const after = { smallest, tiles: TILES_AFTER_MISS, threshold: THRESHOLD, signal };
  const quick = await findCleaned(network, levels, { ...after, ways: cleanUps.slice(0, QUICK_CLEAN_UPS) });
  if (quick?.faces.every(upright)) return { faces: quick.faces, notes: [...notes, quick.note] };

  const turned = await confirmed(network, levels, await searchFaces(network, levels, { ...after, turns: TURNS }), { smallest, atLeast: CONFIRMED.afterMiss, signal });
  if (turned.length > 0) return { faces: turned, notes: [...notes, "no upright face was found; the photograph was searched again in turned copies"] };

  const cleaned = quick ?? (await findCleaned(network, levels, { ...after, ways: cleanUps.slice(QUICK_CLEAN_UPS) }));
  return cleaned === undefined ? { faces: [], notes } : { faces: cleaned.faces, notes: [...notes, cleaned.note] };
}

/** Upright faces in the first cleaned-up copy that shows any, and a sentence on it. */
async function findCleaned(network: BlazeFace, levels: Pyramid, { ways, ...options }: Omit<SearchOptions, "turns"> & { readonly ways: readonly CleanUp[] }): Promise<{ faces: DetectedFace[]; note: string } | undefined> {
  const index = levels.findIndex(({ width, height }, i) => width * height <= CLEAN_PIXELS || i === levels.length - 1);
  const level = levels[index]!;
  if (Math.min(level.width, level.height) < SMALLEST_TO_CLEAN) return undefined;
  const unit = 2 ** index;
  const smallest = options.smallest / unit;
  const { signal } = options;
  for (const { name, clean } of ways) {
    throwIfAborted(signal);
    const picture = await clean(level);
    const cleaned = await pyramid({ ...picture, bits: 8 }, signal);
    const seen = await searchFaces(network, cleaned, { ...options, smallest, turns: [0] });
    const faces = (await confirmed(network, cleaned, seen, { smallest, atLeast: CONFIRMED.afterMiss, signal })).map((face) => enlarged(face, unit));
    release(cleaned, picture);
    if (faces.length > 0) return { faces, note: `no face was found in the photograph as it is; they were found in a copy cleaned up with ${name}, their places may be less exact` };
  }
  return undefined;
}

/** What a cleaned-up copy shows of a face that lies or stands on its head often points the wrong way; turned copies know better. */
function upright({ landmarks: { leftEye, rightEye } }: DetectedFace): boolean {
  return rightEye.x - leftEye.x > Math.abs(rightEye.y - leftEye.y);
}

/** Second looks; two sightings that turn out to be one face are one. */
async function confirmed(network: BlazeFace, levels: Pyramid, { sightings }: Searched, { smallest, ...refine }: { smallest: number; atLeast: number; signal: AbortSignal | undefined }): Promise<DetectedFace[]> {
  const faces: DetectedFace[] = [];
  // two at a time: views are drawn for one while the network looks at another's
  const refined = ahead(sightings, 2, (sighting) => {
    throwIfAborted(refine.signal);
    return refineFace(network, levels, sighting, refine);
  });
  for await (const face of refined) {
    if (face !== undefined && face.box.width >= NEARLY * smallest && !faces.some((other) => sameFace(other, face))) faces.push(face);
  }
  return readingOrder(faces);
}

function sameFace(a: DetectedFace, b: DetectedFace): boolean {
  const sighting = ({ box, score }: DetectedFace) => ({ score, width: box.width, height: box.height, center: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, points: [] });
  return intersectionOverUnion(sighting(a), sighting(b)) > 0.4;
}

/**
 * Rows from top to bottom, in a row from left to right. From the highest middle down, a face is of the row where its middle
 * lies less than half a face (its own or the row's mean, the larger) below the row's mean middle.
 */
export function readingOrder(faces: readonly DetectedFace[]): DetectedFace[] {
  const middle = ({ box }: DetectedFace): number => box.y + box.height / 2;
  const mean = (row: readonly DetectedFace[], value: (face: DetectedFace) => number): number => row.reduce((sum, face) => sum + value(face), 0) / row.length;
  const rows: DetectedFace[][] = [];
  for (const face of [...faces].sort((a, b) => middle(a) - middle(b) || a.box.x - b.box.x)) {
    const row = rows.at(-1);
    const reach = row && Math.max(face.box.height, mean(row, ({ box }) => box.height)) / 2;
    if (row && middle(face) - mean(row, middle) < reach!) row.push(face);
    else rows.push([face]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box.x - b.box.x || middle(a) - middle(b)));
}

function coarser({ smallest: looked }: Searched, wanted: number): string[] {
  if (looked <= wanted * 1.01) return [];
  return [`the photograph is so large that faces below ${Math.round(looked / BOX_OF_SQUARE)} pixels across were not looked for`];
}

function enlarged({ box, landmarks: { leftEye, rightEye, nose, mouth }, score }: DetectedFace, unit: number): DetectedFace {
  const place = ({ x, y }: { x: number; y: number }) => ({ x: x * unit, y: y * unit });
  return {
    box: { ...place(box), width: box.width * unit, height: box.height * unit },
    landmarks: { leftEye: place(leftEye), rightEye: place(rightEye), nose: place(nose), mouth: place(mouth) },
    score,
  };
}
