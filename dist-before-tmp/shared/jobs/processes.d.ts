import type { Outcome } from "./domain.js";
import type { JobData } from "./payload.js";
import { type ProcessSettings } from "./process.js";
export interface RunOptions {
    readonly attemptsMade: number;
    readonly signal: AbortSignal;
    readonly progress: (progress: {
        done: number;
        of: number;
    }) => void;
}
/**
 * Processes that jobs run in, one job at a time each, kept between jobs: onnxruntime blocks its thread, and a process can be killed
 * inside a network call where a thread cannot. As many as there are jobs at once. Not BullMQ's own: a child of BullMQ 6.7 that is
 * killed before it has loaded leaves its job active for ever, since the listener for it goes before the event comes.
 */
export declare class Processes {
    private readonly module;
    private readonly settings;
    private readonly idle;
    private readonly all;
    /** `module` calls serveJobs. */
    constructor(module: string, settings: ProcessSettings & {
        readonly execArgv: readonly string[];
    });
    /** Throws what the job's process threw; where it ended instead, an Error that tells how. */
    run(data: JobData, { attemptsMade, signal, progress }: RunOptions): Promise<Outcome>;
    private start;
    /** Ends all of them; to be called when no job runs. */
    close(): Promise<void>;
}
