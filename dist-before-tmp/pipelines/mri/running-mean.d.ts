/** Sample k (from 0) of part of a volume, times `gain`, into the mean that begins at `first`, and the sum of squares about it (Welford 1962). */
export declare function accumulate(mean: Float32Array, squares: Float32Array | undefined, { first, x, k, gain }: {
    readonly first: number;
    readonly x: Float32Array;
    readonly k: number;
    readonly gain: number;
}): void;
/** Sums of squares to calibrated sample deviations (n - 1). */
export declare function deviationInPlace(squares: Float32Array, samples: number, factor: number): Promise<void>;
