import { draws, noiseField, placedNoise } from "../diffusion/noise.js";
import { sample } from "../diffusion/sample.js";
import { startState, vpMarginal } from "../diffusion/start.js";
import { take } from "../tensor/spare.js";
import { size, tensor } from "../tensor/tensor.js";
import { residualScale, scheduleIn } from "./presets.js";
/**
 * Draws `base` + residual for each seed (SRDiff, Li et al. 2022): the residual, times its scale, is diffused from the noise
 * of the plan's first level around nothing.
 */
export async function drawResiduals(denoise, { card, plan, seeds, base, origins, onClean, spare = false, signal }) {
    const level = vpMarginal(scheduleIn(card), plan[0].t);
    const results = [];
    for (const seed of seeds) {
        const noise = placedNoise(seed);
        const pure = await noiseField(noise, base.dims, draws.start, origins, spare ? take(size(base.dims)) : undefined);
        const start = Math.fround(level.fresh) === 1 ? pure : startState(level, { noise: pure }, spare ? pure.data : undefined);
        const residual = await sample(denoise, { plan, start, noise, origin: origins, spare, ...(onClean && { onClean }), ...(signal && { signal }) });
        results.push(added(base, 1 / residualScale(card), residual.data, spare ? residual.data : tensor(base.dims).data));
    }
    return results;
}
/** [n, 1] filled with one number: how networks are told the scale. */
export function column(n, value) {
    return { data: new Float32Array(n).fill(value), dims: [n, 1] };
}
/** base + gain * residual. */
export function plus(base, gain, residual) {
    return added(base, gain, residual.data, tensor(base.dims).data);
}
/** base + residual in the array of the residual, which the caller gives away: a network's own answer. */
export function plusInPlace(base, residual) {
    return added(base, 1, residual.data, residual.data);
}
function added({ data: x, dims }, gain, r, out) {
    if (r.length !== x.length)
        throw new Error(`residual: expected ${x.length} samples, got ${r.length}`);
    for (let i = 0; i < out.length; i++)
        out[i] = x[i] + gain * r[i];
    return tensor(dims, out);
}
//# sourceMappingURL=draw-residuals.js.map