import { setImmediate as yieldToEvents } from "node:timers/promises";
import { size } from "../tensor/tensor.js";
/**
 * One row of a plan: keep*z + clean*x0 + previous*before + anchor*y + fresh*n, summed in float64, one rounding to float32 per sample.
 * A row that returns the clean estimate returns that very tensor. Large states are done in parts, other events in between.
 * `out` may be the array of a term.
 */
export async function advance(step, terms, out = new Float32Array(size(terms.z.dims))) {
    if (step.keep === 0 && step.clean === 1 && step.previous === 0 && step.anchor === 0 && step.fresh === 0)
        return terms.x0;
    const { z, x0 } = terms;
    // Absent terms have coefficient 0 (sample() checks): any tensor of the right length stands in.
    const { before = z, anchor = z, noise = z } = terms;
    const count = size(z.dims);
    for (let from = 0; from < count; from += PART) {
        const to = Math.min(count, from + PART);
        combine(out, step, z.data, x0.data, before.data, anchor.data, noise.data, from, to);
        if (to < count)
            await yieldToEvents();
    }
    return { data: out, dims: z.dims };
}
const PART = 1 << 21; // samples between two yields: some 10 ms
function combine(out, { keep, clean, previous, anchor, fresh }, z, x0, before, y, noise, from, to) {
    for (let i = from; i < to; i++)
        out[i] = keep * z[i] + clean * x0[i] + previous * before[i] + anchor * y[i] + fresh * noise[i];
}
//# sourceMappingURL=advance.js.map