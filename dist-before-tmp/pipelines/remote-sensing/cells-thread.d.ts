import type { Cells, Finishing } from "./cells.js";
/**
 * The work on cells on a thread of its own, to the same bytes: this thread stays free for events. `x` and `values` of a cell
 * are shared with it, or given away where they do not lie in shared memory.
 */
export declare function cellsApart(finishing: Finishing): Promise<Cells>;
