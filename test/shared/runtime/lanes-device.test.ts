import { describe, expect, it, vi } from "vitest";
import { Lanes, openLanes } from "../../../shared/runtime/lanes.js";
import type { Sessions, SessionsOptions } from "../../../shared/runtime/session.js";

const opened: { readonly threads: number; readonly run: Sessions["run"]; readonly close: Sessions["close"] }[] = [];
/** A device that is not here: its sessions answer nothing. */
vi.mock("../../../shared/runtime/session.js", () => ({
  openSessions: async ({ threads }: SessionsOptions): Promise<Sessions> => {
    const one = { device: "cuda" as const, notes: [], networks: {}, threads, run: vi.fn(async () => ({})), close: vi.fn(async () => undefined) };
    opened.push(one);
    return one;
  },
}));

describe("on a device that runs one call after another", () => {
  it.each([false, true])("the networks are open once, many calls to come: %s", async (many) => {
    opened.length = 0;
    const lanes = new Lanes(2, 0, many);
    const sessions = await openLanes({ networks: () => ({}), device: "auto", threads: 4 }, lanes);
    await Promise.all([1, 2, 3].map(() => sessions.run("model", {})));
    const asked = opened.filter(({ run }) => vi.mocked(run).mock.calls.length > 0);
    expect(asked.map(({ run }) => vi.mocked(run).mock.calls.length)).toEqual([3]);
    expect(opened.filter(({ close }) => vi.mocked(close).mock.calls.length === 0)).toEqual(asked);
    await sessions.close();
    expect(opened.every(({ close }) => vi.mocked(close).mock.calls.length === 1)).toBe(true);
    await lanes.end();
  });
});
