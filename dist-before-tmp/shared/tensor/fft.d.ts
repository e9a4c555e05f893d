import { type Transform } from "./fft-mixed.js";
export type { Transform } from "./fft-mixed.js";
/**
 * 2-D discrete Fourier transform in place, row-major, any size; numpy's conventions: forward exp(-2 pi i k n / N)
 * unscaled, inverse exp(+...) divided by height*width.
 */
export declare function fft2(re: Float64Array, im: Float64Array, size: Size, inverse?: boolean): void;
/** The same for large pictures, other events in between. */
export declare function fft2Yielding(re: Float64Array, im: Float64Array, size: Size, inverse?: boolean): Promise<void>;
interface Size {
    readonly height: number;
    readonly width: number;
}
/** Frequency of each index in cycles per sample, as numpy.fft.fftfreq. */
export declare function fftFrequencies(length: number): Float64Array;
/** The 1-D transform of lines of `length`, made once. */
export declare function fftLine(length: number): Transform;
