import { RestorationError, type ErrorCode } from "../../errors.js";

/** Why an attempt failed. What is no RestorationError: "io" a system call, "bug" anything else, "died" the process of the job. */
export type FailureCode = ErrorCode | "io" | "bug" | "died";

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
}

/** BullMQ knows its error by the name; processes of jobs need nothing else of BullMQ, which is large. */
export const UNRECOVERABLE = "UnrecoverableError";

/** Of the machine or the caller: another attempt would end the same. */
const final: readonly ErrorCode[] = ["bad-input", "bad-option", "bad-model", "no-device"];
/** Rights and read-only disks: they stay as they are until someone changes them. */
const denied = ["EACCES", "EPERM", "EROFS"];

/**
 * What a processor throws into BullMQ instead of `error`. Only the message reaches other processes (`failedReason`), so the code
 * leads it, and `failureOf` reads both back. One of the name UnrecoverableError ends the job: for bad-input, bad-option, bad-model and
 * no-device without `retry`, for missing rights, and for a bug at its second failure, for the first may have come of what an
 * earlier job left behind. All else is tried again (attempts and back-off of the job), a full disk, an abort and lack of memory
 * included. No paths: plain I/O errors quote them, and they may name patients.
 */
export function asQueueError(error: unknown, job: { readonly attemptsMade: number }): Error {
  const { code, message } = failureFrom(error);
  const text = `${code}: ${message}`;
  const ends = error instanceof RestorationError ? final.includes(error.code) && !error.retry : code === "bug" ? job.attemptsMade >= 1 : code === "io" && denied.includes(systemCode(error)!);
  const thrown = Object.assign(new Error(text), ends && { name: UNRECOVERABLE });
  thrown.stack = code === "bug" ? `${text}\n${frames(error)}` : text; // BullMQ keeps it with the job
  return thrown;
}

/** The code and message of an error, without paths of its own making. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof RestorationError) return { code: error.code, message: error.message };
  const system = systemCode(error);
  if (system === "ENOSPC" || system === "EDQUOT") return { code: "no-space", message: "expected room on the disk, got a full one; free some" };
  if (system !== undefined) {
    const { syscall = "a system call" } = error as NodeJS.ErrnoException;
    return { code: "io", message: `${system} (${syscall}); ${denied.includes(system) ? "check the rights to inputs and outputs" : "check that inputs, outputs and their disks are there"}` };
  }
  return { code: "bug", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

/** Reads `failedReason` of a job back. */
export function failureOf(failedReason: string): Failure {
  const [, code, message] = /^(bad-input|bad-option|bad-model|no-device|no-memory|no-space|aborted|io|bug): (.*)$/s.exec(failedReason) ?? [];
  if (code !== undefined) return { code: code as FailureCode, message: message! };
  const died = /^Unexpected exit code: (.*) signal: (.*)$/.exec(failedReason);
  if (died) return { code: "died", message: died[2] === "null" ? `its process ended with exit code ${died[1]}` : `its process was ended by ${died[2]}` };
  if (/stalled more than allowable/.test(failedReason)) return { code: "died", message: "its workers died again and again" };
  return { code: "bug", message: failedReason };
}

/** "ENOENT" and the like; not "ERR_..." of Node itself, which tells of a bug. */
function systemCode(error: unknown): string | undefined {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && syscall !== undefined ? code : undefined;
}

function frames(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).join("\n") : "";
}
