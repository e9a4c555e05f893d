import type { Item } from "../../shared/jobs/domain.js";
import { type Queues } from "../../shared/jobs/queue/open.js";
import { type Progress } from "../../shared/report/progress.js";
import { type BatchOfDomain, type OpenedSource, type RawBatch } from "./batch-options.js";
export declare function runFromCommandLine(inputs: readonly string[], raw: RawBatch, about: BatchOfDomain): Promise<void>;
export interface Through {
    readonly queues: Queues;
    readonly raw: RawBatch;
    readonly about: BatchOfDomain;
    readonly progress: Progress;
    readonly signal: AbortSignal;
    readonly after?: OpenedSource["after"];
}
export declare function through(items: AsyncIterable<Item> | readonly Item[], { queues, raw, about: { domain, exit }, progress, signal, after }: Through): Promise<void>;
export declare function progressFor({ json }: RawBatch): Progress;
export declare function interruptible(progress: Progress, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
