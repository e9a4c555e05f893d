import { describe, expect, it } from "vitest";
import { ahead } from "../../../shared/tiles/ahead.js";

/** Work that ends when it is told to. */
function gates(): { work: (item: number) => Promise<number>; open: (item: number) => void; fail: (item: number) => void; started: number[]; ended: number[] } {
  const doors = new Map<number, { open: () => void; fail: () => void }>();
  const started: number[] = [];
  const ended: number[] = [];
  return {
    started,
    ended,
    work: (item) => {
      started.push(item);
      return new Promise<number>((resolve, reject) => doors.set(item, { open: () => (ended.push(item), resolve(item * 10)), fail: () => (ended.push(item), reject(new Error(`item ${item}`))) }));
    },
    open: (item) => doors.get(item)!.open(),
    fail: (item) => doors.get(item)!.fail(),
  };
}

describe("ahead", () => {
  it("keeps so many in work and gives results in order", async () => {
    const { work, open, started } = gates();
    const results = ahead([0, 1, 2, 3], 2, work);
    const first = results.next();
    expect(started).toEqual([0, 1]);
    open(1);
    open(0);
    expect((await first).value).toBe(0);
    expect(started).toEqual([0, 1, 2]); // the next is in work before the consumer is done with the first
    expect((await results.next()).value).toBe(10);
    open(2);
    open(3);
    expect((await results.next()).value).toBe(20);
    expect((await results.next()).value).toBe(30);
    expect((await results.next()).done).toBe(true);
  });

  it("throws the first error only when nothing runs any more", async () => {
    const { work, open, fail, ended } = gates();
    const results = ahead([0, 1, 2], 2, work);
    const first = results.next();
    fail(0);
    queueMicrotask(() => open(1));
    await expect(first).rejects.toThrow("item 0");
    expect(ended).toEqual([0, 1]);
  });
});
