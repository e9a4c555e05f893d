import type { Domain, Item, Outcome } from "../domain.js";
import type { Queues } from "../queue/open.js";
/** How an item stands once it was asked for. */
export type Standing = {
    readonly state: "already";
}
/** The queue has it, from now or from before. */
 | {
    readonly state: "queued";
};
export interface Submission {
    readonly item: Item;
    readonly key: string;
    readonly id: string;
    readonly standing: Standing;
}
export interface SubmitOptions {
    readonly domain: Domain;
    readonly queues: Queues;
    readonly batch: string;
    readonly overwrite: boolean;
    /** Output pixels above which an item is divided. */
    readonly partPixels: number;
    readonly signal?: AbortSignal;
}
/**
 * Asks for one item: what stands is left, what waits or runs is not asked for twice, what failed is tried again from its first
 * attempt. Throws RestorationError where the input cannot be read.
 */
export declare function submit(item: Item, { domain, queues, batch, overwrite, partPixels, signal }: SubmitOptions): Promise<Submission>;
export type { Outcome };
