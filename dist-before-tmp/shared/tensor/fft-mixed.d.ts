/** One line's transform in place on interleaved (re, im) samples, unscaled, sign exp(-2 pi i). */
export type Transform = (line: Float64Array) => void;
/**
 * Stockham's self-sorting transform (Van Loan 1992, section 1.7) for lengths of small prime factors, decimated in frequency:
 * the image sizes of scanners (192, 320, 448, ...) at a power of two's cost. Undefined where a prime factor is above 13.
 */
export declare function mixedRadix(length: number): Transform | undefined;
