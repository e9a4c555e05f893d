/** Rows of noise between two slices: more than any slice has. */
const SLICE_ROWS = 2 ** 18;
/** Places of the noise of slices [first, first + count). */
export function sliceOrigins(first, count) {
    return Array.from({ length: count }, (_, i) => ({ row: (first + i) * SLICE_ROWS, col: 0 }));
}
//# sourceMappingURL=method.js.map