import { describe, expect, it } from "vitest";
import { RestorationError, type ErrorCode } from "../../../shared/errors.js";
import { asQueueError, failureOf, UNRECOVERABLE } from "../../../shared/jobs/queue/failure.js";

const system = (code: string) => Object.assign(new Error(`${code}: not like this, open '/data/DOE^JOHN/1.dcm'`), { code, syscall: "open", path: "/data/DOE^JOHN/1.dcm" });
const final = (error: unknown, attemptsMade = 0) => asQueueError(error, { attemptsMade }).name === UNRECOVERABLE;

describe("an error on its way into the queue", () => {
  it.each<[ErrorCode, boolean, boolean]>([
    ["bad-input", false, true],
    ["bad-option", false, true],
    ["bad-model", false, true],
    ["no-device", false, true],
    ["bad-input", true, false],
    ["bad-option", true, false],
    ["no-memory", false, false],
    ["no-space", false, false],
    ["no-space", true, false],
    ["aborted", true, false],
  ])("%s with retry %s ends the job: %s", (code, retry, ends) => {
    const error = new RestorationError(code, "scene.tif: expected 3 bands,\ngot 1; choose", { retry });
    expect(final(error)).toBe(ends);
    expect(failureOf(asQueueError(error, { attemptsMade: 0 }).message)).toEqual({ code, message: error.message });
  });

  it.each([
    ["ENOENT", false, "io"],
    ["EIO", false, "io"],
    ["ENOSPC", false, "no-space"],
    ["EDQUOT", false, "no-space"],
    ["EACCES", true, "io"],
    ["EROFS", true, "io"],
  ])("%s of a system call ends the job: %s, and is told without its path", (code, ends, told) => {
    const thrown = asQueueError(system(code), { attemptsMade: 0 });
    expect(thrown.name === UNRECOVERABLE).toBe(ends);
    expect(failureOf(thrown.message).code).toBe(told);
    expect(`${thrown.message} ${thrown.stack}`).not.toMatch(/DOE|data/);
  });

  it("of a bug is tried twice, and keeps where it was", () => {
    const bug = new TypeError("x is not a function");
    expect([final(bug), final(bug, 1), final("thrown text", 1)]).toEqual([false, true, true]);
    expect(asQueueError(bug, { attemptsMade: 0 }).stack).toContain("queue-failure.test.ts");
    expect(failureOf(asQueueError(bug, { attemptsMade: 0 }).message)).toEqual({ code: "bug", message: "TypeError: x is not a function" });
    expect(final(Object.assign(new TypeError("wrong argument"), { code: "ERR_INVALID_ARG_TYPE" }), 1)).toBe(true);
  });

  it.each([
    ["Unexpected exit code: null signal: SIGKILL", { code: "died", message: "its process was ended by SIGKILL" }],
    ["Unexpected exit code: 134 signal: null", { code: "died", message: "its process ended with exit code 134" }],
    ["job stalled more than allowable limit", { code: "died", message: "its workers died again and again" }],
    ["something else", { code: "bug", message: "something else" }],
  ])("and what BullMQ says itself is read, too: %s", (reason, failure) => {
    expect(failureOf(reason)).toEqual(failure);
  });
});
