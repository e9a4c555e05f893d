import { expected } from "../../shared/errors.js";
/** Positions may differ by this share of a voxel: DICOM writes them as decimal strings of 16 characters. */
const TOLERANCE = 0.02;
/** Whether two stacks lie on the same voxels. */
export function sameGrid(a, b) {
    if (a.slices !== b.slices || a.rows !== b.rows || a.columns !== b.columns)
        return false;
    const voxel = Math.min(...b.pixelSpacing, b.sliceSpacing ?? Infinity);
    return corners(a).every((corner, i) => distance(corner, corners(b)[i]) <= TOLERANCE * voxel);
}
/** Undefined where `low` is not `high` with voxels a whole number of times as large, corner or edge aligned. */
export function relation(low, high) {
    const rows = high.rows / low.rows;
    const columns = high.columns / low.columns;
    const slices = high.slices / low.slices;
    if (![rows, columns, slices].every((factor) => Number.isInteger(factor) && factor >= 1))
        return undefined;
    if (Math.abs(dot(low.rowDirection, high.rowDirection) - 1) > 1e-4 || Math.abs(dot(low.columnDirection, high.columnDirection) - 1) > 1e-4)
        return undefined;
    for (const alignment of ["corner", "center"]) {
        for (const slicesAlignment of slices === 1 ? [alignment] : ["corner", "center"]) {
            const found = { scales: [rows, columns], slices, alignment, slicesAlignment };
            if (fits(low, high, found))
                return found;
        }
    }
    return undefined;
}
function fits(low, high, { scales, slices, alignment, slicesAlignment }) {
    const offset = (scale, at) => (at === "corner" ? 0 : (scale - 1) / 2);
    const voxel = Math.min(...high.pixelSpacing, high.sliceSpacing ?? Infinity);
    for (const slice of new Set([0, low.slices - 1])) {
        for (const row of [0, low.rows - 1]) {
            for (const column of [0, low.columns - 1]) {
                const there = place(high, {
                    slice: slices * slice + offset(slices, slicesAlignment),
                    row: scales[0] * row + offset(scales[0], alignment),
                    column: scales[1] * column + offset(scales[1], alignment),
                });
                if (distance(place(low, { slice, row, column }), there) > TOLERANCE * voxel)
                    return false;
            }
        }
    }
    return true;
}
/** Centre of a voxel, also between slices. */
export function place({ positions, rowDirection, columnDirection, pixelSpacing }, { slice, row, column }) {
    const below = positions[Math.min(Math.floor(slice), positions.length - 1)];
    const above = positions[Math.min(Math.floor(slice) + 1, positions.length - 1)];
    const share = slice - Math.floor(slice);
    const at = (axis) => below[axis] + share * (above[axis] - below[axis]) + row * pixelSpacing[0] * columnDirection[axis] + column * pixelSpacing[1] * rowDirection[axis];
    return [at(0), at(1), at(2)];
}
function corners(geometry) {
    return [0, geometry.slices - 1].flatMap((slice) => [0, geometry.rows - 1].flatMap((row) => [0, geometry.columns - 1].map((column) => place(geometry, { slice, row, column }))));
}
/** For messages: numbers only. */
export function gridText({ slices, rows, columns, pixelSpacing, sliceSpacing }) {
    const mm = [pixelSpacing[0], pixelSpacing[1], ...(sliceSpacing === undefined ? [] : [sliceSpacing])].map((v) => Number(v.toFixed(3)));
    return `${slices} ${slices === 1 ? "slice" : "slices"} of ${columns}x${rows}, ${mm.join(" x ")} mm`;
}
export function requireRelation(low, high, subject) {
    const found = relation(low, high);
    if (found === undefined)
        throw expected("bad-input", { subject, want: `a stack that covers the result's place with voxels a whole number of times as large (${gridText(high)})`, got: gridText(low), advice: "give what the result was made from" });
    return found;
}
function dot(a, b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
function distance(a, b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
//# sourceMappingURL=evaluate-place.js.map