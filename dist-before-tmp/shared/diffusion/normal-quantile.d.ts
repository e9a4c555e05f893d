/** Standard normal sample of 32 random bits. */
export declare function normal(bits: number): number;
/** x with P(N > x) = p for 0 < p <= 0.5: Newton's iteration on the complementary distribution, to 1e-13; faster from `near` the answer. */
export declare function upperQuantile(p: number, near?: number): number;
