import { describe, expect, it } from "vitest";
import { HIGHEST, sampleFrom, startFor, stepsFrom } from "../../../../pipelines/faces/methods/truncated.js";
import { placedNoise } from "../../../../shared/diffusion/noise.js";
import type { Denoiser } from "../../../../shared/diffusion/plan.js";
import { linear } from "../../../../shared/diffusion/schedule.js";
import { dot, scale, subtract } from "../../../../shared/tensor/loops.js";
import type { Tensor } from "../../../../shared/tensor/tensor.js";

const schedule = linear();
const white = (seed: number): Tensor => placedNoise(seed).fill([1, 3, 64, 64], 5, { row: 0, col: 0 });
const rms = (x: Tensor): number => Math.sqrt(dot(x, x) / x.data.length);

describe("startFor", () => {
  const bounds = { least: 0, most: 999 };

  it("is the first index where kappa error^2 / 2 is at most the target", () => {
    const start = startFor(schedule, { error: 0.5, target: 0.03, ...bounds });
    const kappa = (t: number): number => schedule.abar[t]! / (1 - schedule.abar[t]!);
    expect((kappa(start) * 0.25) / 2).toBeLessThanOrEqual(0.03);
    expect((kappa(start - 1) * 0.25) / 2).toBeGreaterThan(0.03);
    // kappa is 0.2400 at 400, a little above (the published table): error 0.5 leaves 0.03 one further
    expect(start).toBe(401);
  });

  it("grows with the error and with what is asked for", () => {
    const starts = [0.02, 0.05, 0.1, 0.2, 0.4].map((error) => startFor(schedule, { error, target: 0.04, ...bounds }));
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(startFor(schedule, { error: 0.1, target: 0.01, ...bounds })).toBeGreaterThan(startFor(schedule, { error: 0.1, target: 0.04, ...bounds }));
  });

  it("stays within its bounds", () => {
    expect(startFor(schedule, { error: 1e-6, target: 0.04, least: 40, most: 400 })).toBe(40);
    expect(startFor(schedule, { error: 100, target: 0.04, least: 40, most: 400 })).toBe(400);
  });
});

describe("stepsFrom", () => {
  it("keeps the preset's density of calls, within the most, and needs one at least", () => {
    const preset = { from: 59, steps: 5, eta: 0 };
    expect([0, 11, 59, 119, 400].map((start) => stepsFrom(preset, start, 18))).toEqual([1, 1, 5, 10, 18]);
    expect(stepsFrom({ from: 3, steps: 40, eta: 0 }, 3, 18)).toBe(4);
  });
});

describe("sampleFrom", () => {
  const common = { schedule, eta: 0.5, steps: 8, seed: 1 };

  it("returns the truth where the network knows it, from any guess", async () => {
    const truth = scale(0.2, white(1));
    const knowing: Denoiser = async () => truth;
    const { image, calls } = await sampleFrom(knowing, { ...common, guess: scale(0.2, white(2)), start: 300 });
    expect(rms(subtract(image, truth))).toBeLessThan(1e-6);
    expect(calls).toBe(8);
  });

  it("makes its first call at the index that was noised, with the state of that level", async () => {
    const seen: { t: number; rms: number }[] = [];
    const guess = scale(0, white(1));
    await sampleFrom(async (z, t) => (seen.push({ t, rms: rms(z) }), guess), { ...common, guess, start: 400 });
    expect(seen[0]!.t).toBe(400);
    expect(seen[0]!.rms).toBeCloseTo(0.89801, 1);
    expect(seen[0]!.rms).toBeLessThan(0.92);
    expect(seen.map(({ t }) => t)).toEqual(seen.map(({ t }) => t).sort((a, b) => b - a));
  });

  it("keeps the spread of a Gaussian prior that it is exact for", async () => {
    const s2 = 0.09;
    const gaussian: Denoiser = async (z, t) => {
      const A = schedule.abar[t]!;
      return scale((Math.sqrt(A) * s2) / (A * s2 + 1 - A), z);
    };
    // a guess that is too smooth by a half: from a high start the prior's own spread comes back
    const guess = scale(0.15, white(3));
    const [low, high] = await Promise.all([20, 400].map((start) => sampleFrom(gaussian, { ...common, eta: 1, guess, start, steps: Math.min(40, start) })));
    expect(rms(low!.image)).toBeLessThan(0.2);
    expect(rms(high!.image)).toBeGreaterThan(0.26);
    expect(rms(high!.image)).toBeLessThan(0.31);
  });

  it("has noise of its own in each stage and for each seed", async () => {
    const guess = scale(0.1, white(4));
    const faint: Denoiser = async (z) => scale(0.5, z);
    const run = async (options: { seed?: number; stage?: number }): Promise<Tensor> => (await sampleFrom(faint, { ...common, guess, start: 200, ...options })).image;
    const [first, again, other, stage] = [await run({}), await run({}), await run({ seed: 2 }), await run({ stage: 1 })];
    expect(again.data).toEqual(first.data);
    const correlation = (a: Tensor, b: Tensor): number => dot(a, b) / (rms(a) * rms(b) * a.data.length);
    expect(correlation(first, other)).toBeLessThan(0.5);
    expect(correlation(first, stage)).toBeLessThan(0.5);
  });

  it("knows the levels up to 649", () => expect(HIGHEST).toBe(649));
});
