import type { Plan } from "../diffusion/plan.js";
import { type Schedule } from "../diffusion/schedule.js";
import type { Card } from "./card.js";
export declare const presetNames: readonly ["fidelity", "balanced", "detail"];
export type Preset = (typeof presetNames)[number];
/** The sampler that the card gives for `preset`, with another number of steps where `steps` is given. */
export declare function presetPlan(card: Card, { preset, steps }: {
    preset: Preset;
    steps?: number;
}): Plan;
/**
 * The same for a variance exploding chain, from the noise level `sigma` down: the preset's number of network calls, at levels that are
 * even on a logarithmic scale, down to the card's lowest. "ancestral" draws from the posterior instead of following the flow.
 */
export declare function presetPlanFrom(card: Card, { preset, sigma, kind }: {
    readonly preset: Preset;
    readonly sigma: number;
    readonly kind?: "flow" | "ancestral";
}): Plan;
/** Noise levels that the network of a variance exploding chain knows. */
export declare function noiseRange(card: Card): {
    readonly minimum: number;
    readonly maximum: number;
};
export declare function scheduleIn(card: Card): Schedule;
/** What multiplies the residual before it is diffused. */
export declare function residualScale(card: Card): number;
