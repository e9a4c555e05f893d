/** The one error class for what users meet. A bug stays a plain Error. */
export class RestorationError extends Error {
    code;
    name = "RestorationError";
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.code = code;
        this.retry = options.retry ?? false;
    }
    /** Whether the same job may succeed later without a change by the caller. */
    retry;
}
/** `<subject>: expected <what>, got <value>; <what to do>` */
export function expected(code, { subject, want, got, advice, cause, retry = false }) {
    return new RestorationError(code, `${subject}: expected ${want}, got ${String(got)}; ${advice}`, { retry, ...(cause !== undefined && { cause }) });
}
/** 0 done, 1 our fault, 2 the caller's input or options; 3 (some items of a batch failed) is the batch's own. */
export function exitCode(error) {
    if (!(error instanceof RestorationError))
        return 1;
    return error.code === "aborted" ? 1 : 2;
}
//# sourceMappingURL=errors.js.map