import { Canvas } from "./canvas.js";
import { cellCount, cellRegion, touching } from "./lattice.js";
export function allPending(lattice) {
    return new Uint8Array(cellCount(lattice)).fill(1);
}
/** Which of the cells that write `writes` are needed so that every pending reader can be served. */
export function neededWriters(writes, readers) {
    const needed = new Uint8Array(cellCount(writes));
    for (const { lattice, pending } of readers) {
        for (let i = 0; i < pending.length; i++) {
            if (pending[i] === 1)
                for (const writer of touching(writes, cellRegion(lattice, i)))
                    needed[writer] = 1;
        }
    }
    return needed;
}
/**
 * One image between two stages: writers fill it cell by cell, readers become ready when all the writers that they touch
 * are done, and memory is given back when all the readers of a place are done. Order and geometry are free.
 */
export class Flow {
    writes;
    readers;
    canvas;
    missing;
    constructor(writes, readers, options) {
        this.writes = writes;
        this.readers = readers;
        this.missing = readers.map(({ lattice, pending }) => Int32Array.from(pending, (wanted, i) => (wanted === 1 ? touching(writes, cellRegion(lattice, i)).length : -1)));
        this.canvas = new Canvas(options.channels, options, options.make, (region) => this.waiting(region));
    }
    /** Writer `index` is done: the cells of each reader that are now ready, in raster order. */
    written(index) {
        const region = cellRegion(this.writes, index);
        return this.readers.map(({ lattice }, reader) => {
            const missing = this.missing[reader];
            return touching(lattice, region).filter((cell) => missing[cell] > 0 && --missing[cell] === 0);
        });
    }
    /** Cell `index` of a reader has read what it needed. */
    read(reader, index) {
        const { lattice, pending } = this.readers[reader];
        pending[index] = 0;
        this.canvas.release(cellRegion(lattice, index));
    }
    waiting(region) {
        let count = 0;
        for (const { lattice, pending } of this.readers) {
            for (const cell of touching(lattice, region))
                count += pending[cell];
        }
        return count;
    }
}
//# sourceMappingURL=flow.js.map