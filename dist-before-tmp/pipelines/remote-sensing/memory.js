import { tensor } from "../../shared/tensor/tensor.js";
/** A scene over an array in memory: all of it measured, no georeference. */
export function memoryScene({ data, dims: [, bands, height, width] }, sampleType) {
    return {
        name: "array",
        width,
        height,
        sampleType,
        bands: Array.from({ length: bands }, () => ({ interpretation: "undefined" })),
        nodata: undefined,
        hasMask: false,
        blockWidth: width,
        blockHeight: height,
        georeference: { pixelIsPoint: false },
        tags: { photometric: 1, extraSamples: [], verbatim: [] },
        async read(window, chosen = Array.from({ length: bands }, (_, b) => b)) {
            const area = window.width * window.height;
            const values = chosen.map((band) => {
                const out = new Float64Array(area);
                for (let i = 0; i < window.height; i++) {
                    const from = (band * height + window.row + i) * width + window.col;
                    out.set(data.subarray(from, from + window.width), i * window.width);
                }
                return out;
            });
            return { window, bands: values, valid: values.map(finite) };
        },
        close: async () => undefined,
    };
}
function finite(values) {
    const out = new Uint8Array(values.length);
    for (let i = 0; i < out.length; i++)
        out[i] = Number.isFinite(values[i]) ? 1 : 0;
    return out;
}
/** A writer into an array in memory; `result` is complete after the last block. */
export function memoryWriter({ bands, height, width }) {
    const result = tensor([1, bands, height, width]);
    const blockSize = 512;
    const done = new Set();
    return {
        result,
        blockSize,
        width,
        height,
        blocksAcross: Math.ceil(width / blockSize),
        blocksDown: Math.ceil(height / blockSize),
        written: (col, row) => done.has(`${col},${row}`),
        async write(col, row, values) {
            const across = Math.min(blockSize, width - col * blockSize);
            values.forEach((band, b) => {
                for (let i = 0; i < band.length / across; i++) {
                    result.data.set(band.subarray(i * across, (i + 1) * across), (b * height + row * blockSize + i) * width + col * blockSize);
                }
            });
            done.add(`${col},${row}`);
        },
        finish: async () => undefined,
        abort: async () => undefined,
        discard: async () => undefined,
    };
}
//# sourceMappingURL=memory.js.map