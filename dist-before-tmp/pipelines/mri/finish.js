import { setImmediate as yieldToEvents } from "node:timers/promises";
/** Where the voxels of a result lie. A phantom's centre of mass in millimetres stays where it is under either alignment. */
export function refinedGeometry(geometry, { scale, throughPlane, alignment }) {
    const { rowDirection, columnDirection, pixelSpacing, positions, slices } = geometry;
    const shift = (factor) => (alignment === "center" ? (1 / factor - 1) / 2 : 0);
    const down = shift(scale) * pixelSpacing[0];
    const across = shift(scale) * pixelSpacing[1];
    const step = sliceStep(geometry);
    const placed = Array.from({ length: slices * throughPlane }, (_, k) => {
        // of the nearest source slice, and so many steps beyond it: exact also where slices are not quite evenly spaced
        const source = Math.floor(k / throughPlane);
        const beyond = (k % throughPlane) / throughPlane + shift(throughPlane);
        const at = (axis) => positions[source][axis] + down * columnDirection[axis] + across * rowDirection[axis] + beyond * step[axis];
        return [at(0), at(1), at(2)];
    });
    const { sliceSpacing, sliceThickness } = geometry;
    return {
        ...geometry,
        slices: slices * throughPlane,
        rows: geometry.rows * scale,
        columns: geometry.columns * scale,
        pixelSpacing: [pixelSpacing[0] / scale, pixelSpacing[1] / scale],
        positions: placed,
        ...(sliceSpacing !== undefined && { sliceSpacing: sliceSpacing / throughPlane }),
        ...(sliceThickness !== undefined && { sliceThickness: sliceThickness / throughPlane }),
    };
}
/** From one slice to the next; nothing for a single slice. */
export function sliceStep({ positions, slices }) {
    const first = positions[0];
    const last = positions[slices - 1];
    const per = (axis) => (slices > 1 ? (last[axis] - first[axis]) / (slices - 1) : 0);
    return [per(0), per(1), per(2)];
}
/** Source slices of each result slice: the one it lies in, or, between slices, all that the computation along the stack saw most of. */
export function sourcesOf(slices, throughPlane) {
    return Array.from({ length: slices * throughPlane }, (_, k) => {
        const source = Math.floor(k / throughPlane);
        if (throughPlane === 1)
            return [source];
        return [source - 1, source, source + 1].filter((s) => s >= 0 && s < slices);
    });
}
/** Real values that one slice's stored samples can stand for; no limits for floating point. */
export function storedRange({ type, bits, slope, intercept }, slice) {
    if (type.startsWith("float"))
        return [-Infinity, Infinity];
    const signed = type.startsWith("int");
    const [from, to] = signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
    const ends = [from, to].map((stored) => stored * (slope[slice] ?? 1) + (intercept[slice] ?? 0));
    return [Math.min(...ends), Math.max(...ends)];
}
/** The mask of measured voxels on the result's grid: each source voxel's own. Other events are let in between slices. */
export async function refinedMask({ geometry: { slices, rows, columns }, valid }, { scale, throughPlane }) {
    if (valid === undefined)
        return undefined;
    const [height, width] = [rows * scale, columns * scale];
    const out = new Uint8Array(slices * throughPlane * height * width);
    for (let k = 0, at = 0; k < slices * throughPlane; k++) {
        await yieldToEvents();
        const plane = Math.floor(k / throughPlane) * rows * columns;
        for (let i = 0; i < height; i++) {
            const row = plane + Math.floor(i / scale) * columns;
            for (let j = 0; j < width; j++)
                out[at++] = valid[row + Math.floor(j / scale)];
        }
    }
    return out;
}
//# sourceMappingURL=finish.js.map