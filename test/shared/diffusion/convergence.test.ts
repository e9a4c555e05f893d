import { describe, expect, it } from "vitest";
import type { Plan } from "../../../shared/diffusion/plan.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { ddpm } from "../../../shared/diffusion/plans/ddpm.js";
import { dpmSolverPlusPlus } from "../../../shared/diffusion/plans/dpm-solver-plus-plus.js";
import { ancestral, dpmSolverVe, probabilityFlow, reverseDiffusion } from "../../../shared/diffusion/plans/variance-exploding.js";
import { linear, varianceExploding } from "../../../shared/diffusion/schedule.js";
import { vpMarginal, veMarginal, type Marginal } from "../../../shared/diffusion/start.js";

// Data x0 ~ N(mu, s^2): the ideal denoiser and the flow are known in closed form, and every row is affine in z.
const mu = 0.3;
const s = 0.5;
const deviation = ({ clean, fresh }: Marginal) => Math.hypot(clean * s, fresh);
const ideal = (m: Marginal, z: number) => mu + ((s * s * m.clean) / deviation(m) ** 2) * (z - m.clean * mu);
const flow = (from: Marginal, to: Marginal, z: number) => to.clean * mu + (z - from.clean * mu) * (deviation(to) / deviation(from));

/** Error of the state at the last row's level: the jump from there to zero noise is no part of the solver's order. */
function flowError(plan: Plan, marginal: (t: number) => Marginal): number {
  const start = marginal(plan[0]!.t).clean * mu + 1.1 * deviation(marginal(plan[0]!.t));
  let z = start;
  let before = 0;
  for (const step of plan.slice(0, -1)) {
    const x0 = ideal(marginal(step.t), z);
    z = step.keep * z + step.clean * x0 + step.previous * before;
    before = x0;
  }
  return Math.abs(z - flow(marginal(plan[0]!.t), marginal(plan.at(-1)!.t), start));
}

/** Mean and deviation of the result where the start is drawn from the exact marginal. */
function moments(plan: Plan, marginal: (t: number) => Marginal): { mean: number; deviation: number } {
  let mean = marginal(plan[0]!.t).clean * mu;
  let variance = deviation(marginal(plan[0]!.t)) ** 2;
  for (const step of plan) {
    const m = marginal(step.t);
    const gain = step.keep + step.clean * ((s * s * m.clean) / deviation(m) ** 2);
    mean = step.keep * mean + step.clean * ideal(m, mean);
    variance = gain ** 2 * variance + step.fresh ** 2;
  }
  return { mean, deviation: Math.sqrt(variance) };
}

describe("order of convergence on a Gaussian", () => {
  const schedule = linear(100_000); // fine, so that rounding to an index does not show
  const marginal = (t: number) => vpMarginal(schedule, t);
  const order = (error: (steps: number) => number, steps: number) => Math.log2(error(steps) / error(2 * steps));

  it("DDIM is of order 1", () => {
    expect(order((steps) => flowError(ddim(schedule, { steps, spacing: "log-snr" }), marginal), 64)).toBeCloseTo(1, 1);
  });
  it("DPM-Solver++(2M) is of order 2, and better than DDIM already with few steps", () => {
    const measured = order((steps) => flowError(dpmSolverPlusPlus(schedule, { steps }), marginal), 64);
    expect(measured).toBeGreaterThan(1.85);
    expect(measured).toBeLessThan(2.2);
    expect(flowError(dpmSolverPlusPlus(schedule, { steps: 10 }), marginal)).toBeLessThan(0.5 * flowError(ddim(schedule, { steps: 10, spacing: "log-snr" }), marginal));
  });
  it("DPM-Solver++ of the variance exploding chain is of order 2, and better than the flow's first-order rows with few steps", () => {
    const chain = (steps: number) => varianceExploding({ steps: steps + 1, sigmaMin: 0.01, sigmaMax: 5 });
    const measured = order((steps) => flowError(dpmSolverVe(chain(steps)), veMarginal), 64);
    expect(measured).toBeGreaterThan(1.85);
    expect(measured).toBeLessThan(2.2);
    expect(flowError(dpmSolverVe(chain(8)), veMarginal)).toBeLessThan(0.5 * flowError(probabilityFlow(chain(8)), veMarginal));
  });
  it("ancestral sampling of the variance exploding chain draws the data's distribution, also with few steps", () => {
    const off = (plan: Plan) => Math.abs(moments(plan, veMarginal).deviation / s - 1);
    const chain = (steps: number) => varianceExploding({ steps, sigmaMin: 0.002, sigmaMax: 5 });
    expect(moments(ancestral(chain(40)), veMarginal).mean).toBeCloseTo(mu, 3);
    expect(off(ancestral(chain(40)))).toBeLessThan(0.1);
    expect(off(ancestral(chain(80)))).toBeLessThan(0.6 * off(ancestral(chain(40))));
  });
  it("the probability-flow ODE is of order 1", () => {
    const error = (steps: number) => flowError(probabilityFlow(varianceExploding({ steps: steps + 1, sigmaMin: 0.01, sigmaMax: 5 })), veMarginal);
    expect(order(error, 128)).toBeCloseTo(1, 1);
  });
});

describe("stochastic samplers draw from the data's distribution", () => {
  it("DDPM with all its steps", () => {
    const schedule = linear();
    const [small, large] = (["small", "large"] as const).map((variance) => moments(ddpm(schedule, { steps: 1000, variance }), (t) => vpMarginal(schedule, t)));
    expect(small!.mean).toBeCloseTo(mu, 4);
    // The two variances bound the right one for data without and with unit deviation (Ho et al. 2020, section 3.2).
    expect(small!.deviation / s).toBeGreaterThan(0.99);
    expect(small!.deviation / s).toBeLessThan(1);
    expect(large!.deviation / s).toBeGreaterThan(small!.deviation / s);
    expect(large!.deviation / s).toBeLessThan(1.01);
  });
  it("VE reverse diffusion", () => {
    const { mean, deviation } = moments(reverseDiffusion(varianceExploding({ steps: 1000, sigmaMin: 0.001, sigmaMax: 20 })), veMarginal);
    expect(mean).toBeCloseTo(mu, 3);
    expect(deviation / s).toBeCloseTo(1, 2);
  });
});
