/**
 * A sparse matrix whose row i is non-zero only in columns first[i] .. first[i]+count[i]-1: one axis of any
 * resampling or blur, edges included. `weights` holds row i from i*stride on. Everything float64.
 */
export interface Banded {
    readonly rows: number;
    readonly cols: number;
    readonly first: Int32Array;
    readonly count: Int32Array;
    readonly weights: Float64Array;
    readonly stride: number;
}
/** Rows given as (first column, weights); zeros at either end are dropped, so that they cannot spread a NaN. */
export declare function banded(cols: number, rows: readonly {
    readonly first: number;
    readonly weights: ArrayLike<number>;
}[]): Banded;
/** The transpose, again banded. */
export declare function transpose(m: Banded): Banded;
/** Element (i, j). */
export declare function entry(m: Banded, i: number, j: number): number;
/**
 * out[i, j] = sum_k m[j, k] src[i, k] for `height` rows: m applied along the width.
 * src starts at `from` and has m.cols per row; out starts at `to` and has m.rows per row.
 */
export declare function alongWidth(m: Banded, src: Float32Array, from: number, out: Float32Array, to: number, height: number): void;
/**
 * out[i, j] = sum_k m[i, k] src[k, j] for `width` columns: m applied along the height.
 * src starts at `from`, out at `to`; both have `width` per row.
 */
export declare function alongHeight(m: Banded, src: Float32Array, from: number, out: Float32Array, to: number, width: number): void;
