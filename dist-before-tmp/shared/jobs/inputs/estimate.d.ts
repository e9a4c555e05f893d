import type { Domain, Item } from "../domain.js";
/** What a batch would take, found without doing it. */
export interface BatchEstimate {
    /** What is counted: "scenes". */
    readonly unit: string;
    readonly items: number;
    /** Items that cannot be done; `number` counts all in their order, from 1. */
    readonly wrong: readonly {
        readonly number: number;
        readonly input: string;
        readonly reason: string;
    }[];
    /** The sums are of the others. */
    readonly pixels: number;
    readonly bytes: number;
    readonly disks: readonly Disk[];
    /** Of one core, and of all that are used. */
    readonly coreSeconds: number;
    readonly cores: number;
    readonly seconds: number;
}
/** Outputs on one file system. */
export interface Disk {
    /** A folder on it. */
    readonly folder: string;
    readonly bytes: number;
    readonly free: number;
}
export interface EstimateOptions {
    readonly cores?: number;
    /** Jobs at a time, which share the cores evenly; 0 where others do the work. */
    readonly concurrency?: number;
    readonly signal?: AbortSignal;
}
export declare function estimate(domain: Domain, items: readonly Item[], { cores, concurrency, signal }?: EstimateOptions): Promise<BatchEstimate>;
/** For a person: a few lines, and at most `shown` of the wrong items. */
export declare function estimateText({ unit, items, wrong, pixels, bytes, disks, coreSeconds, cores, seconds }: BatchEstimate, { shown }?: {
    readonly shown?: number;
}): string;
