import { take } from "../../shared/tensor/spare.js";
import { isFloat, sampleRange } from "./raster.js";
/** Rounded half away from zero and clamped to the sample type; a number that would read as nodata moves to its neighbour. */
export function stored(z, out, { offset, gain }, { sampleType, nodata }) {
    const [low, high] = sampleRange[sampleType];
    const whole = !isFloat(sampleType);
    if (low === 0 && nodata === undefined && out instanceof Float32Array)
        return storedWhole(z, out, offset, gain, high);
    const taken = nodata === undefined || Number.isNaN(nodata) ? undefined : nodata;
    const instead = taken === undefined ? 0 : taken < high ? taken + 1 : taken - 1; // of floats the writer finds the nearest
    const narrow = sampleType === "float32";
    for (let i = 0; i < out.length; i++) {
        let value = z[i] * gain + offset;
        if (whole)
            value = value < 0 ? -Math.round(-value) : Math.round(value);
        else if (narrow)
            value = Math.fround(value);
        value = value < low ? low : value > high ? high : value;
        out[i] = whole && value === taken ? instead : value;
    }
}
/** What most scenes are: unsigned whole numbers, any of which may be stored. */
function storedWhole(z, out, offset, gain, high) {
    for (let i = 0; i < out.length; i++) {
        const value = Math.floor(z[i] * gain + offset + 0.5);
        out[i] = value < 0 ? 0 : value > high ? high : value;
    }
}
/** Numbers as stored back in model range. */
export function modelRange(values, { offset, gain }) {
    const z = new Float32Array(values.length);
    for (let i = 0; i < z.length; i++)
        z[i] = (values[i] - offset) / gain;
    return z;
}
/** Float32 does not hold every number of the type. */
export function isWide(sampleType) {
    return sampleType === "uint32" || sampleType === "int32" || sampleType === "float64";
}
/** Arrays of any contents. Float32 holds every number of the type exactly. */
export function makeSamples(sampleType) {
    const wide = isWide(sampleType);
    return (length) => (wide ? new Float64Array(length) : take(length));
}
/** Input pixels of which an output pixel lies at the end of the sample type's range. [h, w] from [s*h, s*w]. */
export function clampedCells(values, { width, scale, sampleType }) {
    const across = width / scale;
    const cells = new Uint8Array(values.length / (scale * scale));
    if (isFloat(sampleType))
        return cells;
    const [low, high] = sampleRange[sampleType];
    for (let i = 0, row = 0; i < values.length; i += width, row++) {
        const cell = Math.floor(row / scale) * across;
        for (let j = 0; j < width; j++) {
            const value = values[i + j];
            if (value === low || value === high)
                cells[cell + Math.floor(j / scale)] = 1;
        }
    }
    return cells;
}
/** Nearest up-sampling of a mask or band to output pixels: `region` out of the scene, `source` the input pixels that cover it. */
export function nearest(values, out, { region, source, scale }) {
    for (let i = 0, at = 0; i < region.height; i++) {
        const row = (Math.floor((region.row + i) / scale) - source.row) * source.width;
        for (let j = 0; j < region.width; j++)
            out[at++] = values[row + Math.floor((region.col + j) / scale) - source.col];
    }
    return out;
}
//# sourceMappingURL=finish.js.map