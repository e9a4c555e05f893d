import { expected } from "../errors.js";
import { resize, resizeAdjoint } from "../tensor/resample.js";
import { scale as times } from "../tensor/loops.js";
/** The mean of every s x s cell. A A' = I/s^2, so the pseudo-inverse is exact: nearest up-sampling. */
export function areaAverage(scale) {
    requireScale("areaAverage", scale);
    return {
        scale,
        radius: 0,
        apply: (x) => resize(x, { ...lowSize("areaAverage", x, scale), kernel: "area" }),
        adjoint: (y) => resizeAdjoint(y, { ...highSize(y, scale), kernel: "area" }),
        pseudoInverse: (y, lambda = 0) => {
            const up = resize(y, { ...highSize(y, scale), kernel: "nearest" });
            return lambda === 0 ? up : times(1 / (1 + lambda * scale * scale), up);
        },
    };
}
export function requireScale(subject, scale) {
    if (!Number.isInteger(scale) || scale < 1) {
        throw expected("bad-option", { subject, want: "a whole scale of at least 1", got: scale, advice: "choose 2, 3 or 4" });
    }
}
/** Size of y for x. The caller pads: a size that is no multiple is a bug. */
export function lowSize(subject, { dims: [, , h, w] }, scale) {
    if (h % scale !== 0 || w % scale !== 0)
        throw new Error(`${subject}: expected height and width to be multiples of ${scale}, got ${h}x${w}`);
    return { height: h / scale, width: w / scale };
}
export function highSize({ dims: [, , h, w] }, scale) {
    return { height: h * scale, width: w * scale };
}
//# sourceMappingURL=operator.js.map