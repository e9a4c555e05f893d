/** What stopping may take. */
const GRACE_MS = 10_000;
/** Resolves when the workers have ended: the first SIGTERM or SIGINT drains them, a second one stops their jobs. */
export function drainOnSignals(workers, told) {
    return new Promise((resolve, reject) => {
        let asked = 0;
        const onSignal = () => {
            asked++;
            if (asked > 2)
                return;
            told(asked === 2);
            // a queue server that is gone for good is waited for for ever; jobs' processes end with this one
            if (asked > 1)
                setTimeout(() => process.exit(1), GRACE_MS).unref();
            (asked === 1 ? workers.drain() : workers.stop()).then(() => {
                process.off("SIGINT", onSignal);
                process.off("SIGTERM", onSignal);
                resolve();
            }, reject);
        };
        process.on("SIGINT", onSignal);
        process.on("SIGTERM", onSignal);
    });
}
//# sourceMappingURL=signals.js.map