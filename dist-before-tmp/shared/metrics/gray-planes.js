/** Every plane of x, times `factor`. */
export function* planes({ data, dims: [n, c, height, width] }, factor) {
    for (let p = 0; p < n * c; p++) {
        yield { data: Float64Array.from(data.subarray(p * height * width, (p + 1) * height * width), (v) => factor * v), height, width };
    }
}
/** The mean of each 2x2 cell; past an odd edge zeros are averaged in, as in MATLAB's conv2(..., "same"). */
export function halved({ data, height, width }) {
    const h = Math.ceil(height / 2);
    const w = Math.ceil(width / 2);
    const out = new Float64Array(h * w);
    for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++)
            out[(i >> 1) * w + (j >> 1)] += data[i * width + j] / 4;
    }
    return { data: out, height: h, width: w };
}
/** Convolution with an outer product, the size kept, zeros outside, even kernels centred as MATLAB's conv2(..., "same") does. */
export function convolve({ data, height, width }, column, row) {
    const between = new Float64Array(height * width);
    const out = new Float64Array(height * width);
    const left = row.length >> 1;
    const top = column.length >> 1;
    for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
            let sum = 0;
            for (let k = 0; k < row.length; k++) {
                const at = j + left - k;
                if (at >= 0 && at < width)
                    sum += row[k] * data[i * width + at];
            }
            between[i * width + j] = sum;
        }
    }
    for (let i = 0; i < height; i++) {
        for (let k = 0; k < column.length; k++) {
            const at = i + top - k;
            if (at < 0 || at >= height)
                continue;
            const weight = column[k];
            for (let j = 0; j < width; j++)
                out[i * width + j] += weight * between[at * width + j];
        }
    }
    return { data: out, height, width };
}
//# sourceMappingURL=gray-planes.js.map