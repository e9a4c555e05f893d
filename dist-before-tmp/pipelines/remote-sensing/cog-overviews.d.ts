import type { StoredBlock } from "./cog-block.js";
import type { CogLayout } from "./cog-layout.js";
/**
 * The blocks of `level` from those one level finer: means over the measured pixels of 2x2. Blocks are handed to `keep`
 * in no particular order; block size is even, so each fine block is needed once only.
 */
export declare function makeOverview(layout: CogLayout, level: number, { load, keep }: {
    load: (index: number) => Promise<StoredBlock>;
    keep: (index: number, block: StoredBlock) => Promise<void>;
}): Promise<void>;
