import type { Device } from "../../shared/runtime/device.js";
import type { DetectedFace } from "./face.js";
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
export declare const DEFAULT_MIN_SIZE = 40;
/** Throws bad-model where the detector's package is not installed or altered, no-device, aborted. */
export declare function openDetector({ device, threads, signal }?: OpenDetectorOptions): Promise<Detector>;
/**
 * Rows from top to bottom, in a row from left to right. From the highest middle down, a face is of the row where its middle
 * lies less than half a face (its own or the row's mean, the larger) below the row's mean middle.
 */
export declare function readingOrder(faces: readonly DetectedFace[]): DetectedFace[];
