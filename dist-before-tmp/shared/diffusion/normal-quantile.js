/**
 * Standard normal samples from 32 random bits by inversion, piecewise linear: bit 31 is the sign, the other 31 are a probability
 * p = (m + 0.5)/2^32 in (0, 0.5). Segments halve towards the tail (hierarchical segmentation, Lee et al. 2006): 31 octaves of
 * 128 pieces each. Largest error 4e-6, largest sample 6.3. Tables instead of logarithms and sines: faster, and the bytes do
 * not depend on the machine's mathematics library.
 */
const PIECE_BITS = 7;
const PIECES = 1 << PIECE_BITS;
const OCTAVES = 31;
// Sample = level[piece] + slope[piece] * fraction, piece = octave * 128 + the 7 bits after the leading one of m.
const level = new Float64Array((OCTAVES + 1) * PIECES);
const slope = new Float64Array((OCTAVES + 1) * PIECES);
for (let octave = 0; octave <= OCTAVES; octave++) {
    // m in [first, 2 first), or m = 0 alone in the last octave
    const first = octave === OCTAVES ? 0 : 2 ** (OCTAVES - 1 - octave);
    const width = first / PIECES;
    let from = upperQuantile((first + 0.5) / 2 ** 32);
    for (let piece = 0; piece < PIECES; piece++) {
        const to = width === 0 ? from : upperQuantile((first + (piece + 1) * width + 0.5) / 2 ** 32, from);
        // Rounded far above the last bit of Math.log, so that the tables are the same everywhere.
        level[octave * PIECES + piece] = Math.round(from * 2 ** 36) / 2 ** 36;
        slope[octave * PIECES + piece] = Math.round((to - from) * 2 ** 36) / 2 ** 36;
        from = to;
    }
}
/** Standard normal sample of 32 random bits. */
export function normal(bits) {
    const magnitude = bits & 0x7fffffff;
    const octave = Math.clz32(magnitude) - 1; // 0..31
    const below = (magnitude << octave) << 2; // the bits after the leading one, left-aligned
    const piece = (octave << PIECE_BITS) | (below >>> (32 - PIECE_BITS));
    const fraction = ((below << PIECE_BITS) >>> 0) * 2 ** -32;
    return (level[piece] + slope[piece] * fraction) * (1 | (bits >> 31)); // without a branch that half of the samples mispredict
}
/** x with P(N > x) = p for 0 < p <= 0.5: Newton's iteration on the complementary distribution, to 1e-13; faster from `near` the answer. */
export function upperQuantile(p, near) {
    if (p >= 0.5)
        return 0;
    let x = near !== undefined && near > 0 ? near : p > 0.3 ? Math.sqrt(2 * Math.PI) * (0.5 - p) : Math.sqrt(-2 * Math.log(p)) - 0.5;
    for (let i = 0; i < 60; i++) {
        // On ln P, which is concave: no overshoot in the tail.
        const { tail, hazard } = upperTail(x);
        const step = Math.log(tail / p) / hazard;
        x += step;
        if (Math.abs(step) < 1e-14 * Math.max(1, x))
            break;
    }
    return x;
}
/** P(N > x) and the density divided by it, x >= 0: the power series near 0, the continued fraction in the tail. */
function upperTail(x) {
    const density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (x < 3) {
        let term = x;
        let sum = x;
        for (let k = 3; Math.abs(term) > 1e-18 * sum; k += 2)
            sum += term *= (x * x) / k;
        const tail = 0.5 - density * sum;
        return { tail, hazard: density / tail };
    }
    let fraction = x;
    for (let k = 120; k >= 1; k--)
        fraction = x + k / fraction;
    return { tail: density / fraction, hazard: fraction };
}
//# sourceMappingURL=normal-quantile.js.map