import { refuse } from "./classify.js";
/** Slices nearer to each other than this along the normal are at one place (mm). */
export const samePlace = 0.01;
/** A slice may lie this part of the spacing off its even place (some scanners round positions to 0.1 mm), or this far (mm). */
const unevenRelative = 0.02;
const unevenAbsolute = 0.02;
/** Sideways offset between neighbours, as a part of their distance: real exports drift by less than a degree. */
const sideways = 0.05;
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scaled = (a, by) => [a[0] * by, a[1] * by, a[2] * by];
const unit = (a) => scaled(a, 1 / Math.hypot(...a));
/** Unit vectors of ImageOrientationPatient, at right angles; undefined where the six numbers are no orientation. */
export function directionsOf(orientation) {
    const [row, column] = [orientation.slice(0, 3), orientation.slice(3, 6)];
    const lengths = [Math.hypot(...row), Math.hypot(...column)];
    if (lengths.some((length) => Math.abs(length - 1) > 0.01) || Math.abs(dot(row, column)) > 0.01)
        return undefined;
    const first = unit(row);
    const normal = unit(cross(first, column));
    return { row: first, column: cross(normal, first), normal };
}
/** Why a frame has no place in the patient. */
export function misplaced({ position, orientation, spacing }) {
    if (position === undefined)
        return refuse("no ImagePositionPatient");
    if (orientation === undefined)
        return refuse("no ImageOrientationPatient");
    if (directionsOf(orientation) === undefined)
        return refuse("an ImageOrientationPatient that is no pair of unit vectors at right angles");
    return spacing === undefined ? refuse("no PixelSpacing") : undefined;
}
/** Position along the normal of the stack (mm). */
export function along(slices) {
    const { normal } = directionsOf(slices[0].frame.orientation);
    return slices.map(({ frame }) => dot(frame.position, normal));
}
/**
 * Slices of one orientation and spacing in the order of their position along the normal, with their geometry.
 * Positions must differ and be evenly spaced: a missing slice or a second spacing is refused, never bridged. One slice is a stack.
 */
export function ordered(slices) {
    const heights = along(slices);
    const order = [...slices.keys()].sort((a, b) => heights[a] - heights[b]);
    const sorted = order.map((k) => slices[k]);
    const steps = order.slice(1).map((k, i) => heights[k] - heights[order[i]]);
    const wrong = unevenness(steps) ?? drift(sorted, steps);
    if (wrong !== undefined)
        return wrong;
    const { image, frame } = sorted[0];
    const { row, column } = directionsOf(frame.orientation);
    const thicknesses = new Set(sorted.map((slice) => slice.frame.thickness));
    const [thickness] = thicknesses;
    return {
        slices: sorted,
        geometry: {
            slices: sorted.length, rows: image.cells.rows, columns: image.cells.columns, rowDirection: row, columnDirection: column,
            pixelSpacing: frame.spacing, positions: sorted.map((slice) => slice.frame.position),
            ...(steps.length > 0 && { sliceSpacing: steps.reduce((sum, step) => sum + step, 0) / steps.length }),
            ...(thicknesses.size === 1 && thickness !== undefined && { sliceThickness: thickness }),
            ...(image.frameOfReference !== undefined && { frameOfReference: image.frameOfReference }),
        },
    };
}
const mm = (length) => `${Number(length.toFixed(2))} mm`;
function unevenness(steps) {
    if (steps.length === 0)
        return undefined;
    const repeated = steps.findIndex((step) => step < samePlace);
    if (repeated >= 0)
        return refuse(`slices ${repeated + 1} and ${repeated + 2} at one position, and nothing in the headers tells them apart`);
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    let off = 0;
    const furthest = Math.max(...steps.map((step) => Math.abs((off += step - mean))));
    if (furthest <= Math.max(unevenAbsolute, unevenRelative * mean))
        return undefined;
    const [from, to] = [Math.min(...steps), Math.max(...steps)];
    const gaps = steps.every((step) => Math.abs(step / from - Math.round(step / from)) <= 0.1);
    const missing = gaps ? steps.reduce((sum, step) => sum + Math.round(step / from) - 1, 0) : 0;
    return missing > 0
        ? refuse(`a gap: ${missing} of ${steps.length + 1 + missing} slices missing, the first after slice ${steps.findIndex((step) => step > 1.5 * from) + 1} (slices ${mm(from)} apart)`)
        : refuse(`slices ${mm(from)} to ${mm(to)} apart: mixed spacing`);
}
function drift(sorted, steps) {
    const { normal } = directionsOf(sorted[0].frame.orientation);
    for (const [i, step] of steps.entries()) {
        const [a, b] = [sorted[i].frame.position, sorted[i + 1].frame.position];
        const offset = [b[0] - a[0] - step * normal[0], b[1] - a[1] - step * normal[1], b[2] - a[2] - step * normal[2]];
        if (Math.hypot(...offset) > Math.max(sideways * step, unevenAbsolute))
            return refuse(`slices shifted sideways: by ${mm(Math.hypot(...offset))} after slice ${i + 1}`);
    }
    return undefined;
}
//# sourceMappingURL=order.js.map