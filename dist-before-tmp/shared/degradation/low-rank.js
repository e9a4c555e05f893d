/** All matrices are size x size, row-major. Terms below `tolerance` times the largest are dropped. */
export function lowRank({ kernel, gramLeft, gramRight, size, tolerance, }) {
    const rootLeft = transposed(cholesky(gramLeft, size), size);
    const kr = multiply(kernel, cholesky(gramRight, size), size);
    const rk = multiply(rootLeft, kernel, size);
    const { values, left, right } = singularValues(multiply(rootLeft, kr, size), size);
    const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
    const largest = values[order[0]];
    return order
        .filter((r) => values[r] > tolerance * largest)
        .map((r) => {
        // L'KR v = sigma u, so (K R v)(u' L' K)/sigma needs no inverse of L or R.
        const root = Math.sqrt(values[r]);
        const column = new Float64Array(size);
        const row = new Float64Array(size);
        for (let i = 0; i < size; i++) {
            let a = 0;
            let b = 0;
            for (let k = 0; k < size; k++) {
                a += kr[i * size + k] * right[k * size + r];
                b += left[k * size + r] * rk[k * size + i];
            }
            column[i] = a / root;
            row[i] = b / root;
        }
        return { left: column, right: row };
    });
}
/** One-sided Jacobi (Hestenes 1958): M = left diag(values) right', columns of `left` and `right`. */
export function singularValues(matrix, size) {
    const a = matrix.slice();
    const v = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
        v[i * size + i] = 1;
    // Couplings so far below the largest singular value change none that a float32 operator could show.
    const negligible = 1e-19 * matrix.reduce((sum, x) => sum + x * x, 0);
    for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep++) {
        rotated = false;
        for (let p = 0; p < size - 1; p++) {
            for (let q = p + 1; q < size; q++)
                rotated = orthogonalize({ a, v, size, p, q, negligible }) || rotated;
        }
    }
    const values = new Float64Array(size);
    for (let j = 0; j < size; j++) {
        let square = 0;
        for (let i = 0; i < size; i++)
            square += a[i * size + j] ** 2;
        values[j] = Math.sqrt(square);
        if (values[j] > 0)
            for (let i = 0; i < size; i++)
                a[i * size + j] /= values[j];
    }
    return { values, left: a, right: v };
}
/** Rotates columns p and q of a (and of v) until they are orthogonal; false where they were. */
function orthogonalize({ a, v, size, p, q, negligible }) {
    let pp = 0;
    let qq = 0;
    let pq = 0;
    for (let i = 0; i < size; i++) {
        const x = a[i * size + p];
        const y = a[i * size + q];
        pp += x * x;
        qq += y * y;
        pq += x * y;
    }
    if (Math.abs(pq) <= 1e-14 * Math.sqrt(pp * qq) || Math.abs(pq) <= negligible)
        return false;
    const zeta = (qq - pp) / (2 * pq);
    const tan = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
    const cos = 1 / Math.hypot(1, tan);
    const sin = cos * tan;
    for (const m of [a, v]) {
        for (let i = 0; i < size; i++) {
            const x = m[i * size + p];
            const y = m[i * size + q];
            m[i * size + p] = cos * x - sin * y;
            m[i * size + q] = sin * x + cos * y;
        }
    }
    return true;
}
/** Lower L with L L' = matrix; a direction that rounding has used up (1e-14 of the largest diagonal element) becomes a zero column. */
function cholesky(matrix, size) {
    const l = new Float64Array(size * size);
    let largest = 0;
    for (let i = 0; i < size; i++)
        largest = Math.max(largest, matrix[i * size + i]);
    for (let j = 0; j < size; j++) {
        let pivot = 0;
        for (let i = j; i < size; i++) {
            let sum = matrix[i * size + j];
            for (let k = 0; k < j; k++)
                sum -= l[i * size + k] * l[j * size + k];
            if (i === j) {
                if (sum <= 1e-14 * largest)
                    break;
                pivot = Math.sqrt(sum);
            }
            l[i * size + j] = sum / pivot;
        }
    }
    return l;
}
function multiply(a, b, size) {
    const out = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        for (let k = 0; k < size; k++) {
            const w = a[i * size + k];
            for (let j = 0; j < size; j++)
                out[i * size + j] += w * b[k * size + j];
        }
    }
    return out;
}
function transposed(a, size) {
    return a.map((_, k) => a[(k % size) * size + Math.floor(k / size)]);
}
//# sourceMappingURL=low-rank.js.map