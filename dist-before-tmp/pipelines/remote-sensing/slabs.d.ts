import type { Item, Outcome, PartContext } from "../../shared/jobs/domain.js";
/** A scene cut into slabs, rows of whole blocks of its output, which machines compute apart; the file is that of an undivided run. */
interface Part {
    readonly index: number;
    readonly of: number;
}
/** Slabs of at most `pixels` output pixels of all bands, but at least one row of blocks. */
export declare function slabCount(item: Item, pixels: number, signal?: AbortSignal): Promise<number>;
/** Computes the blocks of one slab into `common`, once: what stands there is left. */
export declare function runSlab(item: Item, key: string, part: Part, context: PartContext): Promise<void>;
/** The file out of its slabs; a slab that is missing or damaged is computed here. `common` is removed once the output stands. */
export declare function assembleSlabs(item: Item, key: string, of: number, context: PartContext): Promise<Outcome>;
export {};
