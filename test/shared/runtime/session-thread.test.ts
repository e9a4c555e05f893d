import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startAhead, startSessionThread, type SessionThread } from "../../../shared/runtime/session-thread.js";

afterEach(() => vi.restoreAllMocks());

/** The number of the thread that answers. */
async function idOf(thread: SessionThread): Promise<number> {
  const post = vi.spyOn(Worker.prototype, "postMessage");
  await thread.ask({ kind: "release", set: 1e9 });
  const { threadId } = post.mock.contexts[0] as Worker;
  post.mockRestore();
  return threadId;
}

describe("threads started ahead", () => {
  it("are given out once each, before new ones", async () => {
    const before = startSessionThread();
    const endSpare = startAhead(1);
    const [spare, next] = [startSessionThread(), startSessionThread()];
    const first = await idOf(before);
    expect([await idOf(spare), await idOf(next)]).toEqual([first + 1, first + 2]);
    await endSpare();
    expect(await idOf(spare)).toBe(first + 1); // not ended: it has a user
    await Promise.all([before.end(), spare.end(), next.end()]);
  });

  it("are ended where nobody asked for them, and not given out any more", async () => {
    const before = startSessionThread();
    const endSpare = startAhead(2);
    await endSpare();
    const after = startSessionThread();
    expect(await idOf(after)).toBeGreaterThan((await idOf(before)) + 2);
    await Promise.all([before.end(), after.end()]);
  });
});
