import { describe, expect, it } from "vitest";
import type { Plan, Step } from "../../../shared/diffusion/plan.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { ddpm } from "../../../shared/diffusion/plans/ddpm.js";
import { dpmSolverPlusPlus } from "../../../shared/diffusion/plans/dpm-solver-plus-plus.js";
import { i2sb } from "../../../shared/diffusion/plans/i2sb.js";
import { inDI } from "../../../shared/diffusion/plans/in-di.js";
import { resShift } from "../../../shared/diffusion/plans/res-shift.js";
import { stopAt, truncate } from "../../../shared/diffusion/plans/truncate.js";
import { probabilityFlow, reverseDiffusion } from "../../../shared/diffusion/plans/variance-exploding.js";
import { cosine, linear, residualShifting, symmetricBridge, varianceExploding } from "../../../shared/diffusion/schedule.js";
import { i2sbMarginal, inDIMarginal, resShiftMarginal, vpMarginal, type Marginal } from "../../../shared/diffusion/start.js";

// Arbitrary values at which the published update and the row are compared.
const z = 0.83;
const x0 = -0.41;
const before = 0.27;
const y = 1.3;
const n = -0.71;
const row = (s: Step) => s.keep * z + s.clean * x0 + s.previous * before + s.anchor * y + s.fresh * n;
const near = (actual: number, wanted: number, tolerance = 1e-12) => expect(Math.abs(actual - wanted)).toBeLessThan(tolerance * Math.max(1, Math.abs(wanted)));

