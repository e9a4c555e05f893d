import { type Dims, type Tensor } from "../tensor/tensor.js";
/** Place of a field's first sample in the whole image, in pixels of the state; negative in a halo outside the image. */
export interface Origin {
    readonly row: number;
    readonly col: number;
}
/** Standard normal samples addressed by place, so that tiling, batching and worker count cannot change a result. */
export interface NoiseSource {
    /** The field of draw `draw` over [n,c,h,w] at `origin`, in `out` where it is given. A batch of more than one needs an origin for each item. */
    fill(dims: Dims, draw: number, origin: Origin | readonly Origin[], out?: Float32Array): Tensor;
}
/** Draw numbers, so that no two uses of one source meet: the start state, the fresh noise of plan row i, a guide's at row i. */
export declare const draws: {
    readonly start: 0;
    readonly row: (index: number) => number;
    readonly guide: (index: number) => number;
};
/**
 * Counter-based noise: sample (seed, draw, channel, row, col) is a pure function. Threefry-2x32 with 13 rounds (the count that passes
 * BigCrush, Salmon et al. 2011) gives the columns 2k and 2k+1 of a row; 20 rounds derive the key of each channel from the seed.
 * Seeds are whole numbers of up to 53 bits, rows and columns of 32.
 */
export declare function placedNoise(seed: number): NoiseSource;
export declare function originOf(origin: Origin | readonly Origin[], item: number, items: number): Origin;
/** Samples of a field that fills row after row and lets other events in between: the same bytes as one `fill`. */
export declare function noiseField(source: NoiseSource, dims: Dims, draw: number, origin: Origin | readonly Origin[], array?: Float32Array): Promise<Tensor>;
