import { tensor } from "../tensor/tensor.js";
/**
 * One Langevin step at noise level sigma (Song et al. 2021, algorithm 5): z + e score + sqrt(2e) n with score = (x0 - z)/sigma^2 and
 * e = 2 (snr |n| / |score|)^2, norms per item so that a batch changes nothing. Needs the norm of the score, so it is no row of a plan.
 */
export function langevin(z, { x0, noise, sigma, snr = 0.16 }) {
    if (!(sigma > 0))
        throw new Error(`langevin: expected sigma > 0, got ${sigma}`);
    const out = tensor(z.dims);
    const count = z.data.length / z.dims[0];
    for (let from = 0; from < z.data.length; from += count) {
        let scoreSquare = 0;
        let noiseSquare = 0;
        for (let i = from; i < from + count; i++) {
            scoreSquare += ((x0.data[i] - z.data[i]) / sigma ** 2) ** 2;
            noiseSquare += noise.data[i] ** 2;
        }
        // A vanishing score means an item that is at its mode already: no step can be scaled by it.
        const e = scoreSquare === 0 ? 0 : (2 * snr * snr * noiseSquare) / scoreSquare;
        for (let i = from; i < from + count; i++)
            out.data[i] = z.data[i] + (e * (x0.data[i] - z.data[i])) / sigma ** 2 + Math.sqrt(2 * e) * noise.data[i];
    }
    return out;
}
//# sourceMappingURL=corrector.js.map