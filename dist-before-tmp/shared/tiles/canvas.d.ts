import { type Region } from "./lattice.js";
export type Samples = Float32Array | Float64Array;
/**
 * An image of which only the parts that a reader still waits for are in memory. Writers add to it (it starts at zero) or
 * set it; each reader reads once and is then counted off with `release`. Where nobody waits, writing is dropped.
 */
export declare class Canvas {
    readonly channels: number;
    private readonly extent;
    private readonly make;
    private readonly waiting;
    private readonly chunks;
    private readonly across;
    /** Arrays of chunks that are done with: what is blended next takes them, so that the collector has little to do. */
    private readonly spare;
    /** `make`: arrays of any contents. `waiting(region)`: how many readers that touch `region` are still to come. */
    constructor(channels: number, extent: {
        readonly height: number;
        readonly width: number;
    }, make: (length: number) => Samples, waiting: (region: Region) => number);
    /** Chunks in memory. */
    get held(): number;
    /** `patch` holds all channels of `region`, each row-major, from `from` on; every sample is weighed by rows[i] * cols[j]. The ones
     * of each are one run, and where both are one nothing else is added. */
    add(region: Region, patch: Samples, weights: {
        readonly rows: Float32Array;
        readonly cols: Float32Array;
    }): void;
    set(region: Region, patch: Samples): void;
    /** All channels of `region`, each row-major. Throws where a part was never written. */
    read(region: Region): Samples;
    /** One reader of `region` is done. */
    release(region: Region): void;
    private visit;
    private keys;
    private chunkRegion;
}
