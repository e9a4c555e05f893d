/** What a run tells while it works: stages by name, its items (tiles, slices) by count. */
export interface Progress {
    stage(name: string): void;
    /** `done` = 0 starts a count. */
    count(done: number, of: number): void;
    warn(message: string): void;
    stop(): void;
}
/** The name of what is counted: { one: "tile", many: "tiles" }. */
export interface Unit {
    readonly one: string;
    readonly many: string;
}
export declare const silent: Progress;
/** A bar with rate and time left on a terminal; elsewhere about ten plain lines. `unit` names the items and one of them. */
export declare function progressOn(stream: NodeJS.WriteStream, unit: Unit): Progress;
/** Lines at every tenth of the items; few items have as many lines. */
export declare function lines(write: (line: string) => void, unit: Unit): Progress;
/** One JSON object a line: {"event": "tiles", "done": 3, "of": 12} and the like. */
export declare function jsonLines(write: (line: string) => void, { many }: Unit): Progress;
