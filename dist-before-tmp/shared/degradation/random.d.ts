/** A seeded stream of random numbers: the same on every machine and in every run. */
export interface RandomStream {
    /** In [0, 1), 32 bits. */
    uniform(): number;
    /** In [low, high). */
    between(low: number, high: number): number;
    /** Standard normal. */
    normal(): number;
}
/** sfc32 (Doty-Humphrey 2010), seeded by both numbers; streams of one seed are independent of each other. */
export declare function randomStream(seed: number, stream: number): RandomStream;
