/** What the caller can do about an error; the queue and the exit code branch on it. */
export type ErrorCode = "bad-input" | "bad-option" | "bad-model" | "no-device" | "no-memory" | "no-space" | "aborted";

/** The one error class for what users meet. A bug stays a plain Error. */
export class RestorationError extends Error {
  override readonly name = "RestorationError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { cause?: unknown; readonly retry?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retry = options.retry ?? false;
  }
  /** Whether the same job may succeed later without a change by the caller. */
  readonly retry: boolean;
}

/** `<subject>: expected <what>, got <value>; <what to do>` */
export function expected(
  code: ErrorCode,
  { subject, want, got, advice, cause, retry = false }: { subject: string; want: string; got: unknown; advice: string; cause?: unknown; retry?: boolean },
): RestorationError {
  return new RestorationError(code, `${subject}: expected ${want}, got ${String(got)}; ${advice}`, { retry, ...(cause !== undefined && { cause }) });
}

/** 0 done, 1 our fault, 2 the caller's input or options; 3 (some items of a batch failed) is the batch's own. */
export function exitCode(error: unknown): 1 | 2 {
  if (!(error instanceof RestorationError)) return 1;
  return error.code === "aborted" ? 1 : 2;
}
