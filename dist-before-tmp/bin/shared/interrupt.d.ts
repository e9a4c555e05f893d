/**
 * Runs `work` with a signal that Ctrl-C and SIGTERM abort. The work ends by itself between network calls; a thread inside one
 * must not be killed. A second Ctrl-C does not hurry it.
 */
export declare function onInterrupt<T>(work: (signal: AbortSignal) => Promise<T>, told: () => void): Promise<T>;
