import type { DetectedFace } from "./face.js";
/** Interleaved RGB that may be drawn on. */
export interface Canvas {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array | Uint16Array;
    /** The value of white: 255 or 65535. */
    readonly white: number;
}
/** A face and the number that stands beside its box. */
export interface Mark {
    readonly index: number;
    readonly face: DetectedFace;
}
/** Draws each face's box, landmarks and number onto the canvas, in yellow on black so that they show on any picture. */
export declare function drawMarks(canvas: Canvas, marks: readonly Mark[]): void;
