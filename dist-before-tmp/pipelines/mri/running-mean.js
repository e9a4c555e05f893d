import { setImmediate as yieldToEvents } from "node:timers/promises";
/** Sample k (from 0) of part of a volume, times `gain`, into the mean that begins at `first`, and the sum of squares about it (Welford 1962). */
export function accumulate(mean, squares, { first, x, k, gain }) {
    if (k === 0 && squares === undefined) {
        for (let i = 0; i < x.length; i++)
            mean[first + i] = gain * x[i];
        return;
    }
    for (let i = 0; i < x.length; i++) {
        const value = gain * x[i];
        const before = mean[first + i];
        const now = before + (value - before) / (k + 1);
        mean[first + i] = now;
        if (squares)
            squares[first + i] += (value - before) * (value - now);
    }
}
const ROOTS = 1 << 20;
/** Sums of squares to calibrated sample deviations (n - 1). */
export async function deviationInPlace(squares, samples, factor) {
    for (let from = 0; from < squares.length; from += ROOTS) {
        const to = Math.min(squares.length, from + ROOTS);
        for (let i = from; i < to; i++)
            squares[i] = factor * Math.sqrt(Math.max(0, squares[i]) / (samples - 1));
        await yieldToEvents();
    }
}
//# sourceMappingURL=running-mean.js.map