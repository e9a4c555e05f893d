import type { Tensor } from "../../shared/tensor/tensor.js";
/** Side of an aligned face, in pixels. */
export declare const FACE_SIDE = 256;
/** In pixels of the upright photograph; the first pixel covers 0..1, its centre is 0.5. */
export interface Point {
    readonly x: number;
    readonly y: number;
}
/** Left and right are those of the viewer: leftEye has the smaller x in an upright face. */
export interface Landmarks {
    readonly leftEye: Point;
    readonly rightEye: Point;
    readonly nose: Point;
    /** Centre of the mouth. */
    readonly mouth: Point;
}
export interface DetectedFace {
    readonly box: {
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
    };
    readonly landmarks: Landmarks;
    /** 0..1. */
    readonly score: number;
}
/** From a place (x, y) of the 256 x 256 template to the photograph: (a x - b y + x0, b x + a y + y0). */
export interface Similarity {
    readonly a: number;
    readonly b: number;
    readonly x0: number;
    readonly y0: number;
}
/** A face resampled to the FFHQ template. */
export interface AlignedFace {
    /** [1, 3, 256, 256], 0..1; beyond the photograph's edge its nearest pixels. */
    readonly image: Tensor;
    readonly transform: Similarity;
    /** Share of the template square that lies in the photograph, 0..1. */
    readonly inside: number;
    /** Photograph pixels across the template square: 256 means one to one. */
    readonly nativeSide: number;
}
