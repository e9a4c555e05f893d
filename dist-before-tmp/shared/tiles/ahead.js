/**
 * work(item) for every item, at most `ahead` at a time, results in the order of the items whatever order they finish in.
 * On an error, or when the consumer stops early, what runs is awaited before anything else happens: nothing is left behind.
 */
export async function* ahead(items, width, work) {
    const running = [];
    const source = items[Symbol.iterator]();
    const start = () => {
        const next = source.next();
        if (next.done === true)
            return false;
        const result = work(next.value);
        result.catch(() => undefined); // reported where it is awaited below
        running.push(result);
        return true;
    };
    try {
        while (running.length < width && start())
            ;
        while (running.length > 0) {
            const result = await running[0];
            running.shift();
            start();
            yield result;
        }
    }
    finally {
        await Promise.allSettled(running);
    }
}
//# sourceMappingURL=ahead.js.map