/**
 * Models that a worker keeps open from job to job, by what they were opened with. What `open` gives is not closed by its user;
 * `close` closes all. The least recently used goes first where there are more than `most`.
 */
export class Warm {
    most;
    held = new Map();
    constructor(most = 4) {
        this.most = most;
    }
    /** The model opened with the same `name` and `options` before, or a new one. `signal` is of one job and not among the options. */
    async open(name, options, open) {
        const { signal: _, ...lasting } = options;
        const key = `${name} ${canonical(lasting)}`;
        const found = this.held.get(key) ?? open(lasting);
        this.held.delete(key);
        this.held.set(key, found);
        try {
            const model = (await found);
            await this.trim();
            return model;
        }
        catch (error) {
            if (this.held.get(key) === found)
                this.held.delete(key);
            throw error;
        }
    }
    async trim() {
        for (const [key, model] of this.held) {
            if (this.held.size <= this.most)
                return;
            this.held.delete(key);
            await (await model.catch(() => undefined))?.close(); // one that did not open is its own user's error
        }
    }
    async close() {
        const all = [...this.held.values()];
        this.held.clear();
        for (const model of await Promise.allSettled(all))
            if (model.status === "fulfilled")
                await model.value.close();
    }
}
/** One text per value, whatever the order of keys; absent and undefined are the same. Throws a TypeError for what is no plain data. */
function canonical(value) {
    if (Array.isArray(value))
        return `[${value.map(canonical).join()}]`;
    if (typeof value === "object" && value !== null) {
        if (![Object.prototype, null].includes(Object.getPrototypeOf(value)))
            throw new TypeError(`a warm model is known by plain data, not by a ${value.constructor.name}`);
        const entries = Object.entries(value).filter(([, held]) => held !== undefined);
        return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join()}}`;
    }
    if (typeof value === "function" || typeof value === "symbol")
        throw new TypeError(`a warm model is known by plain data, not by a ${typeof value}`);
    return typeof value === "string" ? JSON.stringify(value) : Object.is(value, -0) ? "-0" : String(value); // String keeps NaN and infinities apart
}
//# sourceMappingURL=warm.js.map