import { tensor } from "../tensor/tensor.js";
/** Where a plane's residual energy has fallen by this much, float32's own rounding is all that is left. */
const NOTHING_LEFT = 1e-13;
/**
 * Conjugate residuals (Stiefel 1955) for (A A' + lambda I) z = y: of the conjugate-gradient family the one whose residual
 * |y - A A' z| falls at every step, which is what consistency is judged by; plain conjugate gradients let it grow tenfold
 * under strong blur. Few steps regularise: directions that A nearly loses come last. Every plane is solved on its own,
 * so that what shares a batch cannot matter.
 */
export function conjugateResidual(normal, y, { lambda, iterations, tolerance }) {
    const [n, c, h, w] = y.dims;
    const plane = h * w;
    const z = tensor(y.dims);
    const residual = tensor(y.dims, y.data.slice());
    const start = energies(residual, residual);
    const running = Uint8Array.from(start, (energy, p) => (energy > 0 && largest(residual, p) > tolerance ? 1 : 0));
    let taken = 0;
    if (iterations > 0 && running.includes(1)) {
        const direction = tensor(y.dims, y.data.slice());
        let image = shifted(normal(residual), residual, lambda); // N r
        const directionImage = tensor(y.dims, image.data.slice()); // N p
        let curvature = energies(residual, image);
        for (;;) {
            taken++;
            const square = energies(directionImage, directionImage);
            for (let p = 0; p < n * c; p++) {
                if (running[p] === 0)
                    continue;
                const { energy, largest: most } = step(curvature[p] / square[p], p * plane, (p + 1) * plane, z.data, direction.data, residual.data, directionImage.data);
                if (energy <= NOTHING_LEFT * start[p] || most <= tolerance)
                    running[p] = 0;
            }
            if (taken === iterations || !running.includes(1))
                break;
            image = shifted(normal(residual), residual, lambda);
            const next = energies(residual, image);
            for (let p = 0; p < n * c; p++) {
                if (running[p] === 0)
                    continue;
                const beta = next[p] / curvature[p];
                turnInPlace(direction.data, beta, residual.data, p * plane, (p + 1) * plane);
                turnInPlace(directionImage.data, beta, image.data, p * plane, (p + 1) * plane);
            }
            curvature = next;
        }
    }
    let left = 0;
    for (let p = 0; p < n * c; p++)
        left = Math.max(left, largest(residual, p));
    return { z, residual: left, iterations: taken };
}
/** z += alpha*d and r -= alpha*Nd over [from, to), in place; what is left of r. */
function step(alpha, from, to, z, d, r, image) {
    let energy = 0;
    let most = 0;
    for (let i = from; i < to; i++) {
        z[i] = z[i] + alpha * d[i];
        const left = r[i] - alpha * image[i];
        r[i] = left;
        energy += left * left;
        const size = Math.abs(Math.fround(left));
        if (size > most)
            most = size;
    }
    return { energy, largest: most };
}
/** x = y + beta*x over [from, to). */
function turnInPlace(x, beta, y, from, to) {
    for (let i = from; i < to; i++)
        x[i] = y[i] + beta * x[i];
}
/** product += lambda*x, in place. */
function shifted(product, x, lambda) {
    const [p, v] = [product.data, x.data];
    if (lambda !== 0)
        for (let i = 0; i < v.length; i++)
            p[i] = p[i] + lambda * v[i];
    return product;
}
/** <x, y> of each plane in float64. */
function energies(x, y) {
    const plane = x.dims[2] * x.dims[3];
    const out = new Float64Array(x.dims[0] * x.dims[1]);
    for (let p = 0; p < out.length; p++)
        out[p] = product(x.data, y.data, p * plane, (p + 1) * plane);
    return out;
}
function product(x, y, from, to) {
    let sum = 0;
    for (let i = from; i < to; i++)
        sum += x[i] * y[i];
    return sum;
}
function largest({ data, dims }, p) {
    const plane = dims[2] * dims[3];
    let most = 0;
    for (let i = p * plane; i < (p + 1) * plane; i++) {
        const size = Math.abs(data[i]);
        if (size > most)
            most = size;
    }
    return most;
}
//# sourceMappingURL=conjugate-residual.js.map