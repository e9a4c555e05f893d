import { expected } from "../../../shared/errors.js";
import type { Plan } from "../../../shared/diffusion/plan.js";
import { ddim } from "../../../shared/diffusion/plans/ddim.js";
import { ddpm } from "../../../shared/diffusion/plans/ddpm.js";
import { dpmSolverPlusPlus } from "../../../shared/diffusion/plans/dpm-solver-plus-plus.js";
import type { Schedule } from "../../../shared/diffusion/schedule.js";
import type { Card } from "../../../shared/runtime/card.js";
import { scheduleOf } from "../../../shared/runtime/model.js";

export const presetNames = ["fidelity", "balanced", "detail"] as const;
export type Preset = (typeof presetNames)[number];

type Diffusion = NonNullable<Card["diffusion"]>;

/** The sampler that the card gives for `preset`, with another number of steps where `steps` is given. */
export function presetPlan(card: Card, { preset, steps }: { preset: Preset; steps?: number }): Plan {
  const { presets } = diffusionOf(card);
  const chosen = presets[preset];
  if (chosen === undefined) {
    throw expected("bad-model", { subject: card.id, want: `a preset "${preset}" in its card`, got: Object.keys(presets).join(", ") || "none", advice: "choose one of these with --preset" });
  }
  const { sampler, eta = 0, ...visited } = { ...chosen, ...(steps !== undefined && { steps }) };
  const schedule = scheduleIn(card);
  if (sampler === "ddpm") return ddpm(schedule, visited);
  if (sampler === "dpm-solver++") return dpmSolverPlusPlus(schedule, visited);
  return ddim(schedule, { ...visited, eta });
}

export function scheduleIn(card: Card): Schedule {
  return scheduleOf(diffusionOf(card).schedule);
}

/** What multiplies the residual before it is diffused. */
export function residualScale(card: Card): number {
  return diffusionOf(card).residualScale ?? 1;
}

function diffusionOf(card: Card): Diffusion {
  if (card.diffusion === undefined) {
    throw expected("bad-model", { subject: card.id, want: "a diffusion section in its card", got: "none", advice: "choose the --method that the card names" });
  }
  return card.diffusion;
}
