import { RestorationError } from "../errors.js";
import { throwIfAborted } from "../diffusion/sample.js";
import { give, take } from "../tensor/spare.js";
import { SessionFailure, startSessionThread } from "./session-thread.js";
export { SessionFailure };
let sets = 0;
/** Throws SessionFailure of kind "device" or "network", and what `networks` rejects with. */
export async function openSessions({ networks, device, threads, thread: shared }) {
    const thread = shared ?? startSessionThread();
    const set = ++sets;
    try {
        const opened = (await thread.ask({ kind: "open", set, networks: await networks, device, threads }));
        const queue = new Queue(thread, set);
        const release = async () => {
            await queue.drained();
            if (shared === undefined)
                return thread.end();
            await thread.ask({ kind: "release", set }).catch((error) => {
                if (error instanceof SessionFailure)
                    throw error; // a thread that has ended holds nothing any more
            });
        };
        let closing;
        return { ...opened, run: (network, inputs, options) => queue.run(network, inputs, options), close: () => (closing ??= release()) };
    }
    catch (error) {
        if (shared === undefined)
            await thread.end();
        throw error;
    }
}
// Two in the thread: it starts the next run without waiting for this thread to notice that one is done.
const DEPTH = 2;
/** The runs of one set of sessions, first come first served. */
class Queue {
    thread;
    set;
    /** Every run asked for and not yet answered. */
    runs = new Set();
    /** Runs that wait for a place in the thread, and the count of those that have one. */
    waiting = [];
    running = 0;
    closed = false;
    constructor(thread, set) {
        this.thread = thread;
        this.set = set;
    }
    run(network, inputs, options) {
        const run = this.queued(network, inputs, options);
        const settled = run.then(() => undefined, () => undefined).finally(() => this.runs.delete(settled));
        this.runs.add(settled);
        return run;
    }
    /** Takes no more, and awaits what it has. */
    async drained() {
        this.closed = true;
        await Promise.all(this.runs);
    }
    async queued(network, inputs, { signal, give: given = [], dims: known = {} } = {}) {
        if (this.closed)
            throw new Error(`run of ${network}: the model is closed`);
        throwIfAborted(signal);
        if (this.running >= DEPTH)
            await this.turn(signal);
        else
            this.running++;
        try {
            throwIfAborted(signal);
            const sent = {};
            const copies = [];
            for (const [name, { data, dims }] of Object.entries(inputs)) {
                if (given.includes(name) || data.buffer instanceof SharedArrayBuffer)
                    sent[name] = { data, dims };
                else
                    copies.push((sent[name] = { data: copy(data), dims }).data);
            }
            const into = {};
            for (const [name, dims] of Object.entries(known))
                into[name] = { data: take(dims.reduce((a, b) => a * b, 1)), dims };
            const ask = { kind: "run", set: this.set, network, inputs: sent, into };
            const buffers = new Set(Object.values(sent).flatMap(({ data: { buffer } }) => (buffer instanceof ArrayBuffer ? buffer : [])));
            const outputs = (await this.thread.ask(ask, [...buffers]));
            give(...copies);
            throwIfAborted(signal);
            // what comes back is another view of the same shared memory
            return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, output.data.buffer instanceof SharedArrayBuffer ? into[name] : output]));
        }
        finally {
            const next = this.waiting.shift();
            if (next === undefined)
                this.running--;
            else
                next(); // hands its place on
        }
    }
    /** Waits for a place in the thread; one that gives up leaves the line. */
    turn(signal) {
        return new Promise((resolve, reject) => {
            const go = () => {
                signal?.removeEventListener("abort", leave);
                resolve();
            };
            const leave = () => {
                this.waiting.splice(this.waiting.indexOf(go), 1);
                reject(new RestorationError("aborted", "aborted on request", { cause: signal?.reason }));
            };
            signal?.addEventListener("abort", leave, { once: true });
            this.waiting.push(go);
        });
    }
}
/** A copy for the thread. */
function copy(data) {
    const out = take(data.length);
    out.set(data);
    return out;
}
//# sourceMappingURL=session.js.map