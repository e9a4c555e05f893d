import { describe, expect, it } from "vitest";
import { bicubicDecimate } from "../../../shared/degradation/decimate.js";
import { areaAverage } from "../../../shared/degradation/operator.js";
import { langevin } from "../../../shared/diffusion/corrector.js";
import { chain, clampTo, classifierFree, lowPass, lowPassSwap, matchColor, rangeNull, rangeSwap } from "../../../shared/diffusion/guide.js";
import { draws, placedNoise } from "../../../shared/diffusion/noise.js";
import type { Step } from "../../../shared/diffusion/plan.js";
import { ddpm } from "../../../shared/diffusion/plans/ddpm.js";
import { sample } from "../../../shared/diffusion/sample.js";
import { linear } from "../../../shared/diffusion/schedule.js";
import { startState, vpMarginal } from "../../../shared/diffusion/start.js";
import { channelMoments, maxAbs, subtract } from "../../../shared/tensor/loops.js";
import { tensor, type Dims, type Tensor } from "../../../shared/tensor/tensor.js";

const step: Step = { t: 0, keep: 0, clean: 1, previous: 0, anchor: 0, fresh: 0 };
const image = (seed: number, dims: Dims = [1, 3, 16, 24]): Tensor => placedNoise(seed).fill(dims, 0, Array.from({ length: dims[0] }, (_, row) => ({ row: 100 * row, col: 0 })));
const constant = (value: number, dims: Dims = [1, 3, 16, 24]): Tensor => tensor(dims, new Float32Array(dims.reduce((a, b) => a * b)).fill(value));
const distance = (a: Tensor, b: Tensor) => maxAbs(subtract(a, b));

describe("rangeNull", () => {
  it.each([["area", areaAverage(4)], ["bicubic", bicubicDecimate(2)]] as const)("makes A x0 = y and leaves an agreeing x0 alone: %s", async (_name, A) => {
    const y = A.apply(image(1));
    const corrected = await rangeNull(A, y)(image(2), step, 0);
    expect(distance(A.apply(corrected), y)).toBeLessThan(1e-4);
    expect(distance(corrected, image(2))).toBeGreaterThan(0.1);
    expect(distance(await rangeNull(A, y)(image(1), step, 0), image(1))).toBeLessThan(1e-4);
  });

  it("trusts y less with lambda", async () => {
    const A = areaAverage(4);
    const y = A.apply(image(1));
    const residual = async (lambda: number) => distance(A.apply(await rangeNull(A, y, lambda)(image(2), step, 0)), y);
    expect(await residual(0.1)).toBeGreaterThan(1e-2);
    expect(await residual(0.1)).toBeLessThan(distance(A.apply(image(2)), y));
  });
});

describe("low-pass swap", () => {
  const schedule = linear();
  const plan = ddpm(schedule, { steps: 10 });
  const marginal = (t: number) => vpMarginal(schedule, t);
  const noise = placedNoise(9);
  const origin = { row: -4, col: 7 };
  const reference = image(3);

  it("keeps constants", () => {
    expect(distance(lowPass(constant(0.7), 4), constant(0.7))).toBeLessThan(1e-6);
    expect(() => lowPass(constant(1), 5)).toThrow("lowPass: expected a whole factor of 16x24, got 5");
  });

  it("takes the low band from the diffused reference and the rest from the state", async () => {
    const z = image(4);
    const swapped = await lowPassSwap(4, { reference, plan, marginal, noise, origin })(z, plan[2]!, 2);
    const target = startState(marginal(plan[3]!.t), { clean: reference, noise: noise.fill(z.dims, draws.guide(2), origin) });
    const difference = subtract(target, z);
    expect(distance(subtract(swapped, z), lowPass(difference, 4))).toBeLessThan(1e-5);
  });

  it("with factor 1 is the diffused reference itself, and the last row is left alone", async () => {
    const hook = lowPassSwap(1, { reference, plan, marginal, noise, origin });
    const target = startState(marginal(plan[1]!.t), { clean: reference, noise: noise.fill(reference.dims, draws.guide(0), origin) });
    expect(distance(await hook(image(4), plan[0]!, 0), target)).toBeLessThan(1e-6);
    expect(await hook(reference, plan[9]!, 9)).toBe(reference);
  });

  it("moves by `weight` only, for any projection", async () => {
    const options = { reference, plan, marginal, noise, origin };
    const z = image(4);
    const [full, half] = [await rangeSwap((x) => x, options)(z, step, 1), await rangeSwap((x) => x, { ...options, weight: 0.5 })(z, step, 1)];
    expect(distance(subtract(half, z), subtract(full, half))).toBeLessThan(1e-6);
  });

  it("pulls a whole run towards the low band of the reference", async () => {
    const shrink = async (z: Tensor) => tensor(z.dims, z.data.map((v) => 0.5 * v));
    const run = (guided: boolean) => sample(shrink, { plan, start: image(5), noise, ...(guided ? { onState: lowPassSwap(4, { reference, plan, marginal, noise }) } : {}) });
    const wanted = lowPass(reference, 4);
    expect(distance(lowPass(await run(true), 4), wanted)).toBeLessThan(0.8 * distance(lowPass(await run(false), 4), wanted));
  });
});

