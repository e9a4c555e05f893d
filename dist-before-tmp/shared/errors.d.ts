/** What the caller can do about an error; the queue and the exit code branch on it. */
export type ErrorCode = "bad-input" | "bad-option" | "bad-model" | "no-device" | "no-memory" | "no-space" | "aborted";
/** The one error class for what users meet. A bug stays a plain Error. */
export declare class RestorationError extends Error {
    readonly code: ErrorCode;
    readonly name = "RestorationError";
    constructor(code: ErrorCode, message: string, options?: {
        cause?: unknown;
        readonly retry?: boolean;
    });
    /** Whether the same job may succeed later without a change by the caller. */
    readonly retry: boolean;
}
/** `<subject>: expected <what>, got <value>; <what to do>` */
export declare function expected(code: ErrorCode, { subject, want, got, advice, cause, retry }: {
    subject: string;
    want: string;
    got: unknown;
    advice: string;
    cause?: unknown;
    retry?: boolean;
}): RestorationError;
/** 0 done, 1 our fault, 2 the caller's input or options; 3 (some items of a batch failed) is the batch's own. */
export declare function exitCode(error: unknown): 1 | 2;
