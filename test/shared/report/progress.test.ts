import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { lines } from "../../../shared/report/progress.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("lines tell the pace and the time left, and no pace of what was over before it was told of", () => {
  const told: string[] = [];
  const progress = lines((line) => told.push(line), { one: "face", many: "faces" });
  progress.count(0, 4);
  vi.advanceTimersByTime(500);
  progress.count(2, 4);
  progress.count(0, 2);
  progress.count(2, 2);
  expect(told).toEqual(["2/4 faces, 4.0 faces/s, 1 s left", "2/2 faces"]);
});

it("lines send no control characters", () => {
  const told: string[] = [];
  const progress = lines((line) => told.push(line), { one: "face", many: "faces" });
  progress.stage("a\u001b[2J.jpg");
  progress.warn("a\n.jpg");
  expect(told).toEqual(["a\\x1b[2J.jpg", "warning: a\\x0a.jpg"]);
});
