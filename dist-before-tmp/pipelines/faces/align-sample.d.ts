import type { Tensor } from "../../shared/tensor/tensor.js";
/**
 * Reads a picture at `count` places, x and y by turns; `out` gets a value a channel of each. Numbers in arrays: as arguments they would
 * be allocated, and collecting them took longer than the work.
 */
export type Sampler = (places: Float64Array, count: number, out: Float64Array) => void;
/**
 * Cubic convolution (Keys 1981, a = -0.5, as the shared resampler) of [1, c, h, w] at a place in pixels, the first pixel's
 * centre being 0.5. `stretch` of at least 1 widens the kernel: source pixels a result pixel. Edges are replicated.
 */
export declare function cubicSampler(image: Tensor, stretch?: number): Sampler;
