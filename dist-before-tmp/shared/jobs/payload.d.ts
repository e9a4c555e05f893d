import type { Item } from "./domain.js";
/** Data of a job: a whole item, a part of one, or the assembly of its parts (`of` without `index`). */
export interface JobData {
    readonly item: Item;
    /** Of the item's content, method, options and model. */
    readonly key: string;
    readonly batch: string;
    readonly overwrite: boolean;
    readonly index?: number;
    readonly of?: number;
}
/** BullMQ runs an id once: what is asked for again, with the same output, is the same job. */
export declare function jobId(key: string, output: string): string;
export declare function partId(id: string, index: number): string;
/** Everything that batches keep beside outputs is in folders of this name. */
export declare const HIDDEN = ".domain-sr";
/** Folder of the attempts at what is written beside `output`. */
export declare function workFolder(output: string): string;
/** Where the parts of a divided item meet. */
export declare function partsFolder(output: string, id: string): string;
