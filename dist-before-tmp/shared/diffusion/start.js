import { tensor } from "../tensor/tensor.js";
/** Variance preserving: sqrt(A_t) x0 + sqrt(1 - A_t) n. */
export function vpMarginal({ abar }, t) {
    const A = abar[t];
    if (A === undefined)
        throw new Error(`vpMarginal: expected an index in 0..${abar.length - 1}, got ${t}`);
    return { clean: Math.sqrt(A), anchor: 0, fresh: Math.sqrt(1 - A) };
}
/** Variance exploding: x0 + sigma n. */
export function veMarginal(sigma) {
    return { clean: 1, anchor: 0, fresh: sigma };
}
/** ResShift: (1 - eta) x0 + eta y + kappa sqrt(eta) n, for t as in Step.t. */
export function resShiftMarginal({ eta, kappa }, t) {
    const level = eta[t];
    if (level === undefined)
        throw new Error(`resShiftMarginal: expected an index in 0..${eta.length - 1}, got ${t}`);
    return { clean: 1 - level, anchor: level, fresh: kappa * Math.sqrt(level) };
}
/** I2SB: the bridge between x0 and y at index t. */
export function i2sbMarginal({ forward, backward }, t) {
    const S = forward[t];
    const R = backward[t];
    if (S === undefined || R === undefined)
        throw new Error(`i2sbMarginal: expected an index in 0..${forward.length - 1}, got ${t}`);
    return { clean: R / (S + R), anchor: S / (S + R), fresh: Math.sqrt((S * R) / (S + R)) };
}
/** InDI: (1 - t) x0 + t y + t epsilon_t n. */
export function inDIMarginal(t, epsilon = 0) {
    return { clean: 1 - t, anchor: t, fresh: t * epsilon };
}
/** ResShift's prior, where sampling starts: y + kappa sqrt(eta_T) n, not the marginal at T (which would need x0). */
export function resShiftPrior({ eta, kappa }) {
    return { clean: 0, anchor: 1, fresh: kappa * Math.sqrt(eta[eta.length - 1]) };
}
/**
 * A state drawn from a marginal: of a clean guess c for a truncated start (sqrt(A) c + sqrt(1-A) n), of nothing for pure noise.
 * Terms left out count as zero images. `out` may be the array of a term.
 */
export function startState({ clean, anchor, fresh }, terms, out) {
    const parts = Object.values(terms);
    const [first] = parts;
    if (first === undefined)
        throw new Error("startState: expected at least one of clean, anchor, noise");
    if (parts.some(({ dims }) => dims.join() !== first.dims.join()))
        throw new Error(`startState: expected equal dims, got ${parts.map(({ dims }) => dims.join("x")).join(" and ")}`);
    const weight = (coefficient, term) => (term === undefined ? 0 : coefficient);
    return weightedSum(first.dims, weight(clean, terms.clean), (terms.clean ?? first).data, weight(anchor, terms.anchor), (terms.anchor ?? first).data, weight(fresh, terms.noise), (terms.noise ?? first).data, out);
}
function weightedSum(dims, a, p, b, q, c, r, array) {
    const out = tensor(dims, array);
    for (let i = 0; i < out.data.length; i++)
        out.data[i] = a * p[i] + b * q[i] + c * r[i];
    return out;
}
//# sourceMappingURL=start.js.map