import type { Domain, Item } from "../domain.js";
import { type PlaceOptions } from "./manifest.js";
export type { PlaceOptions };
/**
 * The items of a command line: folders and globs (what `domain.discover` finds there; hidden files are not), files, URLs, and manifests. Sorted
 * by input; what is asked for twice is there once. Below the folder of `output` the folders under each argument are kept. Throws bad-input
 * where nothing is found, bad-option for what `domain.check` refuses, for two items with one output and for an output that is an input.
 */
export declare function gather(domain: Domain, inputs: readonly string[], options?: PlaceOptions): Promise<Item[]>;
/** The item of an input that lies in the folders `below` what was searched. */
export declare function itemAt(domain: Domain, input: string, { below, output, options }: PlaceOptions & {
    readonly below?: string;
}): Item;
/** The folders between `root` and an input in it: "" where there are none. */
export declare function foldersBelow(root: string, input: string): string;
