import { subtract } from "../tensor/loops.js";
/**
 * How well x agrees with its measurement y = A x: y [n, c, h, w], x [n, c, s*h, s*w], in the units of `tolerance` (one
 * number, or one a channel). `valid` [n*h*w] leaves pixels of y out; a NaN that counts makes max and rms NaN.
 */
export function consistency(A, { x, y, tolerance, valid }) {
    return residualConsistency(subtract(A.apply(x), y), { tolerance, ...(valid === undefined ? {} : { valid }) });
}
/** The same for a residual A x - y at hand. */
export function residualConsistency(residual, { tolerance, valid }) {
    const [n, c, h, w] = residual.dims;
    const plane = h * w;
    let max = 0;
    let square = 0;
    let within = 0;
    let counted = 0;
    for (let p = 0; p < n * c; p++) {
        const allowed = typeof tolerance === "number" ? tolerance : tolerance[p % c];
        const mask = Math.floor(p / c) * plane;
        for (let i = 0; i < plane; i++) {
            if (valid !== undefined && valid[mask + i] === 0)
                continue;
            const d = Math.abs(residual.data[p * plane + i]);
            max = Math.max(max, d);
            square += d * d;
            if (d <= allowed)
                within++;
            counted++;
        }
    }
    return { max, rms: Math.sqrt(square / counted), share: within / counted };
}
//# sourceMappingURL=consistency.js.map