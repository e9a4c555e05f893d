import type { FailureKind, Opened, Outputs, Request } from "./session-worker.js";
/** A thread of sessions, of one model or of several that run by turns. */
export interface SessionThread {
    ask(request: Ask, transfer?: ArrayBuffer[]): Promise<Opened | Outputs | undefined>;
    /** Releases what is still open and awaits the thread's end. May be called twice. */
    end(): Promise<void>;
}
/** What the thread could not do; the model turns it into the user's words. */
export declare class SessionFailure extends Error {
    readonly kind: FailureKind;
    readonly network: string | undefined;
    constructor(kind: FailureKind, message: string, network: string | undefined);
}
type Ask = Request extends infer R ? (R extends Request ? Omit<R, "id"> : never) : never;
/** Starting one costs some 60 ms of CPU time, most of it to load onnxruntime. An idle one does not keep the process alive. */
export declare function startSessionThread(): SessionThread;
export {};
