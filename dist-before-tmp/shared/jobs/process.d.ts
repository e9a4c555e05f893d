import type { Domain, Kind, Outcome } from "./domain.js";
import type { JobData } from "./payload.js";
/** What a worker tells its processes, through their environment. */
export interface ProcessSettings {
    readonly kind: Kind;
    readonly threads: number;
    readonly device?: string;
}
/** To a process. */
export type Order = {
    readonly order: "run";
    readonly data: JobData;
    readonly attemptsMade: number;
} | {
    readonly order: "stop";
};
/** From a process; `last`: another attempt would end the same. */
export type Answer = {
    readonly answer: "progress";
    readonly done: number;
    readonly of: number;
} | {
    readonly answer: "done";
    readonly outcome: Outcome;
} | {
    readonly answer: "failed";
    readonly message: string;
    readonly stack: string;
    readonly last: boolean;
};
export declare function environmentOf({ kind, threads, device }: ProcessSettings): NodeJS.ProcessEnv;
/** The whole life of a job's process: runs what it is sent, one job at a time, with models that stay open between jobs. */
export declare function serveJobs(domainOf: (kind: Kind) => Promise<Domain>): Promise<void>;
