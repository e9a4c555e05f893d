import { fft2, fftFrequencies } from "../tensor/fft.js";
import { requireComparable } from "./psnr.js";
const BLOCK = 256;
/**
 * Welch's estimate: Hann-windowed blocks with half overlap and their own mean removed. Blocks are `block` pixels a side
 * (default 256, or the shorter side of a smaller image). Any non-finite sample makes the spectrum NaN.
 */
export function powerSpectrum(x, { block = BLOCK } = {}) {
    const [n, c, h, w] = x.dims;
    const side = Math.min(block, h, w);
    const hann = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));
    const gain = hann.reduce((sum, v) => sum + v * v, 0) ** 2 * side * side;
    const power = new Float64Array(side * side);
    const re = new Float64Array(side * side);
    const im = new Float64Array(side * side);
    let blocks = 0;
    for (let p = 0; p < n * c; p++) {
        for (const row of starts(h, side)) {
            for (const col of starts(w, side)) {
                let mean = 0;
                for (let i = 0; i < side; i++)
                    for (let j = 0; j < side; j++)
                        mean += x.data[(p * h + row + i) * w + col + j] / (side * side);
                for (let i = 0; i < side; i++) {
                    for (let j = 0; j < side; j++)
                        re[i * side + j] = hann[i] * hann[j] * (x.data[(p * h + row + i) * w + col + j] - mean);
                }
                im.fill(0);
                fft2(re, im, { height: side, width: side });
                for (let k = 0; k < power.length; k++)
                    power[k] += re[k] ** 2 + im[k] ** 2;
                blocks++;
            }
        }
    }
    return { block: side, power: power.map((v) => v / (blocks * gain)) };
}
/** Total power of a band. Summed over all bands it is the samples' variance. */
export function bandPower({ block, power }, { low, high }) {
    const frequencies = fftFrequencies(block);
    let sum = 0;
    for (let i = 0; i < block; i++) {
        for (let j = 0; j < block; j++) {
            const f = Math.hypot(frequencies[i], frequencies[j]);
            if (f >= low && f < high)
                sum += power[i * block + j];
        }
    }
    return sum;
}
/** Mean power density of `bins` rings of equal width up to the Nyquist frequency. */
export function radialSpectrum(spectrum, { bins = 64 } = {}) {
    const { block, power } = spectrum;
    const frequencies = fftFrequencies(block);
    const sum = new Float64Array(bins);
    const count = new Float64Array(bins);
    for (let i = 0; i < block; i++) {
        for (let j = 0; j < block; j++) {
            const bin = Math.floor(Math.hypot(frequencies[i], frequencies[j]) * 2 * bins);
            if (bin >= bins)
                continue;
            sum[bin] += power[i * block + j];
            count[bin] += 1;
        }
    }
    return { frequency: sum.map((_, k) => (k + 0.5) / (2 * bins)), power: sum.map((v, k) => v / count[k]) };
}
/** x against its reference of equal dims; `above` in cycles per pixel: the LR Nyquist is 0.5 / scale. */
export function spectrumDifference(x, truth, { above, block = BLOCK }) {
    requireComparable(x, truth);
    const a = powerSpectrum(x, { block });
    const b = powerSpectrum(truth, { block });
    const difference = (band) => ({ ...band, decibels: 10 * Math.log10(bandPower(a, band) / bandPower(b, band)) });
    const octaves = [];
    for (let low = 0.25, high = 1; low * a.block >= 4; high = low, low /= 2)
        octaves.push(difference({ low, high }));
    const distance = Math.sqrt(octaves.reduce((sum, { decibels }) => sum + decibels ** 2, 0) / octaves.length);
    return { octaves, above: difference({ low: above, high: 1 }), distance };
}
/** Block starts that cover `length` with half overlap; the last one ends at the edge. */
function starts(length, side) {
    const steps = Math.max(1, Math.ceil((length - side) / Math.max(1, side / 2)) + 1);
    return Array.from({ length: steps }, (_, k) => (steps === 1 ? 0 : Math.round((k * (length - side)) / (steps - 1))));
}
//# sourceMappingURL=spectrum.js.map