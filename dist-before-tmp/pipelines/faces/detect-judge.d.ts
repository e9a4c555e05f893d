import { type DetectedFace, type Landmarks } from "./face.js";
import type { Photo } from "./photo.js";
/** Why a face is better left alone, or undefined: in words for the report. */
export declare function skipReason(photo: Pick<Photo, "width" | "height">, { landmarks }: Pick<DetectedFace, "landmarks">, { minSize }?: {
    readonly minSize?: number;
}): string | undefined;
/** Photograph pixels across the template square. */
export declare function nativeSide(landmarks: Landmarks): number;
