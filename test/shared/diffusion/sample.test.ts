import { describe, expect, it } from "vitest";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import type { Denoiser, Plan, Step } from "../../../shared/diffusion/plan.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { ddpm } from "../../../shared/diffusion/plans/ddpm.js";
import { dpmSolverPlusPlus } from "../../../shared/diffusion/plans/dpm-solver-plus-plus.js";
import { i2sb } from "../../../shared/diffusion/plans/i2sb.js";
import { inDI } from "../../../shared/diffusion/plans/in-di.js";
import { resShift } from "../../../shared/diffusion/plans/res-shift.js";
import { truncate } from "../../../shared/diffusion/plans/truncate.js";
import { probabilityFlow, reverseDiffusion } from "../../../shared/diffusion/plans/variance-exploding.js";
import { sample } from "../../../shared/diffusion/sample.js";
import { cosine, residualShifting, symmetricBridge, varianceExploding } from "../../../shared/diffusion/schedule.js";
import { resShiftPrior, startState, veMarginal, vpMarginal } from "../../../shared/diffusion/start.js";
import { crop } from "../../../shared/tensor/layout.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";

const dims = [1, 2, 6, 5] as const;
const noise = placedNoise(1);
const image = (seed: number): Tensor => placedNoise(seed).fill(dims, 0, { row: 0, col: 0 });
const truth = image(100);
const oracle: Denoiser = async () => truth;
const schedule = cosine();

describe("a perfect denoiser comes back from every sampler", () => {
  const pure = startState(vpMarginal(schedule, 999), { noise: image(2) });
  const y = image(3);
  const shifted = residualShifting({ steps: 4, minNoise: 0.2 });
  const prior = startState(resShiftPrior(shifted), { anchor: y, noise: image(2) });
  const ve = varianceExploding({ steps: 20, sigmaMin: 0.01, sigmaMax: 1 });
  const cases: [string, Plan, Tensor][] = [
    ["ddpm", ddpm(schedule, { steps: 8 }), pure],
    ["ddim", ddim(schedule, { steps: 8 }), pure],
    ["ddim eta 1, one step", ddim(schedule, { steps: 1, eta: 1 }), pure],
    ["dpm-solver++", dpmSolverPlusPlus(schedule, { steps: 8 }), pure],
    ["truncated", truncate(dpmSolverPlusPlus(schedule, { steps: 20 }), 300), startState(vpMarginal(schedule, 300), { clean: y, noise: image(2) })],
    ["reverse diffusion", reverseDiffusion(ve), startState(veMarginal(1), { clean: truth, noise: image(2) })],
    ["probability flow from the image itself", probabilityFlow(ve, { from: 0.2 }), y],
    ["resshift", resShift(shifted), prior],
    ["sinsr", resShift(shifted, { deterministic: true }), prior],
    ["i2sb", i2sb(symmetricBridge(), { steps: 5 }), y],
    ["indi", inDI({ steps: 4 }), y],
  ];
  it.each(cases)("%s", async (_name, plan, start) => {
    const result = await sample(oracle, { plan, start, anchor: y, noise });
    expect(result.data).toEqual(truth.data);
  });
});

