import type { Progress } from "../../shared/report/progress.js";
import type { Model } from "../../shared/runtime/model.js";
import type { Room } from "../../shared/tiles/room.js";
import type { Detector } from "./detect.js";
import type { AlignedFace, DetectedFace } from "./face.js";
import type { FaceModels } from "./models.js";
import type { RestoreOptions } from "./options.js";
import type { FaceResult } from "./restore-face.js";

/** What a run opens once for all its photographs; faces can be looked for while the models still load. */
export interface Opened {
  readonly models: Promise<FaceModels>;
  /** Absent where aligned crops are given. */
  readonly detector?: Promise<Detector>;
  close(): Promise<void>;
}

/** What one photograph is restored with. */
export interface PhotoJob {
  readonly options: RestoreOptions;
  /** Opened when the first photograph has been read: what is no photograph costs nothing. */
  readonly tools: () => Opened;
  /** Of pixels, the photograph's and its result's; shared by the photographs of a run. */
  readonly room: Room;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** A face of a photograph, and why it is left alone where it is. */
export interface Candidate {
  /** Place in reading order, from 1. */
  readonly index: number;
  /** Absent for an aligned crop. */
  readonly found?: DetectedFace;
  /** Pixels of the photograph across the aligned square. */
  readonly nativeSide: number;
  readonly reason?: string;
}

/** A face that was restored. */
export interface FaceDone extends Candidate {
  readonly aligned: AlignedFace;
  readonly result: FaceResult;
  /** Since the face before it was done: faces overlap. */
  readonly seconds: number;
}

/** The opened models, each once. */
export function modelsIn({ regression, prior, own }: FaceModels): Model[] {
  return [...new Set([regression, prior, own])].filter((model) => model !== undefined);
}

/** Seconds since it was made or last read. */
export function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}
