import type { Tensor } from "../tensor/tensor.js";
/**
 * A learned perceptual distance, such as a user's LPIPS network. No weights come with the project: whoever has a network
 * wraps it in this (usually by `run` of shared/runtime) and says what it wants to be fed.
 */
export interface PerceptualNetwork {
    readonly name: string;
    /** Values that black and white have for the network: [-1, 1] for LPIPS. */
    readonly black: number;
    readonly white: number;
    /** Pixels a side that the network needs at least. */
    readonly minimum: number;
    /** Both [n, 3, h, w]; one distance an item, 0 for equal images. */
    distance(x: Tensor, truth: Tensor): Promise<ArrayLike<number>>;
}
/**
 * Mean distance over items and band triplets. Data in [low, high] is scaled linearly to the network's black and white.
 * Bands are taken in threes as they stand; a remainder of one or two is filled up with its last band.
 */
export declare function perceptualDistance(network: PerceptualNetwork, x: Tensor, truth: Tensor, { low, high }: {
    low: number;
    high: number;
}): Promise<number>;
