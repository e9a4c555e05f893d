export interface Stored {
    /** Value of a step, and of stored 0. */
    readonly slope: number;
    readonly intercept: number;
    /** Values that can be stored at all. */
    readonly low: number;
    readonly high: number;
}
export interface ShapedRounding {
    readonly rows: number;
    readonly columns: number;
    /** Of the two axes: the band that is kept clean ends at 1/(2 scale) cycles a pixel. */
    readonly scale: number;
}
/**
 * Rounds an image [rows, columns] to what will be stored, in place, with the error outside of the measured band (error feedback; Spang &
 * Schultheiss 1962 in two dimensions): each pixel is rounded after a prediction of what its neighbours' errors do in the band was taken off. At x2
 * the error in the band is a quarter of that of plain rounding, and twice as much outside of it. Scale 1 has no outside: plain.
 */
export declare function roundOutsideBand(image: Float32Array, { rows, columns, scale }: ShapedRounding, { slope, intercept, low, high }: Stored): void;
