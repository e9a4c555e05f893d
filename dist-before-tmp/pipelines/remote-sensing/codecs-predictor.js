function lane(data, bytes) {
    if (bytes === 1)
        return data;
    return bytes === 2
        ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
        : new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
}
/** Undoes predictor 2 (TIFF 6.0 section 14): each sample was stored as the difference to its left neighbour, modulo 2^n. */
export function addNeighbours(data, { columns, rows, stride, bytes }) {
    const row = columns * stride;
    if (bytes === 8) {
        const wide = new BigUint64Array(data.buffer, data.byteOffset, data.byteLength / 8);
        for (let r = 0; r < rows; r++)
            for (let i = r * row + stride; i < (r + 1) * row; i++)
                wide[i] = wide[i] + wide[i - stride];
        return;
    }
    const values = lane(data, bytes);
    for (let r = 0; r < rows; r++)
        for (let i = r * row + stride; i < (r + 1) * row; i++)
            values[i] = values[i] + values[i - stride];
}
export function subtractNeighbours(data, { columns, rows, stride, bytes }) {
    const row = columns * stride;
    const values = lane(data, bytes);
    for (let r = 0; r < rows; r++)
        for (let i = (r + 1) * row - 1; i >= r * row + stride; i--)
            values[i] = values[i] - values[i - stride];
}
/**
 * Undoes predictor 3 (Adobe TIFF Technical Note 3): per row, byte planes from the most significant on, differenced.
 * The result is in host order (little-endian) whatever the order of the file.
 */
export function joinBytePlanes(data, { columns, rows, stride, bytes }) {
    const samples = columns * stride;
    const row = samples * bytes;
    const planes = new Uint8Array(row);
    for (let r = 0; r < rows; r++) {
        const line = data.subarray(r * row, (r + 1) * row);
        planes.set(line);
        for (let i = stride; i < row; i++)
            planes[i] = planes[i] + planes[i - stride];
        for (let i = 0; i < samples; i++)
            for (let b = 0; b < bytes; b++)
                line[i * bytes + b] = planes[(bytes - 1 - b) * samples + i];
    }
}
export function splitBytePlanes(data, { columns, rows, stride, bytes }) {
    const samples = columns * stride;
    const row = samples * bytes;
    const planes = new Uint8Array(row);
    for (let r = 0; r < rows; r++) {
        const line = data.subarray(r * row, (r + 1) * row);
        for (let i = 0; i < samples; i++)
            for (let b = 0; b < bytes; b++)
                planes[(bytes - 1 - b) * samples + i] = line[i * bytes + b];
        for (let i = row - 1; i >= stride; i--)
            planes[i] = planes[i] - planes[i - stride];
        line.set(planes);
    }
}
//# sourceMappingURL=codecs-predictor.js.map