import { setTimeout as delay } from "node:timers/promises";
import { FlowProducer, Queue, QueueEvents, Worker } from "bullmq";
import { lost, telling } from "./backend.js";
import { openEmbedded } from "./embedded.js";
import { jobOptions, remembered, workerOptions } from "./options.js";
import { parsePlace } from "./place.js";
import { openPostgres } from "./postgres-server.js";
import { openRedis } from "./redis-server.js";
/** How long an end waits for a server that is away. */
const patienceMs = 3000;
/**
 * Opens the queues at a place: a folder (PGlite, one process), postgres://HOST/DATABASE or redis://HOST. Throws bad-option for
 * what is none of them and, with retry, where a server does not answer in time or a living process holds the folder.
 */
export async function openQueues(place, { prefix = "domain-sr", connectTimeoutMs = 10_000, warn = () => { } } = {}) {
    const parsed = parsePlace(place);
    const tell = telling(parsed.shown, warn);
    const backend = parsed.kind === "folder" ? await openEmbedded(parsed.folder) : parsed.kind === "postgres" ? await openPostgres(parsed.url, parsed.shown, { connectTimeoutMs, tell }) : await openRedis(parsed, { connectTimeoutMs, tell });
    return new OpenQueues(backend, parsed.kind !== "folder", prefix, tell);
}
class OpenQueues {
    backend;
    shared;
    prefix;
    tell;
    shown;
    queues = new Map();
    workers = [];
    others = [];
    closing;
    constructor(backend, shared, prefix, tell) {
        this.backend = backend;
        this.shared = shared;
        this.prefix = prefix;
        this.tell = tell;
        this.shown = backend.shown;
    }
    get connection() {
        return { connection: this.backend.connection };
    }
    get factory() {
        return this.backend.factory; // the type says Redis by default; nothing here calls what only Redis has
    }
    name(kind) {
        return `${this.prefix}-${kind}`;
    }
    queue(kind) {
        const name = this.name(kind);
        const queue = this.queues.get(name) ?? this.watch(new Queue(name, { ...this.connection, defaultJobOptions: jobOptions }, this.factory));
        this.queues.set(name, queue);
        return queue;
    }
    worker(kind, processor, options = {}) {
        const worker = this.watch(new Worker(this.name(kind), processor, { ...workerOptions, ...options, ...this.connection }, this.factory));
        this.workers.push(worker);
        return worker;
    }
    events(kind) {
        const events = this.watch(new QueueEvents(this.name(kind), this.connection, this.factory));
        this.others.push(events);
        return events;
    }
    flow() {
        const flow = this.watch(new FlowProducer(this.connection, this.factory));
        this.others.push(flow);
        return flow;
    }
    /** An error without a listener would end the process. */
    watch(opened) {
        opened.on("error", (error) => {
            if (this.closing !== undefined)
                return;
            if (lost(error))
                this.tell.lost(error);
            else
                this.tell.warn(`${this.shown}: ${error.message}`);
        });
        const backend = opened.getBackend();
        backend.on("close", () => this.closing === undefined && this.tell.lost(new Error("connection lost"))); // of Redis, which may close without an error
        backend.on("ready", () => this.tell.found());
        return opened;
    }
    close({ force = false } = {}) {
        return (this.closing ??= this.end(force));
    }
    async end(force) {
        await Promise.all(this.workers.map((worker) => this.goodbye(worker, () => worker.close(force), Infinity)));
        await Promise.all([...this.others, ...this.queues.values()].map((opened) => this.goodbye(opened, () => opened.close(), patienceMs)));
        this.backend.giveUp();
        await this.backend.close();
    }
    /**
     * Closes, but waits no longer than `patienceMs` for a server that is away, nor than `most` at all. A job that runs meanwhile is
     * not lost: it stalls and is run again, and finds its result.
     */
    async goodbye(opened, close, most) {
        const closed = close().then(() => true, () => true);
        const step = 100;
        for (let [waited, without] = [0, 0]; waited < most && without < patienceMs; waited += step) {
            if (await Promise.race([closed, delay(step, false)]))
                return;
            without = this.tell.away() ? without + step : 0;
        }
        this.backend.giveUp();
        void opened.getBackend().close(true).catch(() => undefined);
    }
}
/** Forgets jobs that finished long ago. A few milliseconds where there is nothing to do; workers call it now and then. */
export async function prune(queue) {
    for (const state of ["completed", "failed"]) {
        const most = 1000;
        while ((await queue.clean(remembered[state] * 24 * 3600 * 1000, most, state)).length === most)
            ;
    }
}
//# sourceMappingURL=open.js.map