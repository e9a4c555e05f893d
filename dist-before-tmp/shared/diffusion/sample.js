import { setImmediate as yieldToEvents } from "node:timers/promises";
import { RestorationError } from "../errors.js";
import { give, take } from "../tensor/spare.js";
import { size } from "../tensor/tensor.js";
import { advance } from "./advance.js";
import { draws, noiseField } from "./noise.js";
/**
 * The one loop: runs `plan` from `start` with one network call a row and returns the last state.
 * Throws RestorationError "aborted" between calls; a plain Error where the plan needs an anchor or noise that is not given.
 */
export async function sample(denoise, options) {
    const { plan, start, anchor, noise, origin = { row: 0, col: 0 }, onClean, onState, onStep, signal } = options;
    const { spare = false } = options;
    if (spare && (onClean !== undefined || onState !== undefined))
        throw new Error("sample: hooks may keep what they see; leave out `spare`");
    if (anchor === undefined && plan.some((step) => step.anchor !== 0))
        throw new Error("sample: the plan has an anchor column; give `anchor`");
    if (noise === undefined && plan.some((step) => step.fresh !== 0))
        throw new Error("sample: the plan has fresh noise; give `noise`");
    if (anchor !== undefined)
        requireDims("anchor", anchor, start);
    let z = start;
    let before;
    for (const [index, step] of plan.entries()) {
        throwIfAborted(signal);
        // The network runs on its own thread: this row's noise is made meanwhile.
        const [estimate, fresh] = await Promise.all([
            denoise(z, step.t, signal),
            step.fresh === 0 || noise === undefined ? undefined : noiseField(noise, z.dims, draws.row(index), origin, spare ? take(size(z.dims)) : undefined),
        ]);
        requireDims("clean estimate", estimate, start);
        const x0 = onClean === undefined ? estimate : await onClean(estimate, step, index);
        if (before === undefined && step.previous !== 0)
            throw new Error("sample: the first row of a plan cannot use an estimate before it; see truncate()");
        const next = await advance(step, { z, x0, before, anchor, noise: fresh }, spare ? z.data : undefined);
        if (spare)
            for (const spent of [fresh, before, z])
                if (spent !== undefined && spent.data !== next.data)
                    give(spent.data);
        z = onState === undefined ? next : await onState(next, step, index);
        before = x0;
        onStep?.(index + 1, plan.length);
        await yieldToEvents();
    }
    if (spare && before !== undefined && before.data !== z.data)
        give(before.data);
    return z;
}
export function throwIfAborted(signal) {
    if (signal?.aborted)
        throw new RestorationError("aborted", "aborted on request", { cause: signal.reason });
}
function requireDims(what, x, start) {
    if (x.dims.join() !== start.dims.join())
        throw new Error(`sample: expected ${what} of ${start.dims.join("x")}, got ${x.dims.join("x")}`);
}
//# sourceMappingURL=sample.js.map