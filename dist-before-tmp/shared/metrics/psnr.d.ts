import type { Tensor } from "../tensor/tensor.js";
export interface ComparisonOptions {
    /** Span of the data, in its own units: 255 for 8 bit, 1 for the model's range. Above 0. */
    readonly range: number;
    /** Per item and pixel, length n*h*w, shared by the channels: 1 counts, 0 does not. @default all count */
    readonly valid?: Uint8Array;
}
/** Mean squared error of each channel over all items. NaN where no pixel counts. */
export declare function meanSquaredErrors(x: Tensor, truth: Tensor, valid?: Uint8Array): Float64Array;
/** Peak signal-to-noise ratio in dB, 10 log10(range^2 / MSE) with the MSE over every sample; Infinity for equal images. */
export declare function psnr(x: Tensor, truth: Tensor, { range, valid }: ComparisonOptions): number;
/** The same, one figure a channel. */
export declare function psnrPerChannel(x: Tensor, truth: Tensor, { range, valid }: ComparisonOptions): number[];
export declare function requireRange(range: number): void;
export declare function requireComparable(x: Tensor, truth: Tensor, valid?: Uint8Array): void;
