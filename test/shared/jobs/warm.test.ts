import { describe, expect, it } from "vitest";
import { Warm } from "../../../shared/jobs/warm.js";

class Model {
  closed = 0;
  constructor(readonly name: string) {}
  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

const opener = () => {
  const opened: Model[] = [];
  return { opened, open: (options: object) => Promise.resolve(opened[opened.push(new Model(JSON.stringify(options))) - 1]!) };
};

describe("warm models", () => {
  it("opens the same options once, in whatever order they are given", async () => {
    const { opened, open } = opener();
    const warm = new Warm();
    const first = await warm.open("ddsr", { steps: 4, plan: { sigmas: [1, 2], rho: 7 } }, open);
    expect(await warm.open("ddsr", { plan: { rho: 7, sigmas: [1, 2] }, steps: 4, device: undefined } as object, open)).toBe(first);
    expect(opened).toHaveLength(1);
  });

  it.each<[string, object, object]>([
    ["a nested value", { plan: { steps: 4 } }, { plan: { steps: 8 } }],
    ["a nested key", { plan: { rho: 7 } }, { plan: { eta: 7 } }],
    ["an element", { sigmas: [1, 2] }, { sigmas: [1, 3] }],
    ["the order of elements", { sigmas: [1, 2] }, { sigmas: [2, 1] }],
    ["where an element ends", { bands: ["a,b"] }, { bands: ["a", "b"] }],
    ["an object inside an array", { guides: [{ w: 1 }] }, { guides: [{ w: 2 }] }],
    ["a number and its text", { steps: 4 }, { steps: "4" }],
    ["null and its text", { model: null }, { model: "null" }],
    ["NaN and null", { sigma: NaN }, { sigma: null }],
    ["a key that the other nests", { a: { b: 1 }, c: 1 }, { a: { b: 1, c: 1 } }],
  ])("tells %s apart", async (_, one, other) => {
    const { opened, open } = opener();
    const warm = new Warm();
    expect(await warm.open("ddsr", one, open)).not.toBe(await warm.open("ddsr", other, open));
    expect(opened).toHaveLength(2);
  });

  it("tells names apart, and the signal of a job not", async () => {
    const { open } = opener();
    const warm = new Warm();
    const model = await warm.open("ddsr", { signal: new AbortController().signal }, open);
    expect(model.name).toBe("{}"); // nor may a model keep the signal of its first job
    expect(await warm.open("ddsr", { signal: new AbortController().signal }, open)).toBe(model);
    expect(await warm.open("tesr", {}, open)).not.toBe(model);
  });

  it("refuses options that are no plain data rather than take two for one", async () => {
    const { open } = opener();
    await expect(new Warm().open("ddsr", { noise: () => 0 }, open)).rejects.toThrow("not by a function");
    await expect(new Warm().open("ddsr", { sigmas: new Float32Array(2) }, open)).rejects.toThrow("not by a Float32Array");
  });

  it("closes the one that was unused for longest where there are too many", async () => {
    const { open } = opener();
    const warm = new Warm(2);
    const [a, b] = [await warm.open("a", {}, open), await warm.open("b", {}, open)];
    await warm.open("a", {}, open);
    const c = await warm.open("c", {}, open);
    expect([a, b, c].map(({ closed }) => closed)).toEqual([0, 1, 0]);
    expect(await warm.open("b", {}, open)).not.toBe(b);
  });

  it("keeps what a job has until it ends, however many there are", async () => {
    const { open } = opener();
    const warm = new Warm(1);
    const [one, other] = [warm.lease(), warm.lease()];
    const a = await one.open("a", {}, open);
    expect(await other.open("a", {}, open)).toBe(a);
    const b = await other.open("b", {}, open);
    await one.end();
    expect([a.closed, b.closed]).toEqual([0, 0]);
    await other.end();
    expect([a.closed, b.closed]).toEqual([1, 0]);
    expect(await warm.open("b", {}, open)).toBe(b);
  });

  it("opens once for two that ask at the same time, and again after a failure", async () => {
    const warm = new Warm();
    let tries = 0;
    const open = () => (++tries === 1 ? Promise.reject(new Error("no such model")) : Promise.resolve(new Model("second")));
    const both = await Promise.allSettled([warm.open("a", {}, open), warm.open("a", {}, open)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(tries).toBe(1);
    expect((await warm.open("a", {}, open)).name).toBe("second");
  });

  it("does not give one user the failure of another's model", async () => {
    const { open } = opener();
    const warm = new Warm(1);
    let fail!: (error: Error) => void;
    const failing = warm.open("a", {}, () => new Promise<Model>((_, reject) => (fail = reject)));
    const trimming = warm.open("b", {}, open);
    fail(new Error("no such model"));
    await expect(failing).rejects.toThrow("no such model");
    expect((await trimming).closed).toBe(0);
  });

  it("closes all at the end", async () => {
    const { opened, open } = opener();
    const warm = new Warm();
    await warm.open("a", {}, open);
    await warm.open("b", {}, open);
    await warm.open("c", {}, () => Promise.reject(new Error("no such model"))).catch(() => undefined);
    await warm.close();
    await warm.close();
    expect(opened.map(({ closed }) => closed)).toEqual([1, 1]);
  });
});
