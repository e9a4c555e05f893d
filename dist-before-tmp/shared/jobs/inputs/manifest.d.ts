import type { Domain, Item, RawOptions } from "../domain.js";
export interface PlaceOptions {
    /** Folder of the results that have no output of their own; undefined: beside the inputs. */
    readonly output?: string;
    /** Of the command line: what an item does not say itself. */
    readonly options?: RawOptions;
    readonly signal?: AbortSignal;
}
export declare function isManifest(path: string): boolean;
export declare function isUrl(text: string): boolean;
/**
 * The items of a CSV file (a header row: input, output, any option of the single command) or of JSON lines (.jsonl, .ndjson), in
 * its order. Paths are relative to the manifest. Throws one bad-option that tells all wrong lines by number: unreadable ones, no input,
 * unknown columns, what `domain.check` refuses, two items with one output, an output that is an input.
 */
export declare function readManifest(domain: Domain, path: string, options?: PlaceOptions): Promise<Item[]>;
