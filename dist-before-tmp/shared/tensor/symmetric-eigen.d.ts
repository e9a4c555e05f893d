/**
 * Eigenvalues, ascending, of a symmetric matrix given row-major, by cyclic Jacobi rotations (Golub & Van Loan 2013, section 8.5).
 * The matrix is overwritten. A 64x64 takes some milliseconds.
 */
export declare function symmetricEigenvalues(a: Float64Array, size: number): Float64Array;
