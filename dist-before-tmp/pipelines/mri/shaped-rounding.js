/** Places that have been rounded before one, in reading order: rows above and the row itself. */
const REACH = 3;
/** Share of white error that the filter is made for beside the band: less reaches lower in the band and makes more error outside of it. */
const WHITE = 0.003;
/** Errors larger than this many steps, where a value had to be clipped, are not carried on. */
const CARRIED = 1.5;
/**
 * Rounds an image [rows, columns] to what will be stored, in place, with the error outside of the measured band (error feedback; Spang &
 * Schultheiss 1962 in two dimensions): each pixel is rounded after a prediction of what its neighbours' errors do in the band was taken off. At x2
 * the error in the band is a quarter of that of plain rounding, and twice as much outside of it. Scale 1 has no outside: plain.
 */
export function roundOutsideBand(image, { rows, columns, scale }, { slope, intercept, low, high }) {
    const taps = scale > 1 ? filter(scale) : [];
    const errors = new Float32Array(rows * columns);
    for (let i = 0, at = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++, at++) {
            let wanted = (image[at] - intercept) / slope;
            for (const { up, back, weight } of taps) {
                if (i >= up && j >= back && j - back < columns)
                    wanted += weight * errors[at - up * columns - back];
            }
            const value = Math.min(high, Math.max(low, Math.round(wanted) * slope + intercept));
            const error = wanted - (value - intercept) / slope;
            errors[at] = Math.abs(error) <= CARRIED ? error : Math.sign(error) * CARRIED;
            image[at] = value;
        }
    }
}
const filters = new Map();
/** The weights that predict an error that is flat in the band from those before it: normal equations with the band's autocorrelation. */
function filter(scale) {
    let made = filters.get(scale);
    if (made !== undefined)
        return made;
    const places = [];
    for (let back = 1; back <= REACH; back++)
        places.push([0, back]);
    for (let up = 1; up <= REACH; up++)
        for (let back = -REACH; back <= REACH; back++)
            places.push([up, back]);
    const correlation = (up, back) => sinc(up / scale) * sinc(back / scale) / scale ** 2;
    const matrix = places.map(([up, back], a) => places.map(([u, b], c) => correlation(up - u, back - b) + (a === c ? WHITE : 0)));
    const weights = solve(matrix, places.map(([up, back]) => correlation(up, back)));
    made = places.map(([up, back], k) => ({ up, back, weight: weights[k] }));
    filters.set(scale, made);
    return made;
}
function sinc(x) {
    return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
/** By Cholesky's factors; the matrix is symmetric and positive definite. */
function solve(matrix, right) {
    const n = right.length;
    const factor = matrix.map((row) => [...row]);
    for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
            let sum = factor[i][j];
            for (let k = 0; k < j; k++)
                sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i === j ? Math.sqrt(sum) : sum / factor[j][j];
        }
    }
    const x = [...right];
    for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++)
            x[i] -= factor[i][k] * x[k];
        x[i] /= factor[i][i];
    }
    for (let i = n - 1; i >= 0; i--) {
        for (let k = i + 1; k < n; k++)
            x[i] -= factor[k][i] * x[k];
        x[i] /= factor[i][i];
    }
    return x;
}
//# sourceMappingURL=shaped-rounding.js.map