import { UnrecoverableError } from "bullmq";
import { RestorationError } from "../../errors.js";
/** Of the machine or the caller: another attempt would end the same. */
const final = ["bad-input", "bad-option", "bad-model", "no-device"];
/** Rights and read-only disks: they stay as they are until someone changes them. */
const denied = ["EACCES", "EPERM", "EROFS"];
/**
 * What a processor throws into BullMQ instead of `error`. Only the message reaches other processes (`failedReason`), so the code
 * leads it, and `failureOf` reads both back. An UnrecoverableError ends the job: for bad-input, bad-option, bad-model and
 * no-device without `retry`, for missing rights, and for a bug at its second failure, for the first may have come of what an
 * earlier job left behind. All else is tried again (attempts and back-off of the job), a full disk, an abort and lack of memory
 * included. No paths: plain I/O errors quote them, and they may name patients.
 */
export function asQueueError(error, job) {
    const { code, message } = failureFrom(error);
    const text = `${code}: ${message}`;
    const ends = error instanceof RestorationError ? final.includes(error.code) && !error.retry : code === "bug" ? job.attemptsMade >= 1 : code === "io" && denied.includes(systemCode(error));
    const thrown = ends ? new UnrecoverableError(text) : new Error(text);
    thrown.stack = code === "bug" ? `${text}\n${frames(error)}` : text; // BullMQ keeps it with the job
    return thrown;
}
/** The code and message of an error, without paths of its own making. */
export function failureFrom(error) {
    if (error instanceof RestorationError)
        return { code: error.code, message: error.message };
    const system = systemCode(error);
    if (system === "ENOSPC" || system === "EDQUOT")
        return { code: "no-space", message: "expected room on the disk, got a full one; free some" };
    if (system !== undefined) {
        const { syscall = "a system call" } = error;
        return { code: "io", message: `${system} (${syscall}); ${denied.includes(system) ? "check the rights to inputs and outputs" : "check that inputs, outputs and their disks are there"}` };
    }
    return { code: "bug", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
/** Reads `failedReason` of a job back. */
export function failureOf(failedReason) {
    const [, code, message] = /^(bad-input|bad-option|bad-model|no-device|no-memory|no-space|aborted|io|bug): (.*)$/s.exec(failedReason) ?? [];
    if (code !== undefined)
        return { code: code, message: message };
    const died = /^Unexpected exit code: (.*) signal: (.*)$/.exec(failedReason);
    if (died)
        return { code: "died", message: died[2] === "null" ? `its process ended with exit code ${died[1]}` : `its process was ended by ${died[2]}` };
    if (/stalled more than allowable/.test(failedReason))
        return { code: "died", message: "its workers died again and again" };
    return { code: "bug", message: failedReason };
}
/** "ENOENT" and the like; not "ERR_..." of Node itself, which tells of a bug. */
function systemCode(error) {
    const { code, syscall } = (error ?? {});
    return error instanceof Error && typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && syscall !== undefined ? code : undefined;
}
function frames(error) {
    return error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).join("\n") : "";
}
//# sourceMappingURL=failure.js.map