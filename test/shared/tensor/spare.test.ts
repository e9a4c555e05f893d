import { describe, expect, it } from "vitest";
import { give, take, takeBytes } from "../../../shared/tensor/spare.js";

const LARGE = 5003; // a length that nothing else asks for

describe("spare arrays", () => {
  it("come again once they are given back, whole or as a view of a part", () => {
    const first = take(LARGE);
    expect(first.length).toBe(LARGE);
    expect(take(LARGE).buffer).not.toBe(first.buffer);
    give(first.subarray(7, 9));
    const again = take(LARGE);
    expect(again.buffer).toBe(first.buffer);
    expect(again.length).toBe(LARGE);
    const bytes = takeBytes(4 * LARGE);
    give(bytes);
    expect(takeBytes(4 * LARGE).buffer).toBe(bytes.buffer);
  });

  it("lie in shared memory where they are large floats, and not where libraries take them", () => {
    expect(take(LARGE).buffer).toBeInstanceOf(SharedArrayBuffer);
    const bytes = takeBytes(4 * LARGE);
    expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
    give(bytes);
    expect(take(LARGE).buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it("cannot be given back twice", () => {
    const array = take(LARGE + 1);
    give(array);
    expect(() => give(array)).toThrow("twice");
  });

  it("are kept up to a limit, the oldest size dropped first", () => {
    const length = 2 ** 20 + 3;
    const old = take(LARGE + 2);
    give(old);
    give(...Array.from({ length: 33 }, () => take(length)));
    expect(take(LARGE + 2).buffer).not.toBe(old.buffer);
  });
});
