import { banded, entry } from "../tensor/banded.js";
import { edgeIndex } from "../tensor/layout.js";
import { resampleTable } from "../tensor/resample.js";
/**
 * One axis of blur and decimation as a matrix [length/scale, length]: the antialiased bicubic's rows (normalised at the
 * edges, as Pillow does) times correlation with `taps` (odd count) over replicated edges.
 */
export function axisTable(length, taps, scale) {
    const decimate = resampleTable(length, length / scale, "bicubic");
    const half = (taps.length - 1) / 2;
    const rows = Array.from({ length: decimate.rows }, (_, i) => {
        const start = decimate.first[i];
        const end = start + decimate.count[i];
        const first = edgeIndex(start - half, length);
        const weights = new Float64Array(edgeIndex(end - 1 + half, length) - first + 1);
        for (let j = start; j < end; j++) {
            const w = entry(decimate, i, j);
            for (let t = 0; t < taps.length; t++)
                weights[edgeIndex(j + t - half, length) - first] += w * taps[t];
        }
        return { first, weights };
    });
    return banded(length, rows);
}
/** G[a, b] = <T(e_a), T(e_b)> for `axisTable` of unit taps, over a length that has both edges and an inside. Not to be written to. */
export function axisGram(size, scale) {
    const key = `${size} ${scale}`;
    let gram = grams.get(key);
    if (gram === undefined)
        grams.set(key, (gram = makeGram(size, scale)));
    return gram;
}
/** There are at most 13 sizes of 3 scales. */
const grams = new Map();
function makeGram(size, scale) {
    const length = scale * Math.ceil((3 * (4 * scale + size)) / scale);
    const dense = Array.from({ length: size }, (_, a) => {
        const unit = new Float64Array(size);
        unit[a] = 1;
        const table = axisTable(length, unit, scale);
        const out = new Float64Array(table.rows * length);
        for (let i = 0; i < table.rows; i++) {
            for (let j = table.first[i]; j < table.first[i] + table.count[i]; j++)
                out[i * length + j] = entry(table, i, j);
        }
        return out;
    });
    const gram = new Float64Array(size * size);
    for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) {
            let sum = 0;
            for (let k = 0; k < dense[a].length; k++)
                sum += dense[a][k] * dense[b][k];
            gram[a * size + b] = gram[b * size + a] = sum;
        }
    }
    return gram;
}
//# sourceMappingURL=axis.js.map