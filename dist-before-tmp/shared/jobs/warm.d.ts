interface Closable {
    close(): Promise<void>;
}
/**
 * Models that a worker keeps open from job to job, by what they were opened with. What `open` gives is not closed by its user;
 * `close` closes all. The least recently used goes first where there are more than `most`.
 */
export declare class Warm {
    private readonly most;
    private readonly held;
    constructor(most?: number);
    /** The model opened with the same `name` and `options` before, or a new one. `signal` is of one job and not among the options. */
    open<O extends object, M extends Closable>(name: string, options: O, open: (options: O) => Promise<M>): Promise<M>;
    private trim;
    close(): Promise<void>;
}
export {};
