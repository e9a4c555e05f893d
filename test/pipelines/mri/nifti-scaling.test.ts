import { describe, expect, it } from "vitest";
import { storedRange } from "../../../pipelines/mri/finish.js";
import { widened } from "../../../pipelines/mri/nifti-scaling.js";
import type { Storage } from "../../../pipelines/mri/study.js";

const form = (type: Storage["type"], slope = 1, intercept = 0): Storage => ({ type, bits: Number(/\d+/.exec(type)![0]), slope: [slope, slope], intercept: [intercept, intercept] });
const tenth = Math.fround(0.1);

/** What a reader in single precision makes of the stored number that stands for 0. */
function zeroRead({ slope: [slope], intercept: [intercept] }: Storage): number {
  const [s, i] = [Math.fround(slope!), Math.fround(intercept!)];
  return Math.fround(Math.fround(s * Math.round(-i / s)) + i);
}

describe("widened", () => {
  it("keeps the step and moves the intercept by whole steps", () => {
    expect(widened(form("uint16"), [-57.2, 4000])).toEqual(form("uint16", 1, -58));
    expect(widened(form("uint16", 0.5, 10), [-57.2, 4000])).toEqual(form("uint16", 0.5, -57.5));
    expect(widened(form("uint8", 2, -7.3), [-30, 400])).toEqual(form("uint8", 2, -31.3)); // 0 was not among the source's values
  });

  it("leaves a scaling that holds the values, also one of negative slope", () => {
    for (const [storage, range] of [[form("uint16", 1, -1024), [-900, 3000]], [form("int16", 0.5), [-900, 3000]], [form("uint8", -1, 255), [1, 255]]] as const) expect(widened(storage, range)).toBe(storage);
  });

  it("keeps 0 what it is in single precision, for any slope", () => {
    for (const slope of [tenth, Math.fround(1 / 3), -tenth, 0.1, 3.7e-5]) {
      const found = widened(form("uint16", slope), [-700 * Math.abs(slope), 9000 * Math.abs(slope)]);
      expect(found.slope).toEqual([slope, slope]);
      expect(zeroRead(found), `slope ${slope}`).toBe(0);
      expect(Math.abs(found.intercept[0]! / slope)).toBe(slope > 0 ? 1024 : 16384); // powers of two: exact
      const [low, high] = storedRange(found, 0);
      expect(low).toBeLessThanOrEqual(-700 * Math.abs(slope));
      expect(high).toBeGreaterThanOrEqual(9000 * Math.abs(slope));
    }
  });

  it.each([
    ["a full uint8", form("uint8"), [-41, 301], 1.359375],
    ["a full uint16", form("uint16"), [-8000, 80_000], 1.34375],
    ["int8 that ends at its largest value", form("int8", tenth), [-4.2, 30], 139 / 1024],
    ["a negative slope", form("uint8", -1, 255), [-41, 301], -1.359375],
    ["a step too long for 0 and the range", form("uint8", tenth), [-4, 20.9], 205 / 2048],
  ] as const)("takes the smallest larger step of few bits for %s", (_, storage, [low, high], step) => {
    const found = widened(storage, [low, high]);
    expect(found.slope[0]).toBe(step);
    const [from, to] = storedRange(found, 0);
    expect([from <= low, to >= high]).toEqual([true, true]);
    expect(Number.isInteger(found.intercept[0]! / step)).toBe(true);
    expect(zeroRead(found)).toBe(0);
  });

  it("raises the intercept where values are too large alone", () => {
    expect(widened(form("int8"), [-20, 160])).toEqual(form("int8", 1, 33));
  });
});
