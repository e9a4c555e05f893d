import { describe, expect, it } from "vitest";
import { Seats } from "../../../shared/jobs/seats.js";

const numbered = (most: number, each: number) => {
  let opened = 0;
  return new Seats<number>(() => ++opened, most, each);
};
/** Whether it comes without anybody leaving. */
const settled = async (promise: Promise<unknown>) => {
  let is = false;
  void promise.then(() => (is = true), () => (is = true));
  await new Promise((resolve) => setImmediate(resolve));
  return is;
};

describe("seats", () => {
  it("open a place for everyone as long as they may, and fill up the one with the fewest then", async () => {
    const seats = numbered(2, 3);
    const taken = [await seats.take(false), await seats.take(false), await seats.take(false), await seats.take(false)];
    expect(taken.map(({ place }) => place)).toEqual([1, 2, 1, 2]);
    taken[3]!.leave();
    expect((await seats.take(false)).place).toBe(2);
    expect((await seats.take(false)).place).toBe(1);
  });

  it("give an empty place before they open another", async () => {
    const seats = numbered(2, 1);
    (await seats.take(false)).leave();
    expect((await seats.take(false)).place).toBe(1);
    expect((await seats.take(false)).place).toBe(2);
  });

  it("give a place that was opened before anybody asked", async () => {
    const seats = numbered(2, 1);
    expect(seats.begin()).toBe(1);
    expect((await seats.take(false)).place).toBe(1);
    expect((await seats.take(false)).place).toBe(2);
  });

  it("are no more than there are, and go to who asked first", async () => {
    const seats = numbered(1, 2);
    const [first] = [await seats.take(false), await seats.take(false)];
    const order: string[] = [];
    const later = ["a", "b"].map((name) => seats.take(false).then((seat) => (order.push(name), seat)));
    expect(await settled(later[0]!)).toBe(false);
    first.leave();
    expect(await settled(later[0]!)).toBe(true);
    expect(await settled(later[1]!)).toBe(false);
    (await later[0]!).leave();
    await later[1];
    expect(order).toEqual(["a", "b"]);
  });

  it("leave who asks for a place alone to itself, and let none pass by it", async () => {
    const seats = numbered(1, 2);
    const other = await seats.take(false);
    const alone = seats.take(true);
    const behind = seats.take(false);
    expect(await settled(alone)).toBe(false);
    expect(await settled(behind)).toBe(false);
    other.leave();
    expect(await settled(alone)).toBe(true);
    expect(await settled(behind)).toBe(false);
    (await alone).leave();
    expect((await behind).place).toBe(1);
    expect((await seats.take(false)).place).toBe(1);
  });

  it("are taken in a new place when one is no more", async () => {
    const seats = numbered(1, 1);
    const { place } = await seats.take(false);
    const waiting = seats.take(true);
    seats.remove(place);
    expect((await waiting).place).toBe(2);
  });

  it("are not kept for who stopped waiting, nor do those behind wait for it", async () => {
    const seats = numbered(1, 2);
    const stop = new AbortController();
    const seat = await seats.take(false);
    const alone = seats.take(true, stop.signal);
    const behind = seats.take(false);
    stop.abort(new Error("enough"));
    await expect(alone).rejects.toThrow("enough");
    expect(await settled(behind)).toBe(true);
    seat.leave();
    await expect(seats.take(false, stop.signal)).rejects.toThrow("enough");
  });
});
