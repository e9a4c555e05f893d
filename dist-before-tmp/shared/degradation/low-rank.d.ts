/**
 * A sum_ab K[a,b] V_a x H_b of 1-D operators V_a, H_b as a shorter one, sum_r (sum_a left_r[a] V_a) x (sum_b right_r[b] H_b).
 * It is the best of its length in the norm of the operator itself: with the Gram matrices G of the V_a and F of the H_b,
 * |sum_ab K[a,b] V_a x H_b|^2 = tr(K F K' G). What a decimation removes anyway costs no term.
 */
export interface RankTerm {
    readonly left: Float64Array;
    readonly right: Float64Array;
}
/** All matrices are size x size, row-major. Terms below `tolerance` times the largest are dropped. */
export declare function lowRank({ kernel, gramLeft, gramRight, size, tolerance, }: {
    kernel: Float64Array;
    gramLeft: Float64Array;
    gramRight: Float64Array;
    size: number;
    tolerance: number;
}): RankTerm[];
/** One-sided Jacobi (Hestenes 1958): M = left diag(values) right', columns of `left` and `right`. */
export declare function singularValues(matrix: Float64Array, size: number): {
    values: Float64Array;
    left: Float64Array;
    right: Float64Array;
};
