import { afterEach, expect, it, vi } from "vitest";
import { drainOnSignals } from "../../bin/worker/signals.js";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeAllListeners(signal);
});

it("waits for a queue server that is gone after one signal, and ends soon after a second", async () => {
  vi.useFakeTimers();
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const never = new Promise<void>(() => undefined);
  const told: boolean[] = [];
  void drainOnSignals({ drain: () => never, stop: () => never }, (hurried) => told.push(hurried));
  process.emit("SIGTERM");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(exit).not.toHaveBeenCalled();
  process.emit("SIGTERM");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([false, true]);
  expect(exit).toHaveBeenCalledWith(1);
});