describe("the published update of each row, to 1e-12", () => {
  const schedule = linear();
  const A = (t: number) => schedule.abar[t]!;

  it("DDPM: posterior mean and variance with the betas of the respaced chain", () => {
    const plan = ddpm(schedule, { steps: 50, spacing: "even" });
    let product = 1;
    for (let i = 49; i >= 0; i--) {
      const previousProduct = product;
      const beta = 1 - A(plan[i]!.t) / previousProduct;
      product *= 1 - beta;
      near(product, A(plan[i]!.t)); // the respaced betas give the original A at the kept indices
      const mean = ((beta * Math.sqrt(previousProduct)) / (1 - product)) * x0 + (((1 - previousProduct) * Math.sqrt(1 - beta)) / (1 - product)) * z;
      const variance = (beta * (1 - previousProduct)) / (1 - product);
      near(row(plan[i]!), mean + (i === 49 ? 0 : Math.sqrt(variance) * n));
    }
    const large = ddpm(schedule, { steps: 50, spacing: "even", variance: "large" });
    near(large[10]!.fresh ** 2, 1 - A(large[10]!.t) / A(large[11]!.t));
  });

  it("DDIM: the noise re-derived from the clean estimate", () => {
    for (const eta of [0, 0.5, 1]) {
      const plan = ddim(schedule, { steps: 25, eta });
      for (const [i, step] of plan.entries()) {
        const now = A(step.t);
        const next = i + 1 < plan.length ? A(plan[i + 1]!.t) : 1;
        const sigma = eta * Math.sqrt((1 - next) / (1 - now)) * Math.sqrt(1 - now / next);
        const eps = (z - Math.sqrt(now) * x0) / Math.sqrt(1 - now);
        near(row(step), Math.sqrt(next) * x0 + Math.sqrt(1 - next - sigma ** 2) * eps + sigma * n);
      }
    }
  });

  it("DDIM with eta 1 is DDPM", () => {
    const ancestral = ddpm(cosine(), { steps: 10 });
    for (const [i, step] of ddim(cosine(), { steps: 10, eta: 1 }).entries()) near(row(step), row(ancestral[i]!));
  });

  it("DPM-Solver++(2M)", () => {
    const plan = dpmSolverPlusPlus(schedule, { steps: 12 });
    const lambda = (t: number) => Math.log(Math.sqrt(A(t)) / Math.sqrt(1 - A(t)));
    for (let i = 0; i < 11; i++) {
      const [t, next] = [plan[i]!.t, plan[i + 1]!.t];
      const h = lambda(next) - lambda(t);
      const r = i === 0 ? Infinity : (lambda(t) - lambda(plan[i - 1]!.t)) / h;
      const D = (1 + 1 / (2 * r)) * x0 - before / (2 * r);
      near(row(plan[i]!), (Math.sqrt(1 - A(next)) / Math.sqrt(1 - A(t))) * z - Math.sqrt(A(next)) * (Math.exp(-h) - 1) * D);
    }
  });

  it("DPM-Solver++ of first order is DDIM", () => {
    const [first] = dpmSolverPlusPlus(schedule, { steps: 4, spacing: "trailing" });
    near(row(first!), row(ddim(schedule, { steps: 4 })[0]!));
  });

  it("VE reverse diffusion and probability flow", () => {
    const ve = varianceExploding({ steps: 40, sigmaMin: 0.01, sigmaMax: 0.5 });
    const stochastic = reverseDiffusion(ve);
    const flow = probabilityFlow(ve);
    for (let i = 0; i < 39; i++) {
      const s = ve.sigma[39 - i]!;
      const lower = ve.sigma[38 - i]!;
      const score = (x0 - z) / s ** 2;
      expect(stochastic[i]!.t).toBe(s);
      near(row(stochastic[i]!), z + (s ** 2 - lower ** 2) * score + Math.sqrt(s ** 2 - lower ** 2) * n);
      near(row(flow[i]!), z + 0.5 * (s ** 2 - lower ** 2) * score);
    }
    expect(reverseDiffusion(ve, { from: 0.1 })[0]!.t).toBeCloseTo(0.1, 2);
    expect(reverseDiffusion(ve, { from: 0.1 })).toHaveLength(24);
  });

  it("ResShift: posterior of the shifted chain, and the published variances and coefficients for T = 4", () => {
    const schedule = residualShifting({ steps: 4, minNoise: 0.2 });
    const plan = resShift(schedule);
    for (const [i, step] of plan.entries()) {
      const now = schedule.eta[3 - i]!;
      const next = i === 3 ? 0 : schedule.eta[2 - i]!;
      near(row(step), (next / now) * z + ((now - next) / now) * x0 + Math.sqrt(4 * (next / now) * (now - next)) * n);
    }
    expect(plan.map(({ t }) => t)).toEqual([3, 2, 1, 0]);
    expect(plan.map(({ fresh }) => Number((fresh ** 2).toFixed(4)))).toEqual([0.9473, 0.5771, 0.0385, 0]);
    expect(plan.map(({ keep }) => Number(keep.toFixed(4)))).toEqual([0.5915, 0.4666, 0.037, 0]);
  });

  it("SinSR: substituting z_t gives z_{t-1} with the same noise", () => {
    const schedule = residualShifting({ steps: 15 });
    for (const [i, step] of resShift(schedule, { deterministic: true }).entries()) {
      const at = (m: Marginal) => m.clean * x0 + m.anchor * y + m.fresh * n;
      const now = at(resShiftMarginal(schedule, step.t));
      near(step.keep * now + step.clean * x0 + step.anchor * y, i === 14 ? x0 : at(resShiftMarginal(schedule, step.t - 1)));
    }
  });

  it("I2SB: posterior of the bridge, without noise in OT-ODE mode", () => {
    const schedule = symmetricBridge();
    const plan = i2sb(schedule, { steps: 10 });
    const ode = i2sb(schedule, { steps: 10, ode: true });
    expect(plan.map(({ t }) => t)).toEqual([999, 899, 799, 699, 599, 500, 400, 300, 200, 100]);
    for (let i = 0; i < 9; i++) {
      const [Sn, Sm] = [Math.sqrt(schedule.forward[plan[i]!.t]!), Math.sqrt(schedule.forward[plan[i + 1]!.t]!)];
      const d = Math.sqrt(Sn ** 2 - Sm ** 2);
      const mean = (d ** 2 * x0 + Sm ** 2 * z) / (Sm ** 2 + d ** 2);
      near(row(plan[i]!), mean + Math.sqrt((Sm ** 2 * d ** 2) / (Sm ** 2 + d ** 2)) * n);
      near(row(ode[i]!), mean);
    }
  });

  it("InDI", () => {
    for (const [i, step] of inDI({ steps: 5 }).entries()) {
      const t = 1 - i / 5;
      near(step.t, t);
      near(row(step), (0.2 / t) * x0 + (1 - 0.2 / t) * z);
    }
    const [first] = inDI({ steps: 2, brownian: 0.1 });
    near(first!.fresh, 0.5 * Math.sqrt(0.1 ** 2 / 0.5 - 0.1 ** 2)); // (t-d) sqrt(eps_{t-d}^2 - eps_t^2)
  });
});

