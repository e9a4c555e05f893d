import { foreground, otsu } from "./foreground.js";
/** The body of every slice, split by Otsu's threshold (1979) over the whole body. Undefined where there are not two tissues. */
export function tissues({ geometry: { slices, rows, columns }, data, valid }) {
    const plane = rows * columns;
    const labels = new Uint8Array(data.length);
    for (let k = 0; k < slices; k++) {
        const [from, to] = [k * plane, (k + 1) * plane];
        labels.set(foreground(data.subarray(from, to), { height: rows, width: columns, ...(valid && { valid: valid.subarray(from, to) }) }).body, from);
    }
    const threshold = otsu(data, labels);
    const count = [0, 0, 0];
    for (let i = 0; i < data.length; i++) {
        if (labels[i] === 1 && data[i] > threshold)
            labels[i] = 2;
        count[labels[i]]++;
    }
    return count[1] > 0 && count[2] > 0 ? { labels, foreground: count[1] + count[2] } : undefined;
}
/** SNR and CNR of `values` on the tissues of (usually) another volume of the same grid. Infinity for no noise. */
export function signalOverNoise(values, { labels }, noise) {
    const sum = [0, 0, 0];
    const count = [0, 0, 0];
    for (let i = 0; i < values.length; i++) {
        const label = labels[i];
        sum[label] += values[i];
        count[label]++;
    }
    const mean = (label) => sum[label] / count[label];
    return { noise, snr: (sum[1] + sum[2]) / (count[1] + count[2]) / noise, cnr: (mean(2) - mean(1)) / noise };
}
/** Sums over slices that give errors of a whole volume. */
export class VolumeError {
    #squares = 0;
    #voxels = 0;
    #slices = [];
    /** One slice; only where `valid` is 1. A slice without a measured voxel adds nothing. */
    add(x, truth, valid) {
        let squares = 0;
        let voxels = 0;
        for (let i = 0; i < x.length; i++) {
            if (valid !== undefined && valid[i] === 0)
                continue;
            squares += (x[i] - truth[i]) ** 2;
            voxels++;
        }
        if (voxels === 0)
            return;
        this.#squares += squares;
        this.#voxels += voxels;
        this.#slices.push(squares / voxels);
    }
    get voxels() {
        return this.#voxels;
    }
    get rmse() {
        return Math.sqrt(this.#squares / this.#voxels);
    }
    /** 10 log10(range^2 / MSE) with the MSE over all voxels; Infinity for equal volumes. */
    psnr(range) {
        return 20 * Math.log10(range / this.rmse);
    }
    /** The mean of the slices' own PSNR: what two-dimensional papers report. */
    psnrOfSlices(range) {
        return this.#slices.reduce((sum, mse) => sum + 10 * Math.log10(range ** 2 / mse), 0) / this.#slices.length;
    }
}
//# sourceMappingURL=metrics.js.map