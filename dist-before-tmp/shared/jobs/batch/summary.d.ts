import type { Kind } from "../domain.js";
import type { FailureCode } from "../queue/failure.js";
/** One line of a summary. Paths are left out where they may name patients: items are known by number and key there. */
export interface ItemLine {
    /** In the order of the batch, from 1. */
    readonly item: number;
    readonly outcome: "done" | "already" | "failed" | "cancelled";
    readonly key?: string;
    readonly input?: string;
    readonly outputs?: readonly string[];
    readonly attempts?: number;
    readonly seconds?: number;
    readonly warnings?: readonly string[];
    readonly problem?: string;
    /** Of the problem: bad-input, no-space, io, died and the like. */
    readonly code?: FailureCode;
}
/**
 * A JSON-lines file beside the outputs: a head, then a line for each item as it ends, under a temporary name until `finish`, which
 * adds the totals. Replaces an earlier summary, nothing else: throws bad-option.
 */
export declare class Summary {
    private readonly path;
    private readonly file;
    private queue;
    private constructor();
    static begin(path: string, head: {
        readonly kind: Kind;
        readonly batch: string;
        readonly items: number;
        readonly versions: object;
    }): Promise<Summary>;
    /** In the order of the calls. */
    add(line: ItemLine | object): Promise<void>;
    finish(totals: object): Promise<void>;
}
