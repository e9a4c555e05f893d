import { type Banded } from "../tensor/banded.js";
/**
 * One axis of blur and decimation as a matrix [length/scale, length]: the antialiased bicubic's rows (normalised at the
 * edges, as Pillow does) times correlation with `taps` (odd count) over replicated edges.
 */
export declare function axisTable(length: number, taps: Float64Array, scale: number): Banded;
/** G[a, b] = <T(e_a), T(e_b)> for `axisTable` of unit taps, over a length that has both edges and an inside. Not to be written to. */
export declare function axisGram(size: number, scale: number): Float64Array;
