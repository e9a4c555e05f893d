import type { Domain, Item } from "../domain.js";
import type { PlaceOptions } from "./manifest.js";
export interface WatchOptions extends PlaceOptions {
    /** Seconds between two looks; default 2. */
    readonly interval?: number;
    /** Looks over which an input must not change; default 2. */
    readonly settle?: number;
    /** Told once of each thing that is wrong. */
    readonly warn?: (message: string) => void;
    /** Waits between two looks; for tests. */
    readonly wait?: (seconds: number, signal?: AbortSignal) => Promise<void>;
}
/**
 * The inputs that arrive in a drop folder, and those that lie there: each when its size and time (of a study all its files' and their
 * number) have stayed the same over `settle` looks and it is not being written under a temporary name; again when it changes. By looking,
 * not by events, which network mounts do not send. Results below the folder are left alone. Ends when the signal says so.
 */
export declare function watch(domain: Domain, folder: string, options?: WatchOptions): AsyncGenerator<Item, void, undefined>;
