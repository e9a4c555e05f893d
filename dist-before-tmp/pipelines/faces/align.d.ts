import { type AlignedFace, type Landmarks, type Point, type Similarity } from "./face.js";
import type { Photo } from "./photo.js";
type Pixels = Pick<Photo, "width" | "height" | "data" | "bits">;
/**
 * The square of FFHQ (Karras et al. 2019) about a face, as its authors cut theirs and as the training portraits are cut: axes
 * from the eye line and the line from eyes to mouth, side the larger of 4 eye distances and 3.6 eye-mouth distances, centre a
 * tenth below the eyes. An average face comes to lie on the FFHQ template. Held-out portraits: 4.4 px RMS from their true crop
 * with detected landmarks, against 5.7 px for a least-squares fit of eyes and mouth, and more with the nose, which leans out
 * of the face's plane.
 */
export declare function faceTransform({ leftEye, rightEye, mouth }: Landmarks): Similarity;
/** The face resampled to the template: cubic, antialiased where the photograph is finer; its edge pixels continue beyond it. */
export declare function alignFace(photo: Pixels, landmarks: Landmarks): AlignedFace;
/**
 * A picture that is an aligned face already: its centred square resampled to 256 pixels. Throws bad-input where it is not
 * square, within 2 %.
 */
export declare function alignedPhoto(photo: Pixels & Partial<Pick<Photo, "source">>): AlignedFace;
/** Where the photograph has a place of the template. */
export declare function toPhoto({ a, b, x0, y0 }: Similarity, { x, y }: Point): Point;
/** Photograph pixels a template pixel. */
export declare function scaleOf({ a, b }: Similarity): number;
/** The box about the template square, in whole pixels, within width x height. */
export declare function footprint(transform: Similarity, { width, height, margin }: {
    width: number;
    height: number;
    margin?: number;
}): {
    left: number;
    top: number;
    right: number;
    bottom: number;
};
export {};
