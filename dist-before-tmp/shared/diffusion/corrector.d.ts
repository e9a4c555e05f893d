import { type Tensor } from "../tensor/tensor.js";
/**
 * One Langevin step at noise level sigma (Song et al. 2021, algorithm 5): z + e score + sqrt(2e) n with score = (x0 - z)/sigma^2 and
 * e = 2 (snr |n| / |score|)^2, norms per item so that a batch changes nothing. Needs the norm of the score, so it is no row of a plan.
 */
export declare function langevin(z: Tensor, { x0, noise, sigma, snr }: {
    readonly x0: Tensor;
    readonly noise: Tensor;
    readonly sigma: number;
    readonly snr?: number;
}): Tensor;
