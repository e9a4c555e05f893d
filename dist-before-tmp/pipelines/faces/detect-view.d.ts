import type { Sighting } from "./detect-decode.js";
import type { Point, Similarity } from "./face.js";
import type { Photo } from "./photo.js";
/** A photograph and its halves, quarters, ...: interleaved RGB of 8 bits, enough to look for faces in. */
export type Pyramid = readonly PyramidLevel[];
export interface PyramidLevel {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array;
}
/** Level 0 is the photograph's own array where that has 8 bits; each further level the means of 2 x 2 pixels. */
export declare function pyramid({ width, height, data, bits }: Pick<Photo, "width" | "height" | "data" | "bits">): Pyramid;
/** A square of the photograph that the network looks at: from view pixels to photograph pixels. */
export interface View {
    readonly transform: Similarity;
    /** The picture is seen in a mirror: view x runs from right to left. */
    readonly mirrored: boolean;
}
/** The square of `side` photograph pixels about `center`, turned clockwise by `angle` (radians): a face so turned stands upright in it. */
export declare function viewAbout(center: Point, side: number, angle?: number, mirrored?: boolean): View;
/** [256, 256, 3] in -1..1, into `view` where one is given; black beyond the photograph. Bilinear in the level that is at most twice too fine. */
export declare function lookAt(levels: Pyramid, { transform, mirrored }: View, view?: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer>;
/** What was seen in a view, in photograph pixels and with left and right as the photograph's viewer has them. */
export declare function inPhoto(sighting: Sighting, { transform: { a, b, x0, y0 }, mirrored }: View): Sighting;
