/** The opened models, each once. */
export function modelsIn({ regression, prior, own }) {
    return [...new Set([regression, prior, own])].filter((model) => model !== undefined);
}
/** Seconds since it was made or last read. */
export function stopwatch() {
    let last = performance.now();
    return () => {
        const now = performance.now();
        const seconds = (now - last) / 1000;
        last = now;
        return seconds;
    };
}
//# sourceMappingURL=restore-job.js.map