/** A scene as remote sensing sees it: bands of physical numbers, validity, and where the pixels lie. */
export const sampleBytes = {
    uint8: 1, int8: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4, float64: 8,
};
/** Smallest and largest value; for floats the finite range. */
export const sampleRange = {
    uint8: [0, 255], int8: [-128, 127], uint16: [0, 65535], int16: [-32768, 32767],
    uint32: [0, 4294967295], int32: [-2147483648, 2147483647],
    float32: [-3.4028234663852886e38, 3.4028234663852886e38], float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
};
export function isFloat(type) {
    return type === "float32" || type === "float64";
}
//# sourceMappingURL=raster.js.map