export function size([n, c, h, w]) {
    return n * c * h * w;
}
/** A tensor over `data`, or of zeros. Throws a plain Error where the length does not match: that is a bug of the caller. */
export function tensor(dims, data = new Float32Array(size(dims))) {
    if (data.length !== size(dims))
        throw new Error(`tensor: expected ${size(dims)} samples for ${dims.join("x")}, got ${data.length}`);
    return { data, dims };
}
//# sourceMappingURL=tensor.js.map