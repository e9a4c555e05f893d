import { resize } from "../../shared/tensor/resample.js";
import { luminance } from "./luminance.js";
/** Octaves looked at: noise of a picture enlarged up to this often twofold is found. */
const OCTAVES = 4;
/** Median of |n| of a unit normal. */
const MEDIAN = 0.6745;
/**
 * Deviation of the noise in a face, [1, 3, h, w] in 0..1, in 8-bit levels of luminance. The diagonal Haar details' median (Donoho &
 * Johnstone 1994), at every octave: of a picture that was enlarged its noise is found at the octave of its own pixels. The largest
 * counts; texture adds about half a level.
 */
export function noiseLevel(image) {
    let gray = luminance(image);
    let most = 0;
    for (let octave = 0; octave < OCTAVES; octave++) {
        most = Math.max(most, median(diagonals(gray)) / MEDIAN);
        const [, , height, width] = gray.dims;
        gray = resize(gray, { height: height >> 1, width: width >> 1, kernel: "area" });
    }
    return most * 255;
}
/** |a - b - c + d| / 2 of every 2 x 2 block: of white noise, its own deviation. */
function diagonals({ data, dims: [, , height, width] }) {
    const [rows, columns] = [height >> 1, width >> 1];
    const out = new Float32Array(rows * columns);
    for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
            const at = 2 * i * width + 2 * j;
            out[i * columns + j] = Math.abs(data[at] - data[at + 1] - data[at + width] + data[at + width + 1]) / 2;
        }
    }
    return out;
}
function median(values) {
    const sorted = values.toSorted();
    return sorted[sorted.length >> 1];
}
//# sourceMappingURL=severity-noise.js.map