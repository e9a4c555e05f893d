/** Rows and columns of an image, from its corner. */
export interface Part {
    readonly row: number;
    readonly col: number;
    readonly height: number;
    readonly width: number;
}
/**
 * A part of one plane enlarged by `scale`, as `resize` with the bicubic kernel enlarges the whole but with float32 products and sums:
 * x [height, width] at 0, the part at `to` of `out`, row-major.
 */
export declare function enlargePart(x: Float32Array, { height, width, scale }: {
    readonly height: number;
    readonly width: number;
    readonly scale: number;
}, part: Part, out: Float32Array, to: number): void;
