import { afterEach, describe, expect, it, vi } from "vitest";
import { telling } from "../../../shared/jobs/queue/backend.js";

const failure = Object.assign(new Error("read"), { code: "ECONNRESET" });

describe("an outage of a queue server", () => {
  afterEach(() => vi.useRealTimers());

  it("is told of once, though one of its connections still answers after the first was lost", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const warnings: string[] = [];
    const tell = telling("server", (message) => warnings.push(message));
    tell.lost(failure);
    vi.advanceTimersByTime(100);
    const asked = performance.now();
    vi.advanceTimersByTime(5000);
    tell.found(asked);
    expect(tell.away()).toBe(true);
    tell.lost(failure);
    expect(warnings).toEqual(["server: ECONNRESET; going on when the queue server is back"]);
  });

  it("is over with an answer to what was asked well after, and the next is told of again", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const warnings: string[] = [];
    const tell = telling("server", (message) => warnings.push(message));
    tell.found(performance.now());
    for (let outage = 0; outage < 2; outage++) {
      tell.lost(failure);
      vi.advanceTimersByTime(5000);
      tell.found(performance.now());
      expect(tell.away()).toBe(false);
    }
    tell.lost(failure);
    tell.found();
    expect(tell.away()).toBe(false);
    expect(warnings).toHaveLength(3);
  });
});
