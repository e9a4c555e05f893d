import type { DetectedFace } from "./face.js";
import type { DetectOptions } from "./options.js";
/** What `bfr detect` found in one photograph, or why it could not look. */
export interface Found {
    /** Base name. */
    readonly name: string;
    readonly width?: number;
    readonly height?: number;
    /** In reading order, numbered from 1; in pixels of the upright photograph. */
    readonly faces?: readonly (DetectedFace & {
        readonly index: number;
    })[];
    readonly notes?: readonly string[];
    /** Path of the copy with marks. */
    readonly copy?: string;
    readonly problem?: string;
}
/** `bfr detect PHOTO...`: the faces of each, and copies with marks where --output names a place. A single photograph that cannot be read throws. */
export declare function findInPhotos(inputs: readonly string[], options: DetectOptions, signal?: AbortSignal): Promise<Found[]>;
/** A few lines for a person. */
export declare function detectionText({ name, width, height, faces, notes, copy, problem }: Found): string;
