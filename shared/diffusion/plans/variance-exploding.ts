import type { Plan } from "../plan.js";
import { sigmaIndex, type VeSchedule } from "../schedule.js";

interface VeOptions {
  /** Noise level to start from; the nearest level of the schedule is taken. Default: the highest. */
  readonly from?: number;
}

/**
 * Reverse diffusion predictor (Song et al. 2021, appendix E): x' = x + (s_i^2 - s_{i-1}^2) score + sqrt(s_i^2 - s_{i-1}^2) n with
 * score = (D - x)/s_i^2. The last row returns the mean, at s = 0. Step.t is sigma.
 */
export function reverseDiffusion(schedule: VeSchedule, options: VeOptions = {}): Plan {
  return descend(schedule, options, (variance, next) => ({
    keep: next / variance,
    clean: 1 - next / variance,
    fresh: next === 0 ? 0 : Math.sqrt(variance - next),
  }));
}

/** Probability-flow ODE on the same levels: half the score step and no noise; the last row is Tweedie's estimate itself. */
export function probabilityFlow(schedule: VeSchedule, options: VeOptions = {}): Plan {
  return descend(schedule, options, (variance, next) => {
    const clean = next === 0 ? 1 : (variance - next) / (2 * variance);
    return { keep: 1 - clean, clean, fresh: 0 };
  });
}

function descend(schedule: VeSchedule, { from }: VeOptions, row: (variance: number, next: number) => { keep: number; clean: number; fresh: number }): Plan {
  const { sigma } = schedule;
  const first = from === undefined ? sigma.length - 1 : sigmaIndex(schedule, from);
  return Array.from({ length: first + 1 }, (_, i) => {
    const t = sigma[first - i]!;
    const next = first - i === 0 ? 0 : sigma[first - i - 1]!;
    return { t, previous: 0, anchor: 0, ...row(t * t, next * next) };
  });
}