describe("classifierFree", () => {
  const conditional = async () => constant(2);
  const unconditional = async () => constant(0.5);
  it("extrapolates from the unconditional estimate", async () => {
    expect((await classifierFree(conditional, unconditional, 3)(constant(0), 0)).data[0]).toBe(5);
    expect((await classifierFree(conditional, unconditional, 0)(constant(0), 0)).data[0]).toBe(0.5);
    expect(classifierFree(conditional, unconditional, 1)).toBe(conditional);
  });
});

describe("matchColor", () => {
  it("gives each channel of each item the moments of the reference, which may be smaller", async () => {
    const reference = tensor([2, 2, 4, 4], image(6, [2, 2, 4, 4]).data.map((v, i) => v * (1 + Math.floor(i / 16)) + Math.floor(i / 16)));
    const matched = await matchColor(reference)(image(7, [2, 2, 12, 8]), step, 0);
    const [have, want] = [channelMoments(matched), channelMoments(reference)];
    for (let p = 0; p < 4; p++) {
      expect(have.mean[p]).toBeCloseTo(want.mean[p]!, 5);
      expect(have.deviation[p]).toBeCloseTo(want.deviation[p]!, 5);
    }
  });
  it("gives a flat channel the mean alone", async () => {
    const matched = await matchColor(image(6))(constant(3), step, 0);
    expect(channelMoments(matched).mean[1]).toBeCloseTo(channelMoments(image(6)).mean[1]!, 5);
    expect(channelMoments(matched).deviation[1]).toBe(0);
  });
});

describe("chain", () => {
  it("applies hooks first to last", async () => {
    const doubled = (x: Tensor) => tensor(x.dims, x.data.map((v) => 2 * v));
    expect((await chain(clampTo({ low: -1, high: 1 }), doubled)(constant(0.7), step, 0)).data[0]).toBeCloseTo(1.4, 6);
    expect((await chain(doubled, clampTo({ low: -1, high: 1 }))(constant(0.7), step, 0)).data[0]).toBe(1);
  });
});

describe("langevin", () => {
  it("takes the published step, with the norms of each item", () => {
    const [z, x0, noise] = [1, 2, 3].map((seed) => image(seed, [2, 1, 3, 3])) as [Tensor, Tensor, Tensor];
    const out = langevin(z, { x0, noise, sigma: 0.3, snr: 0.2 });
    const score = Array.from(z.data, (v, i) => (x0.data[i]! - v) / 0.09).slice(9);
    const norm = (values: Iterable<number>) => Math.hypot(...values);
    const e = 2 * (0.2 * (norm(noise.data.subarray(9)) / norm(score))) ** 2;
    for (let i = 0; i < 9; i++) expect(out.data[9 + i]).toBeCloseTo(z.data[9 + i]! + e * score[i]! + Math.sqrt(2 * e) * noise.data[9 + i]!, 5);
    expect(langevin(z, { x0: z, noise, sigma: 0.3 }).data).toEqual(z.data);
  });
});
