/** Rotations below this share of the matrix's norm change no eigenvalue that a float32 could show. */
const NEGLIGIBLE = 1e-12;
const MOST_SWEEPS = 30;
/**
 * Eigenvalues, ascending, of a symmetric matrix given row-major, by cyclic Jacobi rotations (Golub & Van Loan 2013, section 8.5).
 * The matrix is overwritten. A 64x64 takes some milliseconds.
 */
export function symmetricEigenvalues(a, size) {
    if (a.length !== size * size)
        throw new Error(`symmetricEigenvalues: expected ${size * size} elements, got ${a.length}`);
    const norm = Math.sqrt(a.reduce((sum, v) => sum + v * v, 0));
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        let rotated = false;
        for (let p = 0; p < size - 1; p++) {
            for (let q = p + 1; q < size; q++) {
                const apq = a[p * size + q];
                if (Math.abs(apq) <= NEGLIGIBLE * norm)
                    continue;
                rotated = true;
                const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
                const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
                const c = 1 / Math.sqrt(1 + t * t);
                rotate(a, size, p, q, c, t * c);
            }
        }
        if (!rotated)
            break;
    }
    return Float64Array.from({ length: size }, (_, i) => a[i * size + i]).sort();
}
/** J' A J for the rotation J of rows and columns p and q. */
function rotate(a, size, p, q, c, s) {
    for (let k = 0; k < size; k++) {
        const akp = a[k * size + p];
        const akq = a[k * size + q];
        a[k * size + p] = c * akp - s * akq;
        a[k * size + q] = s * akp + c * akq;
    }
    const rowP = p * size;
    const rowQ = q * size;
    for (let k = 0; k < size; k++) {
        const apk = a[rowP + k];
        const aqk = a[rowQ + k];
        a[rowP + k] = c * apk - s * aqk;
        a[rowQ + k] = s * apk + c * aqk;
    }
}
//# sourceMappingURL=symmetric-eigen.js.map