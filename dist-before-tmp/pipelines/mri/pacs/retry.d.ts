import { RestorationError } from "../../../shared/errors.js";
/** Patience with a server, milliseconds. */
export interface Patience {
    /** From the end of a request to its answer: archives fetch from tape. */
    readonly answerMs: number;
    /** Between two pieces of a body, either way. */
    readonly idleMs: number;
    /** Attempts in all. */
    readonly attempts: number;
    /** Before the second attempt; doubled for each one after it. */
    readonly pauseMs: number;
    /** The most that a server's Retry-After is heeded. */
    readonly longestPauseMs: number;
}
export declare const patience: Patience;
/** What the same request may survive later. */
export declare class Unavailable extends RestorationError {
    constructor(message: string, { afterMs, cause }?: {
        readonly afterMs?: number;
        readonly cause?: unknown;
    });
    /** What the server asked for. */
    readonly afterMs: number | undefined;
}
/** Runs `work` until it does not throw Unavailable, `attempts` times at most; then the last error is thrown. */
export declare function retrying<T>(work: () => Promise<T>, { attempts, pauseMs, longestPauseMs }: Patience, signal?: AbortSignal): Promise<T>;
