import type { RawFaces } from "./detect-network.js";
import type { Point } from "./face.js";
/** A face as the network sees it, in pixels of whatever square it looked at. */
export interface Sighting {
    /** 0..1. */
    readonly score: number;
    readonly center: Point;
    readonly width: number;
    readonly height: number;
    /** Viewer's left eye, right eye, nose tip, mouth centre, left ear, right ear. */
    readonly points: readonly Point[];
}
/** Sightings with a score of at least `threshold`, in anchor order. */
export declare function decodeFaces({ scores, boxes }: RawFaces, threshold: number): Sighting[];
/**
 * Weighted non-maximum suppression: sightings that overlap the best one by more than `overlap` (intersection over union) become
 * their mean, weighted by score (MediaPipe's way; its mean jitters less than the best alone). Best first; ties by place.
 */
export declare function blendSightings(sightings: readonly Sighting[], overlap?: number): Sighting[];
export declare function byScore(a: Sighting, b: Sighting): number;
/** Of two boxes. */
export declare function intersectionOverUnion(a: Sighting, b: Sighting): number;
/** Share of the smaller box that lies in the other. */
export declare function containment(a: Sighting, b: Sighting): number;
