import { add, affine, axpy, channelMoments, clamp, subtract } from "../tensor/loops.js";
import { resize } from "../tensor/resample.js";
import { tensor } from "../tensor/tensor.js";
import { draws, noiseField } from "./noise.js";
import { startState } from "./start.js";
/**
 * onClean of DDNM (Wang et al. 2023, eq. 13): x0 + A^+ (y - A x0), so that A x0 = y and only the null space of A is generated.
 * `lambda` > 0 trusts a noisy y less. For a network that predicts a residual r of x = base + r/k, give y = k (y - A base).
 */
export function rangeNull(operator, y, lambda = 0) {
    return (x0) => add(x0, operator.pseudoInverse(subtract(y, operator.apply(x0)), lambda));
}
/**
 * onState of CCDF: z + weight P (q(reference) - z), the part that P keeps taken from the reference diffused to the state's own level.
 * `project` is linear. The last row's state is clean and stays as it is.
 */
export function rangeSwap(project, { reference, plan, marginal, noise, origin = { row: 0, col: 0 }, weight = 1 }) {
    return async (z, _step, index) => {
        const next = plan[index + 1];
        if (next === undefined)
            return z;
        const field = await noiseField(noise, z.dims, draws.guide(index), origin);
        const target = startState(marginal(next.t), { clean: reference, noise: field });
        return axpy(weight, project(subtract(target, z)), z);
    };
}
/** onState of ILVR (Choi et al. 2021, eq. 8) and DR2: the low frequencies, bicubic antialiased down and up by `factor`, are swapped. */
export function lowPassSwap(factor, options) {
    return rangeSwap((x) => lowPass(x, factor), options);
}
/** Bicubic (antialiased) down by `factor` and up again. Height and width must be multiples of it. */
export function lowPass(x, factor) {
    const [, , height, width] = x.dims;
    if (!Number.isInteger(factor) || factor < 1 || height % factor !== 0 || width % factor !== 0) {
        throw new Error(`lowPass: expected a whole factor of ${height}x${width}, got ${factor}`);
    }
    if (factor === 1)
        return x;
    const small = resize(x, { height: height / factor, width: width / factor, kernel: "bicubic" });
    return resize(small, { height, width, kernel: "bicubic" });
}
/** Classifier-free guidance on clean estimates: u + weight (c - u); weight 1 is the conditional network alone (Ho & Salimans 2022). */
export function classifierFree(denoise, unconditional, weight) {
    if (weight === 1)
        return denoise;
    return async (z, t, signal) => {
        const [c, u] = await Promise.all([denoise(z, t, signal), unconditional(z, t, signal)]);
        return axpy(weight, subtract(c, u), u);
    };
}
/**
 * onClean that gives each channel the mean and deviation of `reference` (any size): against the colour shift of starts from pure
 * noise. Statistics are those of the tensors given, so a tile of a larger image would take its own: use it on whole images.
 */
export function matchColor(reference) {
    const [items, channels] = reference.dims;
    const want = channelMoments(reference);
    return (x) => {
        const [n, c, h, w] = x.dims;
        if (n !== items || c !== channels)
            throw new Error(`matchColor: expected ${items}x${channels} planes, got ${n}x${c}`);
        const have = channelMoments(x);
        const gain = have.deviation.map((deviation, p) => (deviation === 0 ? 0 : want.deviation[p] / deviation));
        const offset = want.mean.map((mean, p) => mean - gain[p] * have.mean[p]);
        return tensor(x.dims, affine(tensor([1, n * c, h, w], x.data), gain, offset).data);
    };
}
/** onClean that keeps the estimate in the model's range. */
export function clampTo({ low, high }) {
    return (x0) => clamp(x0, low, high);
}
/** One hook that applies several, first to last. */
export function chain(...hooks) {
    return async (value, step, index) => {
        for (const hook of hooks)
            value = await hook(value, step, index);
        return value;
    };
}
//# sourceMappingURL=guide.js.map