/**
 * Threefry-2x32 with 20 rounds: a counter-based generator (Salmon et al. 2011), additions, rotations and exclusive-ors on 32-bit
 * words only, so that every machine agrees. Two words out for a two-word counter under a two-word key.
 */
export declare function threefry(key0: number, key1: number, counter0: number, counter1: number, rounds?: number): readonly [number, number];
