/**
 * How the samples of the two grids lie to each other, over a period that both cover.
 * - corner: sample 0 of both is the same point (the convention of cropped and zero-filled k-space)
 * - center: both periods begin half a sample before their sample 0, so that the field of view is the same to the edge
 */
export type Alignment = "corner" | "center";
export interface LineOptions {
    readonly alignment: Alignment;
    /** "adjoint" is the transpose of the map in the other direction. */
    readonly kind: "resample" | "adjoint";
}
/**
 * Two real lines at once, as the real and the imaginary parts of a complex one: sample k of them at 2k and 2k+1 of `input`, and
 * of the result, exchanged, at 2k+1 and 2k of `output`. `input` is overwritten.
 */
export interface LineOperator {
    readonly from: number;
    readonly to: number;
    readonly input: Float64Array;
    readonly output: Float64Array;
    run(): void;
}
/**
 * `from` samples of a period to `to` others of it (not as many) through their spectrum: frequencies |k| < min/2 are kept, and
 * values keep their scale. An even shorter grid has one coefficient at its Nyquist frequency for the pair +-min/2 of the longer one: going down
 * takes their sum, going up gives each half. So down(up(y)) = y, and up(down(x)) is an orthogonal projection.
 */
export declare function lineOperator(from: number, to: number, { alignment, kind }: LineOptions): LineOperator;
