import { setImmediate as settle } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Room } from "../../../shared/tiles/room.js";

/** Enters [name, units] in order and tells who is in. */
function visitors(room: Room, signal?: AbortSignal) {
  const inside: string[] = [];
  const leave = new Map<string, () => void>();
  const enter = (name: string, units: number) =>
    room.enter(units, signal).then((give) => {
      inside.push(name);
      leave.set(name, () => (inside.splice(inside.indexOf(name), 1), give()));
    });
  return { inside, enter, leave: (name: string) => leave.get(name)!() };
}

describe("Room", () => {
  it("holds what fits, and those who ask later wait behind one that does not", async () => {
    const { inside, enter, leave } = visitors(new Room(100));
    for (const [name, units] of [["a", 60], ["b", 40], ["c", 50], ["d", 10]] as const) void enter(name, units);
    await settle();
    expect(inside).toEqual(["a", "b"]);
    leave("b");
    await settle();
    expect(inside).toEqual(["a"]);
    leave("a");
    await settle();
    expect(inside).toEqual(["c", "d"]);
  });

  it("lets one in that is larger than all of it, alone", async () => {
    const { inside, enter, leave } = visitors(new Room(100));
    for (const [name, units] of [["a", 10], ["giant", 300], ["b", 10]] as const) void enter(name, units);
    await settle();
    expect(inside).toEqual(["a"]);
    leave("a");
    await settle();
    expect(inside).toEqual(["giant"]);
    leave("giant");
    await settle();
    expect(inside).toEqual(["b"]);
  });

  it("is given back once, however often that is said", async () => {
    const room = new Room(10);
    const give = await room.enter(10);
    const { inside, enter } = visitors(room);
    for (const name of ["a", "b"]) void enter(name, 10);
    give();
    give();
    await settle();
    expect(inside).toEqual(["a"]);
  });

  it("is left by one that is stopped while it waits, and those behind it come in", async () => {
    const room = new Room(100);
    const stop = new AbortController();
    await room.enter(60);
    const large = room.enter(50, stop.signal);
    const { inside, enter } = visitors(room);
    void enter("small", 40);
    await settle();
    expect(inside).toEqual([]);
    stop.abort(new Error("enough"));
    await expect(large).rejects.toThrow("enough");
    await settle();
    expect(inside).toEqual(["small"]);
    await expect(room.enter(1, stop.signal)).rejects.toThrow();
  });
});
