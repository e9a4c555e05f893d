import { describe, expect, it } from "vitest";
import { Correctnesses, Quantiles, correctness } from "../../../pipelines/remote-sensing/opensr.js";
import { PhaseCorrelation } from "../../../pipelines/remote-sensing/opensr-shift.js";
import { randomStream } from "../../../shared/degradation/random.js";

describe("correctness", () => {
  it("of the truth is improvement, of the low resolution omission, of neither hallucination", () => {
    const truth = correctness({ reference: 1, toTruth: 0, toLow: 1 });
    const low = correctness({ reference: 1, toTruth: 1, toLow: 0 });
    const neither = correctness({ reference: 1, toTruth: 6, toLow: 6 });
    expect(truth.improvement).toBeGreaterThan(0.9);
    expect(low.omission).toBeGreaterThan(0.9);
    expect(neither.hallucination).toBeGreaterThan(0.99);
  });

  it("sums to 1 and treats truth and low resolution alike", () => {
    for (const [im, om] of [[0.3, 0.8], [2, 1.4], [0.5, 0.5]] as const) {
      const a = correctness({ reference: 1, toTruth: im, toLow: om });
      const b = correctness({ reference: 1, toTruth: om, toLow: im });
      expect(a.hallucination + a.omission + a.improvement).toBeCloseTo(1, 12);
      expect(a.improvement).toBeCloseTo(b.omission, 12);
      expect(a.hallucination).toBeCloseTo(b.hallucination, 12);
    }
  });

  it("calls what is added where there is nothing to find made up", () => {
    expect(correctness({ reference: 0, toTruth: 1, toLow: 1 }).hallucination).toBe(1);
    expect(correctness({ reference: 0, toTruth: 0, toLow: 0 })).toEqual({ hallucination: 0, omission: 0.5, improvement: 0.5 });
  });

  it("counts pixels with detail alone", () => {
    const sums = new Correctnesses(0.5);
    sums.add({ reference: 0.1, toTruth: 0.4, toLow: 0.4 }); // hallucinated, but faint
    sums.add({ reference: 1, toTruth: 0, toLow: 1 });
    expect(sums.mean.improvement).toBeGreaterThan(0.9);
    expect(sums.synthesis).toBeCloseTo(0.7, 12);
  });
});

it("finds quantiles to a percent", () => {
  const quantiles = new Quantiles();
  const random = randomStream(1, 0);
  const values = Array.from({ length: 4001 }, () => Math.exp(random.between(-12, 9)));
  for (const value of values) quantiles.add(value);
  values.sort((a, b) => a - b);
  for (const share of [0.1, 0.5, 0.75, 0.99]) expect(quantiles.at(share) / values[Math.round(share * 4000)]!).toBeCloseTo(1, 1.5);
  expect(new Quantiles().at(0.5)).toBe(0);
});

describe("phase correlation", () => {
  const side = 48;
  const waves = (() => {
    const random = randomStream(9, 0);
    return Array.from({ length: 300 }, () => ({ fx: random.between(-0.4, 0.4), fy: random.between(-0.4, 0.4), phase: random.between(0, 6.28), size: random.between(0.2, 1) }));
  })();
  /** A texture that is known between its samples too. */
  const texture = (dx: number, dy: number, at = 0) =>
    Float64Array.from({ length: side * side }, (_, k) =>
      waves.reduce((sum, { fx, fy, phase, size }) => sum + size * Math.cos(2 * Math.PI * (fx * ((k % side) + at - dx) + fy * (Math.floor(k / side) + at - dy)) + phase), 0),
    );

  it.each([[0, 0], [0.37, -0.2], [-1.63, 2.41], [5, -4]])("finds a shift of %d, %d pixels", (dx, dy) => {
    const correlation = new PhaseCorrelation(side);
    for (const at of [0, 900]) correlation.add(texture(dx, dy, at), texture(0, 0, at));
    const shift = correlation.shift()!;
    expect(shift.dx).toBeCloseTo(dx, 1);
    expect(shift.dy).toBeCloseTo(dy, 1);
  });

  it("does not move for another gain and offset", () => {
    const correlation = new PhaseCorrelation(side);
    correlation.add(texture(0.25, 0).map((v) => 3 * v + 100), texture(0, 0));
    expect(correlation.shift()!.dx).toBeCloseTo(0.25, 1);
  });

  it("says that nothing can be matched in flat images", () => {
    const correlation = new PhaseCorrelation(16);
    correlation.add(new Float64Array(256).fill(7), new Float64Array(256).fill(7));
    expect(correlation.shift()).toBeUndefined();
  });
});
