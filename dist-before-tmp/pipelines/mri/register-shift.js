import { setImmediate as yieldToEvents } from "node:timers/promises";
import { randomStream } from "../../shared/degradation/random.js";
import { place } from "./evaluate-place.js";
/** What to say of a reference that does not lie on the target. */
export function misfitNote(label, { named }) {
    const why = `it fits best ${REACH} mm or more from where its header places it, as the head of another patient would`;
    return named ? `${label} is used as the reference as asked, but ${why}: check it` : `${label} is not used as the reference: ${why}; name it with --reference to use it all the same`;
}
/** Largest shift along each axis of the patient, in mm: more is no small movement between series. */
const REACH = 3;
const COARSE = 1.5;
const FINEST = 0.1;
const BINS = 48;
const POINTS = 50_000;
const SEED = 5;
/** Gains below this share of the information that they have in common as placed are not clear. */
const CLEAR = 0.01;
/** Shifts below this share of the target's voxel are not to be told from none. */
const LEAST = 0.1;
/**
 * A small translation between two series of one patient in other contrasts: the largest normalised mutual information (H(a) + H(b)) / H(a, b)
 * (Studholme, Hill & Hawkes 1999) on a coarse grid of shifts, then along each axis with halving steps and a parabola. Points are jittered in
 * the target's planes, so that interpolation favours no grid. Not used where the gain is not clear in both halves of the points, or lies at the bound.
 */
