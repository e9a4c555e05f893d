import type { Span } from "./lattice.js";
/**
 * Weights of one tile along one axis: 1 inside, and a straight ramp over the `fade` pixels that it shares with each
 * neighbour. Neighbouring ramps sum to one exactly (the steps are odd multiples of 1/(2 fade), fade a power of two).
 */
export declare function ramp({ from, to }: Span, { fade, fadeIn, fadeOut }: {
    readonly fade: number;
    readonly fadeIn: boolean;
    readonly fadeOut: boolean;
}): Float32Array;
