/** Mean and sample deviation (n - 1, times `factor`) over samples of equal length. */
export declare function meanAndDeviation(samples: readonly Float32Array[], factor: number): {
    mean: Float32Array;
    deviation: Float32Array;
};
