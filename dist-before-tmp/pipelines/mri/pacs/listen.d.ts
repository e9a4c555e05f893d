export interface ListenOptions {
    /** 0 for any that is free. */
    readonly port: number;
    /** Of this machine; default loopback. */
    readonly address?: string;
    readonly aet: string;
    /** Calling AE titles that are taken; default all. */
    readonly accept?: readonly string[];
    /** Finished studies appear here. */
    readonly output: string;
    /** A study that nothing came of for so long is complete. */
    readonly quietMs: number;
    readonly tls?: boolean;
    readonly signal: AbortSignal;
    readonly onReady?: (port: number) => void;
    readonly onStudy?: (study: {
        readonly folder: string;
        readonly instances: number;
    }) => void;
    readonly onProblem?: (message: string) => void;
}
/**
 * Takes what is stored to us (C-STORE) until the signal comes. A study is gathered in a hidden folder of `output` and gets its name, a rename,
 * when nothing more comes of it; what is not complete when we are stopped or killed is, some time after the next start.
 * Where the name is taken, by images that came before, the later ones get it with a number.
 */
export declare function listen(options: ListenOptions): Promise<void>;
