import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { modelsFolder } from "../../../shared/runtime/find-model.js";
import { openModel, type Model } from "../../../shared/runtime/model.js";
import { Lanes, openLanes } from "../../../shared/runtime/lanes.js";
import type { Sessions } from "../../../shared/runtime/session.js";

interface Asked {
  readonly kind: string;
  readonly threads?: number;
  readonly thread: number;
}
const asked: Asked[] = [];
/** Openings to refuse. */
let refuse = 0;
beforeEach(() => {
  asked.length = 0;
  refuse = 0;
  const post = Worker.prototype.postMessage;
  vi.spyOn(Worker.prototype, "postMessage").mockImplementation(function (this: Worker, message: Omit<Asked, "thread">, ...rest) {
    if (message.kind === "open" && refuse-- > 0) throw new Error("no memory");
    asked.push({ ...message, thread: this.threadId });
    return post.call(this, message, ...rest);
  });
});
afterEach(() => vi.restoreAllMocks());

const bytes = readFile(join(modelsFolder(), "mri-regression", "model.onnx"));
const image = (seed: number) => ({ data: placedNoise(seed).fill([1, 1, 64, 64], 0, [{ row: 0, col: 0 }]).data, dims: [1, 1, 64, 64] });
const feeds = (seed: number) => ({ up: image(seed), scale: { data: Float32Array.of(2), dims: [1, 1] } });
async function open(threads: number, count: number, patience = 0, many = false): Promise<Sessions> {
  const lanes = new Lanes(count, patience, many);
  const sessions = await openLanes({ networks: async () => ({ model: Uint8Array.from(await bytes) }), device: "cpu", threads }, lanes);
  return { ...sessions, close: () => sessions.close().then(() => lanes.end()) };
}
const answer = async (sessions: Sessions, seed: number) => Object.values(await sessions.run("model", feeds(seed)))[0]!.data;
const opened = () => asked.filter(({ kind }) => kind === "open").map(({ threads }) => threads);

describe("lanes", () => {
  it("give every call the bytes that it has alone, and share the threads", async () => {
    const sessions = await open(4, 2);
    const alone: Float32Array[] = [];
    for (let seed = 0; seed < 12; seed++) alone.push(await answer(sessions, seed));
    expect(opened()).toEqual([4]);
    const first = asked.at(-1)!.thread;
    await Promise.all([0, 1].map((seed) => answer(sessions, seed)));
    await vi.waitFor(() => expect(opened()).toEqual([4, 2, 2]), 30_000);
    let runs: number[] = [];
    await vi.waitFor(async () => {
      asked.length = 0;
      expect(await Promise.all(alone.map((_, seed) => answer(sessions, seed)))).toEqual(alone);
      runs = asked.filter(({ kind }) => kind === "run").map(({ thread }) => thread);
      expect(new Set(runs).size).toBe(3);
    }, 30_000);
    const [, ...rest] = runs;
    expect(runs[0]).toBe(first); // alone when it came
    expect(rest).not.toContain(first);
    await answer(sessions, 0);
    expect(asked.at(-1)!.thread).toBe(first);
    await sessions.close();
  });

  it("open once as many calls as they have patience for came while another ran", async () => {
    const sessions = await open(2, 2, 3);
    const all = (count: number) => Promise.all(Array.from({ length: count }, (_, seed) => answer(sessions, seed)));
    for (let i = 0; i < 4; i++) await all(1);
    await all(4);
    expect(opened()).toEqual([2]);
    await all(2);
    await vi.waitFor(() => expect(opened()).toEqual([2, 1, 1]), 30_000);
    await sessions.close();
  });

  it("are all there is where many calls will come", async () => {
    const plain = await open(4, 1);
    const alone = await Promise.all([0, 1, 2, 3].map((seed) => answer(plain, seed)));
    await plain.close();
    asked.length = 0;
    const sessions = await open(4, 2, 0, true);
    expect(opened()).toEqual([2, 2]);
    const got = await Promise.all(alone.map((_, seed) => answer(sessions, seed)));
    expect(got.map((data, i) => data.every((v, k) => v === alone[i]![k]))).toEqual([true, true, true, true]);
    const runs = asked.filter(({ kind }) => kind === "run").map(({ thread }) => thread);
    expect([0, 1].map((lane) => runs.filter((thread) => thread === runs[lane]).length)).toEqual([2, 2]);
    await sessions.close();
    await expect(answer(sessions, 0)).rejects.toThrow("the model is closed");
    expect(opened()).toEqual([2, 2]);
  });

  it("that are all there is give way to the whole where one cannot be opened", async () => {
    refuse = 1;
    const sessions = await open(4, 2, 0, true);
    expect(opened()).toEqual([2, 4]);
    expect((await answer(sessions, 0)).length).toBe(4096);
    await sessions.close();
  });

  it("that are all there is refuse what is no network as the whole does", async () => {
    const lanes = new Lanes(2, 0, true);
    await expect(openLanes({ networks: () => ({ model: Uint8Array.of(1, 2, 3) }), device: "cpu", threads: 2 }, lanes)).rejects.toMatchObject({ kind: "network", network: "model" });
    await lanes.end();
  });

  it.each([
    [1, 2],
    [2, 1],
  ])("are not opened with %d threads and %d lanes", async (threads, lanes) => {
    const sessions = await open(threads, lanes);
    await Promise.all([0, 1, 2].map((seed) => answer(sessions, seed)));
    await sessions.close();
    expect(opened()).toEqual([threads]);
  });

  it("that cannot be opened are done without", async () => {
    const sessions = await open(2, 2);
    const alone = await answer(sessions, 5);
    refuse = Infinity;
    for (let round = 0; round < 3; round++) expect((await Promise.all([5, 5, 5].map((seed) => answer(sessions, seed))))[2]).toEqual(alone);
    await sessions.close();
    expect(opened()).toEqual([2]);
  });

  it("await what was asked for when they are closed, though they are just being opened, and take no more", async () => {
    const sessions = await open(2, 2);
    const runs = [0, 1, 2].map((seed) => answer(sessions, seed));
    await Promise.all([sessions.close(), sessions.close()]);
    expect((await Promise.all(runs)).map(({ length }) => length)).toEqual([4096, 4096, 4096]);
    await expect(answer(sessions, 0)).rejects.toThrow("the model is closed");
    expect(asked.filter(({ kind }) => kind === "close")).toHaveLength(3);
  });

  it("drop what waits when it is aborted", async () => {
    const model: Model = await openModel(join(modelsFolder(), "mri-regression"), { device: "cpu", threads: 2, lanes: 2 });
    const stop = new AbortController();
    const runs = Array.from({ length: 12 }, (_, seed) => model.run("model", feeds(seed), { signal: stop.signal }));
    stop.abort();
    for (const run of await Promise.allSettled(runs)) expect(run).toMatchObject({ status: "rejected", reason: { code: "aborted" } });
    await model.close();
  });
});
