import { setImmediate as yieldToEvents } from "node:timers/promises";
import { tensor } from "../../shared/tensor/tensor.js";
import { storedRange } from "./finish.js";
import { roundOutsideBand } from "./shaped-rounding.js";
/** Images whose brightest values are more steps than this are rounded plainly: that is below 4e-4 of their band. */
const FINE = 1000;
/** Samples looked at between two yields. */
const PART = 1 << 21;
/**
 * Result slices [first, first + count) of `data`, in place, to values that can be stored as they are. Rounding error goes where nothing was
 * measured, if it would matter.
 */
export async function settle(data, first, count, { geometry: { rows, columns }, operator, factor, high, storage, signed }) {
    const size = rows * columns;
    let needed = false;
    for (let k = first; k < first + count && storage && !storage.type.startsWith("float"); k++) {
        const source = Math.floor(k / factor);
        const slice = data.subarray(k * size, (k + 1) * size);
        const slope = storage.slope[source] ?? 1;
        const beyond = signed !== undefined && reaches(slice, storedRange(storage, source), Math.abs(slope) / 2);
        if (beyond)
            needed = true;
        const [low, top] = storedRange(beyond ? signed : storage, source);
        roundOutsideBand(slice, { rows, columns, scale: high / Math.abs(slope) > FINE ? 1 : operator.scale }, { slope, intercept: storage.intercept[source] ?? 0, low, high: top });
        await yieldToEvents();
    }
    const x = tensor([count, 1, rows, columns], data.subarray(first * size, (first + count) * size));
    return { seen: operator.scale === 1 ? x.data : (await operator.applyInParts(x)).data, signed: needed };
}
function reaches(values, [low, high], beyond) {
    for (const v of values)
        if (v < low - beyond || v > high + beyond)
            return true;
    return false;
}
/** Root mean square of the difference over that of y; 0 for y = 0. */
export async function relativeError(again, y) {
    let error = 0;
    let signal = 0;
    for (let from = 0; from < y.length; from += PART) {
        for (let i = from; i < Math.min(y.length, from + PART); i++) {
            error += (again[i] - y[i]) ** 2;
            signal += y[i] ** 2;
        }
        await yieldToEvents();
    }
    return signal > 0 ? Math.sqrt(error / signal) : 0;
}
//# sourceMappingURL=settle.js.map