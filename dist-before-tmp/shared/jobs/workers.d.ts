import type { Kind } from "./domain.js";
import type { Queues } from "./queue/open.js";
export interface WorkerSettings {
    readonly kinds: readonly Kind[];
    /** Jobs of each kind at a time, each in a process of its own. */
    readonly concurrency: number;
    /** Of the networks of each job. */
    readonly threads: number;
    readonly device?: string;
    /** How long a job of a dead worker stays its own; it is looked for twice in that time. */
    readonly lockMs?: number;
    /** URL of the module that jobs' processes run: it calls serveJobs. */
    readonly processor: string;
    /** After each job: how it ended, or that an attempt failed and another follows. */
    readonly onEnded?: (kind: Kind, ending: JobEnd) => void;
}
export interface JobEnd {
    readonly outcome: "done" | "already" | "part" | "failed" | "retried";
    readonly seconds?: number;
    readonly problem?: string;
}
export interface Workers {
    /** Takes no more jobs, and ends when those that run are done. */
    drain(): Promise<void>;
    /** Ends the jobs that run between two network calls and puts them back. */
    stop(): Promise<void>;
}
/** Workers for jobs of `kinds`. From source (tests, tsx) their processes load TypeScript through tsx. */
export declare function startWorkers(queues: Queues, { kinds, concurrency, threads, device, lockMs, processor, onEnded }: WorkerSettings): Workers;
