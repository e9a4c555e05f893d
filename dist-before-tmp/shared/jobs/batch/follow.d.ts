import type { Kind } from "../domain.js";
import { type FailureCode } from "../queue/failure.js";
import type { Queues } from "../queue/open.js";
/** How a job ended. */
export interface Ending {
    readonly id: string;
    readonly outcome: "done" | "already" | "failed";
    readonly outputs: readonly string[];
    readonly warnings: readonly string[];
    readonly attempts: number;
    /** From the start of the last attempt. */
    readonly seconds?: number;
    readonly problem?: string;
    readonly code?: FailureCode;
}
/**
 * Follows jobs to their end, wherever they run. Events tell of most; a sweep finds what was missed while a server or this process was
 * away, so that a batch never waits for a job that has ended.
 */
export declare class Follower {
    private readonly queues;
    private readonly kind;
    private readonly ended;
    private readonly progressed;
    private readonly pending;
    private readonly timer;
    private sweeping;
    private closed;
    private readonly events;
    constructor(queues: Queues, kind: Kind, ended: (ending: Ending) => void, progressed?: () => void);
    /** Jobs that have not ended. */
    get waiting(): number;
    /** What running jobs have done, in jobs. */
    get underway(): number;
    /** From now on; a job that has ended already is told at once. */
    follow(id: string): Promise<void>;
    private look;
    private sweep;
    close(): Promise<void>;
}
