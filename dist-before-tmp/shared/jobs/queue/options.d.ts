/** What every job is added with; the caller gives `jobId`, its key, since that makes "asked twice" one job. */
export declare const jobOptions: {
    readonly attempts: 6;
    readonly backoff: {
        readonly type: "exponential";
        readonly delay: 3000;
    };
    readonly removeOnComplete: false;
    readonly removeOnFail: false;
    readonly stackTraceLimit: 1;
};
/** How workers hold on to jobs; the same for all backends. Milliseconds, but for `drainDelay` (s). */
export declare const workerOptions: {
    readonly lockDuration: 30000;
    readonly lockRenewTime: 10000;
    readonly stalledInterval: 10000;
    readonly maxStalledCount: 100;
    readonly drainDelay: 1;
    readonly runRetryDelay: 1000;
    readonly concurrency: 1;
    readonly useWorkerThreads: false;
};
/** Days that finished jobs are remembered. What is forgotten is not lost: asked again, the output itself says that it stands. */
export declare const remembered: {
    readonly completed: 30;
    readonly failed: 90;
};