export async function registerShift(target, reference, options) {
    const points = await samplePoints(target, options);
    if (points.count < 1000)
        return { shift: [0, 0, 0], used: false, reason: "too little overlap", fits: true, before: NaN, after: NaN };
    const known = new Map();
    const at = async (shift) => {
        const key = shift.map((v) => v.toFixed(4)).join(" ");
        let value = known.get(key);
        if (value !== undefined)
            return value;
        options.signal?.throwIfAborted();
        value = information(points, reference, indices(reference.geometry, shift), 0, 1);
        known.set(key, value);
        await yieldToEvents();
        return value;
    };
    const before = await at([0, 0, 0]);
    let best = [0, 0, 0];
    for (let z = -REACH; z <= REACH; z += COARSE)
        for (let y = -REACH; y <= REACH; y += COARSE)
            for (let x = -REACH; x <= REACH; x += COARSE)
                if ((await at([x, y, z])) > (await at(best)))
                    best = [x, y, z];
    for (let step = COARSE / 2; step >= FINEST;) {
        const start = best;
        for (const axis of [0, 1, 2])
            best = await climbed(best, axis, step, at);
        if (start.every((v, axis) => v === best[axis]))
            step /= 2;
    }
    const after = await at(best);
    const halves = [0, 1].map((half) => information(points, reference, indices(reference.geometry, best), half, 2) - information(points, reference, [0, 0, 0], half, 2));
    const fits = best.every((v) => Math.abs(v) < REACH - FINEST);
    const reason = !fits ? `the best shift lies ${REACH} mm away or more`
        : Math.hypot(...best) < LEAST * voxelSize(target.geometry) ? "they lie together"
            : after - before < CLEAR * (before - 1) || halves.some((gain) => gain <= 0) ? "no clear gain"
                : undefined;
    return { shift: reason === undefined ? best : [0, 0, 0], used: reason === undefined, ...(reason !== undefined && { reason }), fits, before, after };
}
/** mm: of a cube of as much. */
function voxelSize({ pixelSpacing: [down, across], sliceSpacing, sliceThickness }) {
    return Math.cbrt(down * across * (sliceThickness ?? sliceSpacing ?? Math.sqrt(down * across)));
}
/** The best of a point and its two neighbours along an axis, and of the top of the parabola through them. */
async function climbed(from, axis, step, at) {
    const moved = (by) => from.map((v, k) => (k === axis ? Math.min(REACH, Math.max(-REACH, v + by)) : v));
    const [low, middle, high] = [await at(moved(-step)), await at(from), await at(moved(step))];
    const bend = low - 2 * middle + high;
    const candidates = [from, moved(-step), moved(step), ...(bend < 0 ? [moved((step * 0.5 * (low - high)) / bend)] : [])];
    let best = from;
    for (const candidate of candidates)
        if ((await at(candidate)) > (await at(best)) + 1e-7)
            best = candidate;
    return best;
}
async function samplePoints({ geometry, data, valid }, { targetHigh, referenceHigh, locate }) {
    const { slices, rows, columns } = geometry;
    const random = randomStream(SEED, 1);
    const every = Math.max(1, Math.sqrt((slices * rows * columns) / POINTS)); // pixels in the plane
    const bins = [];
    const places = [];
    for (let k = 0; k < slices; k++) {
        await yieldToEvents();
        for (let i = 0.5 * every; i < rows - 1; i += every) {
            for (let j = 0.5 * every; j < columns - 1; j += every) {
                const row = Math.min(rows - 1.001, Math.max(0, i + (random.uniform() - 0.5) * every));
                const column = Math.min(columns - 1.001, Math.max(0, j + (random.uniform() - 0.5) * every));
                const there = locate(place(geometry, { slice: k, row, column }));
                if (there === undefined)
                    continue;
                const corner = (k * rows + Math.floor(row)) * columns + Math.floor(column);
                if (valid && (valid[corner] === 0 || valid[corner + 1] === 0 || valid[corner + columns] === 0 || valid[corner + columns + 1] === 0))
                    continue;
                const [down, across] = [row % 1, column % 1];
                const value = (1 - down) * ((1 - across) * data[corner] + across * data[corner + 1]) + down * ((1 - across) * data[corner + columns] + across * data[corner + columns + 1]);
                bins.push(Math.min(BINS - 1, Math.max(0, Math.floor((value / targetHigh) * BINS) || 0)));
                places.push(there.slice, there.row, there.column);
            }
        }
    }
    return { count: bins.length, bins: Uint8Array.from(bins), places: Float32Array.from(places), gain: (BINS - 1) / referenceHigh };
}
/** A shift in voxels of the reference, whose slices are taken as evenly spaced. */
function indices({ rowDirection: r, columnDirection: c, pixelSpacing, positions, slices }, shift) {
    const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    const normal = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
    const [first, last] = [positions[0], positions[slices - 1]];
    const whole = [last[0] - first[0], last[1] - first[1], last[2] - first[2]];
    const slice = slices > 1 ? (dot(shift, normal) / dot(whole, normal)) * (slices - 1) : 0;
    const along = slices > 1 ? slice / (slices - 1) : 0;
    const inPlane = [shift[0] - along * whole[0], shift[1] - along * whole[1], shift[2] - along * whole[2]];
    return [slice, dot(inPlane, c) / pixelSpacing[0], dot(inPlane, r) / pixelSpacing[1]];
}
/** Of the points from + k every, those that fall into the reference; linear in the reference's bins, so that it has no steps. */
function information({ count, bins, places, gain }, { geometry: { slices, rows, columns }, data, valid }, [dk, di, dj], from, every) {
    const joint = new Float64Array(BINS * BINS);
    let all = 0;
    for (let p = from; p < count; p += every) {
        const slice = places[3 * p] + dk;
        const row = places[3 * p + 1] + di;
        const column = places[3 * p + 2] + dj;
        if (slice < 0 || row < 0 || column < 0 || slice > slices - 1 || row > rows - 1 || column > columns - 1)
            continue;
        const k = Math.min(Math.floor(slice), Math.max(0, slices - 2));
        const i = Math.min(Math.floor(row), rows - 2);
        const j = Math.min(Math.floor(column), columns - 2);
        const [a, b, c] = [slice - k, row - i, column - j];
        const at = (k * rows + i) * columns + j;
        const up = slices > 1 ? rows * columns : 0;
        if (valid && valid[at] === 0)
            continue;
        const plane = (o) => (1 - b) * ((1 - c) * data[o] + c * data[o + 1]) + b * ((1 - c) * data[o + columns] + c * data[o + columns + 1]);
        const value = Math.min(BINS - 1.001, Math.max(0, gain * ((1 - a) * plane(at) + (a > 0 ? a * plane(at + up) : 0)) || 0));
        const bin = Math.floor(value);
        const cell = bins[p] * BINS + bin;
        joint[cell] += 1 - (value - bin);
        joint[cell + 1] += value - bin;
        all++;
    }
    const [target, other] = [new Float64Array(BINS), new Float64Array(BINS)];
    for (let a = 0; a < BINS; a++)
        for (let b = 0; b < BINS; b++)
            (target[a] += joint[a * BINS + b]), (other[b] += joint[a * BINS + b]);
    const together = entropy(joint, all);
    return together > 0 ? (entropy(target, all) + entropy(other, all)) / together : 1;
}
function entropy(counts, all) {
    let sum = 0;
    for (const n of counts)
        if (n > 0)
            sum -= (n / all) * Math.log(n / all);
    return sum;
}
//# sourceMappingURL=register-shift.js.map