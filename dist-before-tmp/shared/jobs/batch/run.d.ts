import type { Progress } from "../../report/progress.js";
import type { Domain, Item } from "../domain.js";
import { type Queues } from "../queue/open.js";
import { type WorkerSettings } from "../workers.js";
import { type ItemLine } from "./summary.js";
export interface BatchSettings {
    readonly batch: string;
    readonly overwrite: boolean;
    readonly partPixels: number;
    /** File of the summary. */
    readonly summary: string;
    /** Undefined where this process only asks and waits. */
    readonly work?: Omit<WorkerSettings, "kinds">;
    readonly metricsPort?: number;
}
export interface BatchContext {
    readonly progress: Progress;
    /** Each item as it ends. */
    readonly onItem?: (line: ItemLine) => void;
    /** What belongs to an item beside its job, once its output stands: sending it back, say. A failure is the item's. Safe to do twice. */
    readonly after?: (item: Item, signal: AbortSignal) => Promise<void>;
    readonly signal: AbortSignal;
}
export interface BatchTotals {
    readonly items: number;
    readonly done: number;
    readonly already: number;
    readonly failed: number;
    /** Still in the queue: this run was stopped. */
    readonly waiting: number;
    readonly seconds: number;
}
/**
 * Items through a queue to their end. `items` may come as they are found (a watched folder). Stopped by the signal, running jobs go
 * back to the queue and the same call continues. What killed attempts left beside the outputs is removed at the end.
 */
export declare function runBatch(domain: Domain, queues: Queues, items: AsyncIterable<Item> | readonly Item[], settings: BatchSettings, context: BatchContext): Promise<BatchTotals>;
