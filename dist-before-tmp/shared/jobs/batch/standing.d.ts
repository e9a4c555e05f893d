import type { Item, Kind } from "../domain.js";
import type { Queues } from "../queue/open.js";
export interface QueueStanding {
    readonly waiting: number;
    readonly running: number;
    readonly done: number;
    readonly failed: number;
    /** What the first failed items say; the paths are for the caller to show or not. */
    readonly problems: readonly {
        readonly input: string;
        readonly key: string;
        readonly problem: string;
    }[];
}
/** Jobs of a kind in the queue, parts counted as jobs. */
export declare function standing(queues: Queues, kind: Kind, { problems }?: {
    problems?: number | undefined;
}): Promise<QueueStanding>;
/** The items whose jobs failed for good, for another try. */
export declare function failedItems(queues: Queues, kind: Kind): Promise<Item[]>;
/** Takes what waits out of the queue; what runs is finished by its worker. Returns how many items were taken out. */
export declare function cancelWaiting(queues: Queues, kind: Kind): Promise<number>;
/** Removes what killed attempts left beside the outputs of all items that the queue knows. */
export declare function cleanUp(queues: Queues, kind: Kind): Promise<number>;
