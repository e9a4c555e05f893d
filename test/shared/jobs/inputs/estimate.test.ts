import { describe, expect, it } from "vitest";
import type { Domain } from "../../../../shared/jobs/domain.js";
import { estimate, estimateText } from "../../../../shared/jobs/inputs/estimate.js";
import { domain, testFolder } from "./fake-domain.js";

const { at, put } = testFolder();
put("a.in", "x".repeat(10));
put("b.in", "x".repeat(30));
const item = (name: string, options = {}) => ({ input: at(name), output: at("not/there/yet", name), options });

describe("estimate", () => {
  it("sums what can be done, and lists what cannot with its reason, in order", async () => {
    const found = await estimate(domain, [item("gone.in"), item("a.in"), item("b.in", { scale: "3" }), item("lost.in")], { cores: 4 });
    expect(found).toMatchObject({ unit: "inputs", items: 4, pixels: 40, bytes: 400, coreSeconds: 100, cores: 4, seconds: 25, wrong: [{ number: 1, input: at("gone.in"), reason: `${at("gone.in")}: gone` }, { number: 4, input: at("lost.in") }] });
    expect(found.disks).toEqual([{ folder: at(""), bytes: 400, free: expect.any(Number) }].map((disk) => ({ ...disk, folder: disk.folder.replace(/\/$/, "") })));
    expect(found.disks[0]!.free).toBeGreaterThan(0);
  });

  it("counts the cores that jobs can use", async () => {
    expect((await estimate(domain, [item("a.in")], { cores: 8, concurrency: 3 })).cores).toBe(6);
    expect((await estimate(domain, [item("a.in")], { cores: 2, concurrency: 5 })).cores).toBe(2);
    expect((await estimate(domain, [item("a.in")], { cores: 2, concurrency: 0 })).cores).toBe(2);
  });

  it("lets a fault of the program and its signal through", async () => {
    const broken: Domain = { ...domain, estimate: () => Promise.reject(new TypeError("a bug")) };
    await expect(estimate(broken, [item("a.in")])).rejects.toThrow("a bug");
    await expect(estimate(domain, [item("a.in")], { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
  });

  it("reads few headers at a time", async () => {
    let [now, most] = [0, 0];
    const slow: Domain = { ...domain, estimate: async () => {
      most = Math.max(most, ++now);
      await new Promise((done) => setImmediate(done));
      now--;
      return { pixels: 1, bytes: 1, seconds: 1 };
    } };
    expect((await estimate(slow, Array.from({ length: 100 }, () => item("a.in")))).pixels).toBe(100);
    expect(most).toBe(8);
  });
});

it("says it in a few lines", () => {
  const wrong = Array.from({ length: 25 }, (_, i) => ({ number: i + 1, input: `${i}`, reason: `${i}.in: gone` }));
  const text = estimateText({ unit: "scenes", items: 125, wrong, pixels: 2.5e9, bytes: 3e9, disks: [{ folder: "/out", bytes: 3e9, free: 2e9 }], coreSeconds: 7200, cores: 2, seconds: 3600 });
  expect(text.split("\n").slice(0, 6)).toEqual(["125 scenes, of which 25 cannot be done", "pixels  2.5 billion", "disk    at most 3.0 GB", "        /out: at most 3.0 GB of 2.0 GB free: MAY NOT FIT", "time    about 1 h 0 min on 2 cores (2 h 0 min of one)", "wrong   1: 0.in: gone"]);
  expect([text.split("\n").length, text.endsWith("and 5 more")]).toEqual([26, true]);
});
