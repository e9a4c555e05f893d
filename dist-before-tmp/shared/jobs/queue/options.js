/** What every job is added with; the caller gives `jobId`, its key, since that makes "asked twice" one job. */
export const jobOptions = {
    attempts: 6, // waits of 3, 6, 12, 24 and 48 s between them: a share or a full disk comes back within about 1.5 minutes or not soon
    backoff: { type: "exponential", delay: 3000 },
    removeOnComplete: false, // kept, so that the same key is known as done; `prune` lets them go by age
    removeOnFail: false, // kept for `batch retry`
    stackTraceLimit: 1, // of attempts; each is kept with its job
};
/** How workers hold on to jobs; the same for all backends. Milliseconds, but for `drainDelay` (s). */
export const workerOptions = {
    lockDuration: 30_000, // a job of a dead worker is taken over after this and at most two stalledIntervals
    lockRenewTime: 10_000, // renewed when 5 to 10 s old: several tries before the lock lapses, if the server is away for a moment
    stalledInterval: 10_000,
    maxStalledCount: 100, // stalls are deaths of workers, which are not the job's fault; what kills its own child fails as an attempt
    drainDelay: 1, // PostgreSQL does not announce a job that becomes due while a worker waits: this is how late it may be noticed
    runRetryDelay: 1000, // the default of 15 s would be idle time after each restart of the server
    concurrency: 1,
    useWorkerThreads: false, // onnxruntime blocks its thread and must not be ended inside a thread
};
/** Days that finished jobs are remembered. What is forgotten is not lost: asked again, the output itself says that it stands. */
export const remembered = { completed: 30, failed: 90 };
//# sourceMappingURL=options.js.map