describe("a row takes the marginal at its level to the marginal of the next, given the true x0", () => {
  const schedule = cosine();
  const shifted = residualShifting({ steps: 8 });
  const bridge = symmetricBridge();
  // I2SB's published levels count the beta of an index on both sides, so its marginals meet to one beta only.
  const cases: [string, Plan, (t: number) => Marginal, tolerance?: number][] = [
    ["ddpm", ddpm(schedule, { steps: 17 }), (t) => vpMarginal(schedule, t)],
    ["ddim", ddim(schedule, { steps: 17 }), (t) => vpMarginal(schedule, t)],
    ["ddim eta .7", ddim(schedule, { steps: 17, eta: 0.7 }), (t) => vpMarginal(schedule, t)],
    ["dpm-solver++", dpmSolverPlusPlus(schedule, { steps: 17 }), (t) => vpMarginal(schedule, t)],
    ["resshift", resShift(shifted), (t) => resShiftMarginal(shifted, t)],
    ["sinsr", resShift(shifted, { deterministic: true }), (t) => resShiftMarginal(shifted, t)],
    ["i2sb", i2sb(bridge, { steps: 9 }), (t) => i2sbMarginal(bridge, t), 1e-3],
    ["indi brownian", inDI({ steps: 6, brownian: 0.3 }), (t) => inDIMarginal(t, 0.3 / Math.sqrt(t))],
    ["indi", inDI({ steps: 6 }), (t) => inDIMarginal(t, 0.01)],
  ];
  it.each(cases)("%s", (_name, plan, marginal, tolerance) => {
    for (let i = 0; i + 1 < plan.length; i++) {
      const step = plan[i]!;
      const [now, next] = [marginal(step.t), marginal(plan[i + 1]!.t)];
      near(step.keep * now.clean + step.clean + step.previous, next.clean, tolerance);
      near(step.keep * now.anchor + step.anchor, next.anchor, tolerance);
      near(Math.hypot(step.keep * now.fresh, step.fresh), next.fresh, tolerance);
    }
  });
});

describe("ends and cuts", () => {
  const schedule = linear();
  const every: [string, (steps: number) => Plan][] = [
    ["ddpm", (steps) => ddpm(schedule, { steps })],
    ["ddim", (steps) => ddim(schedule, { steps, eta: 1 })],
    ["dpm-solver++", (steps) => dpmSolverPlusPlus(schedule, { steps })],
    ["reverse diffusion", (steps) => reverseDiffusion(varianceExploding({ steps }))],
    ["probability flow", (steps) => probabilityFlow(varianceExploding({ steps }))],
    ["resshift", (steps) => resShift(residualShifting({ steps }))],
    ["sinsr", (steps) => resShift(residualShifting({ steps }), { deterministic: true })],
    ["i2sb", (steps) => i2sb(symmetricBridge(), { steps })],
    ["indi", (steps) => inDI({ steps, brownian: 0.1 })],
  ];
  it.each(every)("%s: every length ends in the clean estimate itself", (_name, make) => {
    for (const steps of [1, 2, 3, 10]) {
      const plan = make(steps);
      expect(plan).toHaveLength(steps);
      const { keep, clean, previous, anchor, fresh } = plan.at(-1)!;
      expect([keep, clean, previous, anchor, fresh].map((v) => v + 0)).toEqual([0, 1, 0, 0, 0]);
      expect(plan[0]!.previous).toBe(0);
    }
  });

  it("truncate keeps the lower rows and makes the first one of first order", () => {
    const full = dpmSolverPlusPlus(schedule, { steps: 12 });
    const cut = truncate(full, 400);
    expect(cut.map(({ t }) => t)).toEqual(full.map(({ t }) => t).filter((t) => t <= 400));
    const same = full.find(({ t }) => t === cut[0]!.t)!;
    expect(same.previous).not.toBe(0);
    expect(cut[0]!.previous).toBe(0);
    near(cut[0]!.clean, same.clean + same.previous);
    expect(() => truncate(ddim(schedule, { steps: 4 }), 100)).toThrow("truncate: expected a level of at least 249, got 100");
  });

  it("stopAt returns the clean estimate of the row at the level, with DR2's number of calls", () => {
    const plan = ddpm(schedule, { steps: 100, spacing: "even" });
    const dr2 = stopAt(truncate(plan, 424), 222); // omega 42, tau 22 of 100
    expect(dr2).toHaveLength(21);
    expect(dr2.at(-1)).toMatchObject({ t: 222, keep: 0, clean: 1, fresh: 0 });
  });
});
