import { subtract } from "../../shared/tensor/loops.js";
import { tensor } from "../../shared/tensor/tensor.js";
/** Most rounds of a slice. Measured on held-out patients: most are done in 4 to 8. */
const ROUNDS = 24;
/** Root mean square of A x - y over that of y at which a slice is done. */
const TOLERANCE = 3e-4;
/** From here on a slice does not agree; and what it shows that it will not when this many rounds have not brought it near. */
const BAD = 8e-4;
const EARLY = 8;
const HOPELESS = 2.5e-3;
/** In model range: slices darker than this are held to its agreement, not to that of their own noise. */
const DARK = 0.1;
/**
 * What lies in the range that can be stored (no negative magnitudes) and agrees with the measurement as far as that is possible: min |A x - y|^2
 * over low <= x <= high from `x` on, by accelerated projected gradients (Beck & Teboulle 2009, FISTA). A A^+ = I, so that the step is 1. Slice by
 * slice: what a slice becomes does not depend on its neighbours. x [n, 1, s h, s w] in model range; slices inside of the range stay as they are.
 * `orLeave`: so do those that would not agree, and are to be stored in another form. (There may be no such image: sharp edges beside air at zero.)
 */
export async function withinRange(x, y, operator, range, { orLeave = false } = {}) {
    const out = tensor(x.dims, x.data.slice());
    for (let b = 0; b < x.dims[0]; b++) {
        const limits = range(b);
        const slice = plane(out, b);
        if (limits === undefined || !clampInPlace(slice.data, limits))
            continue;
        const found = await projected(slice, plane(y, b), operator, limits, orLeave);
        slice.data.set((found ?? plane(x, b)).data);
    }
    return out;
}
/** Undefined where it does not agree and need not be given. */
async function projected(start, y, operator, limits, orLeave) {
    const whole = Math.max(norm(y.data), DARK * Math.sqrt(y.data.length));
    let x = start;
    let seen = await operator.applyInParts(x); // A x
    let z = x;
    let seenOfZ = seen;
    let away = norm(subtract(y, seen).data) / whole;
    for (let round = 0, t = 1; round < ROUNDS && away > TOLERANCE; round++) {
        if (orLeave && round === EARLY && away > HOPELESS)
            return undefined;
        const correction = await operator.pseudoInverseInParts(subtract(y, seenOfZ));
        const next = tensor(x.dims, z.data.map((v, i) => v + correction.data[i]));
        clampInPlace(next.data, limits);
        const seenOfNext = await operator.applyInParts(next);
        const grown = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
        const momentum = (t - 1) / grown;
        z = beyond(next, x, momentum);
        seenOfZ = beyond(seenOfNext, seen, momentum); // A is linear
        [x, seen, t] = [next, seenOfNext, grown];
        away = norm(subtract(y, seen).data) / whole;
    }
    return orLeave && away > BAD ? undefined : x;
}
function plane({ data, dims: [, c, h, w] }, b) {
    return tensor([1, c, h, w], data.subarray(b * c * h * w, (b + 1) * c * h * w));
}
function beyond(next, x, momentum) {
    const out = new Float32Array(next.data.length);
    for (let i = 0; i < out.length; i++)
        out[i] = next.data[i] + momentum * (next.data[i] - x.data[i]);
    return tensor(next.dims, out);
}
/** Whether anything was outside. */
function clampInPlace(data, [low, high]) {
    let outside = false;
    for (let i = 0; i < data.length; i++) {
        const v = data[i];
        if (v >= low && v <= high)
            continue;
        data[i] = v < low ? low : high;
        outside = true;
    }
    return outside;
}
function norm(data) {
    let sum = 0;
    for (const v of data)
        sum += v * v;
    return Math.sqrt(sum);
}
//# sourceMappingURL=within-range.js.map