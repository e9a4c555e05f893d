import { expected } from "../errors.js";
import type { Plan } from "../diffusion/plan.js";
import { ddim } from "../diffusion/plans/ddim.js";
import { ddpm } from "../diffusion/plans/ddpm.js";
import { dpmSolverPlusPlus } from "../diffusion/plans/dpm-solver-plus-plus.js";
import { ancestral, dpmSolverVe, reverseDiffusion } from "../diffusion/plans/variance-exploding.js";
import { varianceExploding, type Schedule } from "../diffusion/schedule.js";
import type { Card } from "./card.js";
import { scheduleOf } from "./schedule-of.js";

export const presetNames = ["fidelity", "balanced", "detail"] as const;
export type Preset = (typeof presetNames)[number];

type Diffusion = NonNullable<Card["diffusion"]>;

/** The sampler that the card gives for `preset`, with another number of steps where `steps` is given. */
export function presetPlan(card: Card, { preset, steps }: { preset: Preset; steps?: number }): Plan {
  const { sampler, eta = 0, startDeviation: _, ...visited } = { ...presetOf(card, preset), ...(steps !== undefined && { steps }) };
  const schedule = scheduleIn(card);
  if (sampler === "ddpm") return ddpm(schedule, visited);
  if (sampler === "dpm-solver++") return dpmSolverPlusPlus(schedule, visited);
  return ddim(schedule, { ...visited, eta });
}

/** What the noise that `preset` starts from is multiplied by. */
export function startDeviation(card: Card, preset: Preset): number {
  return presetOf(card, preset).startDeviation ?? 1;
}

/**
 * A plan for a variance exploding chain, from the noise level `sigma` down: the preset's number of network calls, at levels that are
 * even on a logarithmic scale, down to the card's lowest, but at least `least` of them. "ancestral" draws from the posterior instead of following the flow.
 */
export function presetPlanFrom(card: Card, { preset, sigma, kind = "flow", least = 1 }: { readonly preset: Preset; readonly sigma: number; readonly kind?: "flow" | "ancestral"; readonly least?: number }): Plan {
  const { schedule } = diffusionOf(card);
  if (schedule.kind !== "ve") throw wrongSchedule(card, "a variance exploding schedule");
  const { sampler, steps: given } = presetOf(card, preset);
  const steps = Math.max(given, least);
  const from = Math.min(Math.max(sigma, schedule.minimum), schedule.maximum);
  const single = steps === 1 || from === schedule.minimum;
  const levels = varianceExploding({ steps: single ? 1 : steps, sigmaMin: schedule.minimum, sigmaMax: from });
  if (kind === "ancestral") return ancestral(levels);
  // the flow is solved to second order: its first-order rows leave noise between levels as far apart as a few calls allow
  return sampler === "reverse-diffusion" ? reverseDiffusion(levels) : dpmSolverVe(levels);
}

/** Noise levels that the network of a variance exploding chain knows. */
export function noiseRange(card: Card): { readonly minimum: number; readonly maximum: number } {
  const { schedule } = diffusionOf(card);
  if (schedule.kind !== "ve") throw wrongSchedule(card, "a variance exploding schedule");
  return schedule;
}

export function scheduleIn(card: Card): Schedule {
  const schedule = scheduleOf(diffusionOf(card).schedule);
  if (schedule === undefined) throw wrongSchedule(card, "a variance preserving schedule");
  return schedule;
}

/** What multiplies the residual before it is diffused. */
export function residualScale(card: Card): number {
  return diffusionOf(card).residualScale ?? 1;
}

function presetOf(card: Card, preset: Preset): Diffusion["presets"][string] {
  const { presets } = diffusionOf(card);
  const chosen = presets[preset];
  if (chosen === undefined) {
    throw expected("bad-model", { subject: card.id, want: `a preset "${preset}" in its card`, got: Object.keys(presets).join(", ") || "none", advice: "choose one of these with --preset" });
  }
  return chosen;
}

function wrongSchedule(card: Card, want: string): Error {
  return expected("bad-model", { subject: card.id, want: `${want} in its card`, got: diffusionOf(card).schedule.kind, advice: "choose the --method that the card names" });
}

function diffusionOf(card: Card): Diffusion {
  if (card.diffusion === undefined) {
    throw expected("bad-model", { subject: card.id, want: "a diffusion section in its card", got: "none", advice: "choose the --method that the card names" });
  }
  return card.diffusion;
}
