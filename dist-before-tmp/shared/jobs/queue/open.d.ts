import { FlowProducer, Queue, QueueEvents, Worker, type Processor, type WorkerOptions } from "bullmq";
import type { Item, Kind, Outcome } from "../domain.js";
export interface OpenOptions {
    /** Of the names of the queues; another one than "domain-sr" keeps tests apart. No colon. */
    readonly prefix?: string;
    /** How long a server may take to answer at first. */
    readonly connectTimeoutMs?: number;
    readonly warn?: (message: string) => void;
}
export interface Queues {
    /** The place without user, password and parameters. */
    readonly shown: string;
    /** Whether other processes may open the same place. */
    readonly shared: boolean;
    /** The same object for the same kind. Adds with `jobOptions`, unless told otherwise. */
    queue<Data = Item, Result = Outcome>(kind: Kind): Queue<Data, Result, string>;
    /** A file runs in child processes. The options of BullMQ, over `workerOptions`. */
    worker<Data = Item, Result = Outcome>(kind: Kind, processor: string | URL | Processor<Data, Result, string>, options?: Partial<Omit<WorkerOptions, "connection" | "prefix">>): Worker<Data, Result, string>;
    /**
     * What happens in a queue from now on, whoever does it. A hint, not a ledger: only the last 10,000 events are kept, so a
     * listener that falls behind misses some; counts and states of jobs are the truth.
     */
    events<Result = Outcome>(kind: Kind): QueueEvents<Result>;
    flow(): FlowProducer;
    /** Queue names as flows want them. */
    name(kind: Kind): string;
    /** Workers first: they finish what they run, unless `force`. Then listeners, queues, connections, the lock. */
    close(options?: {
        readonly force?: boolean;
    }): Promise<void>;
}
/**
 * Opens the queues at a place: a folder (PGlite, one process), postgres://HOST/DATABASE or redis://HOST. Throws bad-option for
 * what is none of them and, with retry, where a server does not answer in time or a living process holds the folder.
 */
export declare function openQueues(place: string, { prefix, connectTimeoutMs, warn }?: OpenOptions): Promise<Queues>;
/** Forgets jobs that finished long ago. A few milliseconds where there is nothing to do; workers call it now and then. */
export declare function prune(queue: Queue): Promise<void>;
