import { Canvas, type Samples } from "./canvas.js";
import { type Lattice } from "./lattice.js";
/** Cells that read an image: `lattice` is what each reads, `pending` whether it is still to be computed. */
export interface Readers {
    readonly lattice: Lattice;
    readonly pending: Uint8Array;
}
export declare function allPending(lattice: Lattice): Uint8Array;
/** Which of the cells that write `writes` are needed so that every pending reader can be served. */
export declare function neededWriters(writes: Lattice, readers: readonly Readers[]): Uint8Array;
/**
 * One image between two stages: writers fill it cell by cell, readers become ready when all the writers that they touch
 * are done, and memory is given back when all the readers of a place are done. Order and geometry are free.
 */
export declare class Flow {
    private readonly writes;
    private readonly readers;
    readonly canvas: Canvas;
    private readonly missing;
    constructor(writes: Lattice, readers: readonly Readers[], options: {
        readonly channels: number;
        readonly height: number;
        readonly width: number;
        readonly make: (length: number) => Samples;
    });
    /** Writer `index` is done: the cells of each reader that are now ready, in raster order. */
    written(index: number): number[][];
    /** Cell `index` of a reader has read what it needed. */
    read(reader: number, index: number): void;
    private waiting;
}
