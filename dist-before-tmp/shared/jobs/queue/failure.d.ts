import { type ErrorCode } from "../../errors.js";
/** Why an attempt failed. What is no RestorationError: "io" a system call, "bug" anything else, "died" the process of the job. */
export type FailureCode = ErrorCode | "io" | "bug" | "died";
export interface Failure {
    readonly code: FailureCode;
    readonly message: string;
}
/**
 * What a processor throws into BullMQ instead of `error`. Only the message reaches other processes (`failedReason`), so the code
 * leads it, and `failureOf` reads both back. An UnrecoverableError ends the job: for bad-input, bad-option, bad-model and
 * no-device without `retry`, for missing rights, and for a bug at its second failure, for the first may have come of what an
 * earlier job left behind. All else is tried again (attempts and back-off of the job), a full disk, an abort and lack of memory
 * included. No paths: plain I/O errors quote them, and they may name patients.
 */
export declare function asQueueError(error: unknown, job: {
    readonly attemptsMade: number;
}): Error;
/** The code and message of an error, without paths of its own making. */
export declare function failureFrom(error: unknown): Failure;
/** Reads `failedReason` of a job back. */
export declare function failureOf(failedReason: string): Failure;
