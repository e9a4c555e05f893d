/** What lies below a folder at one moment: sizes and times, hidden names left out. */
export interface Tree {
    /** Of all of it: equal while nothing changes. */
    readonly state: string;
    /** Of one file, or of all files in a folder and their number. Undefined where it is gone, empty, or still being written. */
    stateOf(path: string): string | undefined;
}
/** Walks a folder. What vanishes meanwhile is not in it; what cannot be read is told to `unreadable` and left out. */
export declare function walk(root: string, { unreadable, signal }: {
    readonly unreadable: (path: string, code: string | undefined) => void;
    readonly signal?: AbortSignal | undefined;
}): Promise<Tree>;