describe("the loop", () => {
  const plan: Plan = [
    { t: 9, keep: 0.5, clean: 0.25, previous: 0, anchor: 0, fresh: 0.125 },
    { t: 4, keep: 0.3, clean: -0.2, previous: 0.7, anchor: 0.1, fresh: 0 },
  ];

  it("adds the five terms of each row", async () => {
    const seen: number[] = [];
    const denoise: Denoiser = async (z, t) => (seen.push(t), tensor(dims, z.data.map((v) => v * 0.1 + t)));
    const [start, anchor] = [image(4), image(5)];
    const result = await sample(denoise, { plan, start, anchor, noise, origin: { row: 2, col: -3 } });
    const n = noise.fill(dims, 1, { row: 2, col: -3 }).data;
    const wanted = start.data.map((z, i) => {
      const first = Math.fround(z * 0.1 + 9);
      const middle = Math.fround(0.5 * z + 0.25 * first + 0.125 * n[i]!);
      return 0.3 * middle - 0.2 * Math.fround(middle * 0.1 + 4) + 0.7 * first + 0.1 * anchor.data[i]!;
    });
    expect(seen).toEqual([9, 4]);
    expect(result.data).toEqual(wanted);
  });

  it("calls the hooks in order and uses what they return", async () => {
    const log: string[] = [];
    const result = await sample(oracle, {
      plan: ddim(schedule, { steps: 2 }),
      start: image(2),
      onClean: (x0, step, index) => (log.push(`clean ${index} ${step.t}`), tensor(dims, x0.data.map((v) => 2 * v))),
      onState: async (z, _step, index) => (log.push(`state ${index}`), z),
      onStep: (done, of) => log.push(`step ${done}/${of}`),
    });
    expect(log).toEqual(["clean 0 999", "state 0", "step 1/2", "clean 1 499", "state 1", "step 2/2"]);
    expect(result.data).toEqual(truth.data.map((v) => 2 * v));
  });

  it("does not write to its start", async () => {
    const start = image(2);
    const before = Float32Array.from(start.data);
    await sample(oracle, { plan: ddpm(schedule, { steps: 3 }), start, noise });
    expect(start.data).toEqual(before);
  });

  it("stops between network calls, with the code for it", async () => {
    const controller = new AbortController();
    let calls = 0;
    const denoise: Denoiser = async (z) => (++calls === 2 && controller.abort(), z);
    const run = sample(denoise, { plan: ddim(schedule, { steps: 5 }), start: image(2), signal: controller.signal });
    await expect(run).rejects.toMatchObject({ name: "RestorationError", code: "aborted" });
    expect(calls).toBe(2);
  });

  it("says what a plan needs and was not given", async () => {
    await expect(sample(oracle, { plan, start: truth, noise })).rejects.toThrow("give `anchor`");
    await expect(sample(oracle, { plan: plan.slice(0, 1), start: truth })).rejects.toThrow("give `noise`");
    await expect(sample(oracle, { plan: plan.slice(1), start: truth, anchor: truth })).rejects.toThrow("see truncate()");
    await expect(sample(async () => tensor([1, 1, 1, 1]), { plan, start: truth, anchor: truth, noise })).rejects.toThrow("expected clean estimate of 1x2x6x5, got 1x1x1x1");
  });

  it("gives a tile the same pixels as the whole image, and a batch the same as single items", async () => {
    // A pointwise network, so that only the noise could tell the tile from the whole.
    const pointwise: Denoiser = async (z, t) => tensor(z.dims, z.data.map((v) => Math.tanh(v + t / 1000)));
    const stochastic = ddpm(schedule, { steps: 4 });
    const whole = await sample(pointwise, { plan: stochastic, start: noise.fill([1, 3, 32, 40], 0, { row: 0, col: 0 }), noise });
    const tiles = [{ row: 3, col: 5 }, { row: 16, col: 20 }];
    const batch = await sample(pointwise, { plan: stochastic, start: noise.fill([2, 3, 8, 16], 0, tiles), noise, origin: tiles });
    for (const [i, tile] of tiles.entries()) {
      const item = batch.data.subarray(i * 3 * 8 * 16, (i + 1) * 3 * 8 * 16);
      expect(item).toEqual(crop(whole, { ...tile, height: 8, width: 16 }).data);
    }
  });

  it("lets other events in between the parts of a large row", async () => {
    const big = tensor([1, 1, 2048, 1280]); // ten bands of noise and two parts of the update
    let turns = 0;
    const count = (): unknown => (turns++, (timer = setImmediate(count)));
    let timer = setImmediate(count);
    const step: Step = { t: 0, keep: 0.5, clean: 0.5, previous: 0, anchor: 0, fresh: 0.1 };
    await sample(async () => big, { plan: [step, step], start: big, noise });
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(20);
  });
});
