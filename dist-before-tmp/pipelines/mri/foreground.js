/** Side of the box that an image is smoothed with before its threshold: noise must not decide. */
const SMOOTHING = 5;
const BINS = 256;
/** The threshold as a share of the way from the mean of what is below Otsu's up to it, which lies between two tissues as often. */
const SHARE = 0.5;
/** Surely outside of the body: none of it within half this side. */
const MARGIN = 11;
/** Splits one slice [height, width] of a magnitude image into body and background by Otsu's threshold (1979) on its smoothed values. */
export function foreground(slice, { height, width, valid }) {
    const smooth = boxMean(valid ? slice.map((v, i) => (valid[i] === 0 ? 0 : v)) : slice, height, width, SMOOTHING);
    const split = otsu(smooth, valid);
    const air = meanBelow(smooth, split, valid);
    const threshold = air + SHARE * (split - air);
    const body = new Uint8Array(slice.length);
    const background = new Uint8Array(slice.length);
    for (let i = 0; i < slice.length; i++) {
        if (valid?.[i] === 0)
            continue;
        if (smooth[i] > threshold)
            body[i] = 1;
    }
    const near = boxMean(Float32Array.from(body), height, width, MARGIN);
    for (let i = 0; i < slice.length; i++)
        if (near[i] === 0 && valid?.[i] !== 0)
            background[i] = 1;
    return { body, background };
}
function meanBelow(values, limit, valid) {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < values.length; i++) {
        if (valid?.[i] === 0 || values[i] >= limit)
            continue;
        sum += values[i];
        count++;
    }
    return count === 0 ? 0 : sum / count;
}
/** The threshold with the largest variance between what lies below and above it, over the values where `valid` is 1; Infinity for one value. */
export function otsu(values, valid) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < values.length; i++) {
        if (valid?.[i] === 0)
            continue;
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
    }
    if (!(high > low))
        return Infinity;
    const counts = new Float64Array(BINS);
    const width = (high - low) / BINS;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
        if (valid?.[i] === 0)
            continue;
        counts[Math.min(BINS - 1, Math.floor((values[i] - low) / width))]++;
        total++;
    }
    const center = (bin) => low + (bin + 0.5) * width;
    let all = 0;
    for (let bin = 0; bin < BINS; bin++)
        all += counts[bin] * center(bin);
    let below = 0;
    let sumBelow = 0;
    let best = 0;
    let threshold = low;
    for (let bin = 0; bin < BINS - 1; bin++) {
        below += counts[bin];
        sumBelow += counts[bin] * center(bin);
        if (below === 0 || below === total)
            continue;
        const between = (below * (total - below)) * (sumBelow / below - (all - sumBelow) / (total - below)) ** 2;
        if (between > best) {
            best = between;
            threshold = low + (bin + 1) * width;
        }
    }
    return threshold;
}
/** Mean over a box, cut at the border. */
function boxMean(slice, height, width, side) {
    const half = (side - 1) / 2;
    const rows = new Float32Array(slice.length);
    const out = new Float32Array(slice.length);
    for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
            const from = Math.max(0, j - half);
            const to = Math.min(width - 1, j + half);
            let sum = 0;
            for (let k = from; k <= to; k++)
                sum += slice[i * width + k];
            rows[i * width + j] = sum / (to - from + 1);
        }
    }
    for (let i = 0; i < height; i++) {
        const from = Math.max(0, i - half);
        const to = Math.min(height - 1, i + half);
        for (let j = 0; j < width; j++) {
            let sum = 0;
            for (let k = from; k <= to; k++)
                sum += rows[k * width + j];
            out[i * width + j] = sum / (to - from + 1);
        }
    }
    return out;
}
//# sourceMappingURL=foreground.js.map