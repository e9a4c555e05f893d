import { describe, expect, it } from "vitest";
import { Line } from "../../shared/line.js";

describe("a line", () => {
  it("lets come in turn, each with what it is given", async () => {
    const line = new Line<string, number>();
    const [a, b] = [line.wait("a"), line.wait("b")];
    expect([line.first, line.empty]).toEqual(["a", false]);
    line.next(1);
    expect(line.first).toBe("b");
    line.next(2);
    expect(await Promise.all([a, b])).toEqual([1, 2]);
    expect([line.first, line.empty]).toEqual([undefined, true]);
  });

  it("loses who stops waiting, wherever it stands, and tells of it", async () => {
    const firsts: (string | undefined)[] = [];
    const line = new Line<string>(() => firsts.push(line.first));
    const stops = [new AbortController(), new AbortController()];
    const [a, b, c] = [line.wait("a", stops[0]!.signal), line.wait("b", stops[1]!.signal), line.wait("c")];
    stops[1]!.abort(new Error("b is tired"));
    stops[0]!.abort(new Error("a is tired"));
    await expect(a).rejects.toThrow("a is tired");
    await expect(b).rejects.toThrow("b is tired");
    expect(firsts).toEqual(["a", "c"]);
    line.next();
    await c;
  });

  it("does not lose a second time who has come", async () => {
    let lost = 0;
    const line = new Line<string>(() => lost++);
    const stop = new AbortController();
    const waiting = line.wait("a", stop.signal);
    line.next();
    stop.abort();
    await waiting;
    expect(lost).toBe(0);
  });
});
