import { describe, expect, it } from "vitest";
import { cosine, linear, residualShifting, sigmaIndex, symmetricBridge, varianceExploding } from "../../../shared/diffusion/schedule.js";
import { i2sbMarginal } from "../../../shared/diffusion/start.js";
import { timesteps } from "../../../shared/diffusion/timesteps.js";

describe("schedules", () => {
  it("linear has the published A_t", () => {
    const { abar } = linear();
    const published = { 0: 0.9999, 222: 0.59681, 353: 0.27718, 400: 0.19357, 424: 0.15841, 480: 0.09487, 605: 0.02406, 656: 0.01256, 999: 0.00004 };
    for (const [t, A] of Object.entries(published)) expect(Math.abs(abar[Number(t)]! - A), `A_${t}`).toBeLessThan(5.1e-6);
    expect(abar[400]! / (1 - abar[400]!)).toBeCloseTo(0.24, 3);
  });

  it("linear of other lengths scales beta", () => {
    expect(linear(100).abar[0]).toBeCloseTo(1 - 1e-3, 12);
    expect(linear(100).abar).toHaveLength(100);
  });

  it("cosine of 100 steps has the published A_t and clips the last beta", () => {
    const { abar } = cosine(100);
    for (const [t, A] of [[0, 0.99937], [25, 0.83562], [50, 0.47826], [75, 0.13349], [90, 0.01954]] as const) expect(Math.abs(abar[t]! - A), `A_${t}`).toBeLessThan(5.1e-6);
    expect(abar[99]! / abar[98]!).toBeCloseTo(0.001, 12);
  });

  it("VE levels are geometric and are found by sigma", () => {
    const schedule = varianceExploding();
    expect(schedule.sigma[0]).toBeCloseTo(0.01, 14);
    expect(schedule.sigma[1999]).toBeCloseTo(378, 9);
    // Published as round(t' N); the nearest of N levels is round(t' (N - 1)).
    for (const [sigma, index] of [[0.02, 132], [0.05, 305], [0.1, 437], [0.2, 568]] as const) expect(Math.abs(sigmaIndex(schedule, sigma) - index)).toBeLessThanOrEqual(1);
    expect(sigmaIndex(schedule, schedule.sigma[700]! * 1.002)).toBe(700);
    expect([sigmaIndex(schedule, 1e-9), sigmaIndex(schedule, 1e9)]).toEqual([0, 1999]);
  });

  it("ResShift has the published sqrt(eta)", () => {
    const roots = (steps: number, minNoise: number) => Array.from(residualShifting({ steps, minNoise }).eta, (eta) => Number(Math.sqrt(eta).toFixed(4)));
    expect(roots(15, 0.04)).toEqual([0.02, 0.1172, 0.1763, 0.2336, 0.2916, 0.351, 0.4124, 0.4759, 0.5417, 0.6099, 0.6807, 0.754, 0.83, 0.9086, 0.99]);
    expect(roots(4, 0.2)).toEqual([0.1, 0.5201, 0.7614, 0.99]);
    expect(roots(1, 0.2)).toEqual([0.99]);
  });

  it("I2SB has the published levels", () => {
    const schedule = symmetricBridge();
    const published = [[0, 0.01, 0.9993, 0.01], [250, 0.1731, 0.7876, 0.1537], [500, 0.2659, 0.4993, 0.1879], [750, 0.3337, 0.2114, 0.1534], [999, 0.3755, 0.0007, 0.01]] as const;
    for (const [n, forward, weight, deviation] of published) {
      const { clean, fresh } = i2sbMarginal(schedule, n);
      expect([Math.sqrt(schedule.forward[n]!), clean, fresh].map((v) => Number(v.toFixed(4)))).toEqual([forward, weight, deviation]);
    }
  });
});

describe("timesteps", () => {
  const schedule = linear();
  const ascending = (steps: number, spacing: "even" | "stride" | "trailing" | "log-snr") => Array.from(timesteps(schedule, { steps, spacing })).reverse();

  it("even is guided-diffusion's grid", () => {
    const grid = ascending(100, "even");
    expect([22, 35, 42, 59, 60, 65, 99].map((i) => grid[i])).toEqual([222, 353, 424, 595, 605, 656, 999]);
    expect(ascending(20, "even")).toEqual([0, 53, 105, 158, 210, 263, 315, 368, 421, 473, 526, 578, 631, 684, 736, 789, 841, 894, 946, 999]);
    expect(ascending(7, "even")[1]).toBe(166); // a tie: 166.5 goes to the even one
  });

  it("stride is ddim250's grid and refuses counts that no stride gives", () => {
    const grid = ascending(250, "stride");
    expect([grid[0], grid[99], grid[100], grid[120], grid[249]]).toEqual([0, 396, 400, 480, 996]);
    expect(() => ascending(300, "stride")).toThrow("steps: expected a count that a whole stride over 1000 indices gives, got 300");
  });

  it("trailing spends no call near 0", () => {
    expect(ascending(4, "trailing")).toEqual([249, 499, 749, 999]);
    expect(Array.from(timesteps(schedule, { steps: 2, from: 399 }))).toEqual([399, 199]);
  });

  it("log-snr is uniform in lambda up to the grid, and strictly descending up to every index", () => {
    const lambda = (t: number) => 0.5 * Math.log(schedule.abar[t]! / (1 - schedule.abar[t]!));
    const grid = Array.from(timesteps(schedule, { steps: 10, spacing: "log-snr" }), lambda);
    const h = (lambda(0) - lambda(999)) / 10;
    for (let i = 0; i < 10; i++) expect(Math.abs(grid[i]! - (lambda(999) + i * h))).toBeLessThan(0.06);
    expect(ascending(1000, "log-snr")).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it("one step is the start, for every spacing", () => {
    for (const spacing of ["trailing", "even", "log-snr"] as const) expect(Array.from(timesteps(schedule, { steps: 1, spacing }))).toEqual([999]);
  });

  it("refuses more steps than there are", () => {
    expect(() => timesteps(schedule, { steps: 401, from: 399 })).toThrow("steps: expected a whole number from 1 to 400, got 401; choose fewer steps; 4 to 16 are usual");
  });
});
